-- The desk's store.  Whatever is known of a person lies in a sealed value: XChaCha20-Poly1305 with a key
-- of the conversation, bound to table, conversation and item, padded so that its size is a multiple of
-- 256 bytes.  No name, address or state stands in clear, and no time at all.  Items are random or keyed
-- hashes, the tables have no row numbers, so nothing tells in which order rows came.
--
-- Every table has the same three columns: the conversation first (sixteen zero bytes: of none), the item,
-- and the sealed value.

-- What is set for a conversation: its name, dates, k, labels of groups; after erasure its name and dates.
CREATE TABLE conversation (
    conversation BLOB NOT NULL,     -- zero bytes: these rows are sealed with the desk's own key
    item         BLOB NOT NULL,     -- random id of the conversation, also known to the room
    sealed       BLOB NOT NULL,     -- settings as JSON
    PRIMARY KEY (conversation, item)
) STRICT, WITHOUT ROWID;

-- One row for everybody who is invited.
CREATE TABLE person (
    conversation BLOB NOT NULL,     -- whose roster it is
    item         BLOB NOT NULL,     -- random id; the pseudonym is a keyed hash of it and stands nowhere
    sealed       BLOB NOT NULL,     -- name, address, attributes, group, cohort, epoch of the link, marks
    PRIMARY KEY (conversation, item)
) STRICT, WITHOUT ROWID;

-- People who left and must not be invited again.
CREATE TABLE gone (
    conversation BLOB NOT NULL,     -- what they left
    item         BLOB NOT NULL,     -- keyed hash of the address, or of the roster's id
    sealed       BLOB NOT NULL,     -- nothing inside
    PRIMARY KEY (conversation, item)
) STRICT, WITHOUT ROWID;

-- Members of staff of the whole installation.
CREATE TABLE staff (
    conversation BLOB NOT NULL,     -- zero bytes
    item         BLOB NOT NULL,     -- random id
    sealed       BLOB NOT NULL,     -- name, address, roles by conversation, second factor
    PRIMARY KEY (conversation, item)
) STRICT, WITHOUT ROWID;

-- Sign-in links of staff that nobody has used yet.
CREATE TABLE staff_link (
    conversation BLOB NOT NULL,     -- zero bytes
    item         BLOB NOT NULL,     -- keyed hash of the link's token
    sealed       BLOB NOT NULL,     -- whose it is and until when
    PRIMARY KEY (conversation, item)
) STRICT, WITHOUT ROWID;

-- Mails that wait: to whom and of what kind.  The text is written when one goes out.
CREATE TABLE mail (
    conversation BLOB NOT NULL,     -- zero bytes for mails to staff
    item         BLOB NOT NULL,     -- random id, part of the Message-ID
    sealed       BLOB NOT NULL,     -- kind, person or address, attempts, when to try again, what went wrong
    PRIMARY KEY (conversation, item)
) STRICT, WITHOUT ROWID;

-- Somebody asked for a new link; looked up in the next minute's batch.
CREATE TABLE request (
    conversation BLOB NOT NULL,     -- zero bytes
    item         BLOB NOT NULL,     -- random id
    sealed       BLOB NOT NULL,     -- the address as it was typed
    PRIMARY KEY (conversation, item)
) STRICT, WITHOUT ROWID;

-- Pseudonyms of people who left, for the room; kept for a day in case the room was away.
CREATE TABLE unlink (
    conversation BLOB NOT NULL,     -- what they left
    item         BLOB NOT NULL,     -- random id
    sealed       BLOB NOT NULL,     -- pseudonym and the day
    PRIMARY KEY (conversation, item)
) STRICT, WITHOUT ROWID;

-- What the clock has done, so that it is done once: opening, closing, mails to cohorts, snapshots; and
-- how many mails went out.
CREATE TABLE journal (
    conversation BLOB NOT NULL,     -- zero bytes: of the installation
    item         BLOB NOT NULL,     -- keyed hash of what the entry is about
    sealed       BLOB NOT NULL,     -- day and figures
    PRIMARY KEY (conversation, item)
) STRICT, WITHOUT ROWID;
