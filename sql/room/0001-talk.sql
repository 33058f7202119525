-- What is said in the room.  Nothing here names anybody: authors and voters are sealed
-- per row (src/store/seal.h), ids are random, times are slot times.

-- One conversation: the desk's settings and the organiser's content, as JSON.
CREATE TABLE conversation (
    conversation BLOB NOT NULL PRIMARY KEY,  -- random id, the same at the desk
    settings     TEXT NOT NULL,              -- slug, dates, k, language: from the desk, its source
    content      TEXT NOT NULL               -- sections, questions and pages: from the folder
) STRICT, WITHOUT ROWID;

-- One badge holder. The key is a keyed hash, the pseudonym is masked.
CREATE TABLE member (
    conversation BLOB    NOT NULL,
    tag          BLOB    NOT NULL,           -- keyed hash of the pseudonym
    mask         BLOB    NOT NULL,           -- the pseudonym under a mask made of the tag
    generation   INTEGER NOT NULL,           -- 0; 1 after starting afresh
    salt         BLOB,                       -- of the return key; NULL: has none yet
    hash         BLOB,                       -- slow hash of the return key
    welcomed     INTEGER NOT NULL,           -- has been through the welcome page
    answered     INTEGER NOT NULL,           -- gateway answers are in the totals
    group_number INTEGER NOT NULL,           -- 0: none or declined
    PRIMARY KEY (conversation, tag)
) STRICT, WITHOUT ROWID;

-- An idea or a comment.
CREATE TABLE contribution (
    conversation BLOB    NOT NULL,
    contribution BLOB    NOT NULL,
    kind         INTEGER NOT NULL,           -- 1 idea, 2 comment
    parent       BLOB,                       -- a comment's idea or comment
    idea         BLOB    NOT NULL,           -- the idea at the root; an idea's own id
    section      TEXT    NOT NULL,           -- slug
    text         TEXT    NOT NULL,
    state        INTEGER NOT NULL,           -- see model/contribution.h
    source       INTEGER NOT NULL,           -- 1 author, 2 paper form, 3 facilitator
    slot         INTEGER NOT NULL,           -- when others saw it first
    edited       INTEGER NOT NULL,           -- 0 no, 1 by its author, 2 by a facilitator
    version      INTEGER NOT NULL,           -- grows by one with each change
    target       BLOB,                       -- what it was merged into, or split from
    author_tag   BLOB,                       -- sealed author; NULL: nobody, or unlinked
    author_mask  BLOB,
    views        INTEGER NOT NULL,           -- how often it was shown, to anybody
    PRIMARY KEY (conversation, contribution)
) STRICT, WITHOUT ROWID;

-- Earlier wordings, for the history.
CREATE TABLE revision (
    conversation BLOB    NOT NULL,
    contribution BLOB    NOT NULL,
    version      INTEGER NOT NULL,           -- the version that this text had
    text         TEXT    NOT NULL,
    section      TEXT    NOT NULL,
    PRIMARY KEY (conversation, contribution, version)
) STRICT, WITHOUT ROWID;

-- Votes as of the last fold; no time.
CREATE TABLE vote (
    conversation BLOB    NOT NULL,
    contribution BLOB    NOT NULL,
    tag          BLOB    NOT NULL,           -- keyed hash of contribution and voice
    mask         BLOB    NOT NULL,
    vote         INTEGER NOT NULL,           -- 1 like, 2 dislike
    PRIMARY KEY (conversation, contribution, tag)
) STRICT, WITHOUT ROWID;

-- Votes since the last fold: what others don't see yet.
CREATE TABLE vote_log (
    conversation BLOB    NOT NULL,
    contribution BLOB    NOT NULL,
    tag          BLOB    NOT NULL,
    mask         BLOB    NOT NULL,
    vote         INTEGER NOT NULL,           -- 0 taken back
    PRIMARY KEY (conversation, contribution, tag)
) STRICT, WITHOUT ROWID;

-- Reports by participants; no time.
CREATE TABLE flag (
    conversation BLOB    NOT NULL,
    contribution BLOB    NOT NULL,
    tag          BLOB    NOT NULL,           -- keyed hash of contribution and voice: one flag each
    reason       INTEGER NOT NULL,
    note         TEXT    NOT NULL,
    looked_at    INTEGER NOT NULL,
    PRIMARY KEY (conversation, contribution, tag)
) STRICT, WITHOUT ROWID;

-- What has been sent once is not posted twice.
CREATE TABLE sent_once (
    conversation BLOB    NOT NULL,
    tag          BLOB    NOT NULL,           -- keyed hash of voice and idempotency key
    contribution BLOB    NOT NULL,
    day          INTEGER NOT NULL,           -- days since 1970; swept after two
    PRIMARY KEY (conversation, tag)
) STRICT, WITHOUT ROWID;

-- Gateway answers, as totals only.
CREATE TABLE answer_total (
    conversation BLOB    NOT NULL,
    question     TEXT    NOT NULL,
    option       TEXT    NOT NULL,
    total        INTEGER NOT NULL,
    PRIMARY KEY (conversation, question, option)
) STRICT, WITHOUT ROWID;

-- What is left of the votes after erasure.
CREATE TABLE vote_total (
    conversation BLOB    NOT NULL,
    contribution BLOB    NOT NULL,
    likes        INTEGER NOT NULL,
    dislikes     INTEGER NOT NULL,
    PRIMARY KEY (conversation, contribution)
) STRICT, WITHOUT ROWID;
