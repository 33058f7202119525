/* Whatever a visitor, a file or a peer can make grow has its maximum here. */
#pragma once

/* ---- http ---- */
#define LIMIT_BODY            (64 * 1024)   /* bytes of a request body, unless a route says less */
#define LIMIT_FIELDS          64            /* fields of one form */
#define LIMIT_QUERY_VALUE     256           /* bytes of one decoded query value */
#define LIMIT_PATH            512           /* bytes of a request path (a ticket has 192) */
#define LIMIT_JSON_DEPTH      8
#define LIMIT_BODY_SECONDS    30            /* from the first byte of a body to the last */
#define LIMIT_IDLE_SECONDS    60
#define LIMIT_STREAMS         20000         /* event streams open at once */
#define LIMIT_HOLDER_STREAMS  12            /* of one badge or token */
#define LIMIT_CONNECTIONS     25000         /* at once, as far as the limit of open files goes */
#define LIMIT_EVENTS          4096          /* events kept for late listeners */
#define LIMIT_PAGE_BYTES      (2 * 1024 * 1024)

/* ---- store ---- */
#define LIMIT_JOBS            65536         /* writes waiting for their commit */

/* ---- conversation ---- */
#define LIMIT_SECTIONS        40
#define LIMIT_QUESTIONS       10
#define LIMIT_OPTIONS         30
#define LIMIT_TITLE           200           /* characters */
#define LIMIT_SUMMARY         1000
#define LIMIT_MARKDOWN_PAGE   100000        /* bytes of welcome.md and the like */
#define LIMIT_SIGNPOST        2000          /* characters of support.md: it is read by somebody who is not well */
#define LIMIT_DECIDED_FILES   64            /* of published reports, kept in memory with what was decided */
#define LIMIT_LOGO_BYTES      (64 * 1024)   /* of an organisation's logo, as it comes and as it is kept */
#define LIMIT_LOGO_SIDE       1024          /* pixels */
#define LIMIT_LOGO_NODES      1000          /* elements of a drawing */
#define LIMIT_LOGO_DEPTH      20
#define LIMIT_CONVERSATIONS   1000
#define LIMIT_TOKENS          1000          /* read-only tokens of an installation */

/* ---- talk (characters, that is Unicode code points) ---- */
#define LIMIT_IDEA            2000
#define LIMIT_COMMENT         2000
#define LIMIT_NOTE            500           /* a flag's note, an act's reason in words */
#define LIMIT_MESSAGE         2000          /* facilitator and author */
#define LIMIT_SEARCH          100
#define LIMIT_THREAD          2000          /* comments under one idea */
#define LIMIT_REPLY_DEPTH     3             /* deeper replies join the last level */
#define LIMIT_CONTRIBUTIONS   2000000       /* per conversation */
#define LIMIT_IDEMPOTENCY_KEY 64
#define LIMIT_PAGE_ITEMS      100           /* `limit` of a list */
#define LIMIT_DEFAULT_ITEMS   20
#define LIMIT_SPLIT_PARTS     12
#define LIMIT_SAFEGUARD_STEPS 200           /* written down on one contribution */
#define LIMIT_SECONDS         20            /* second opinions asked for on one contribution, one after another */
#define LIMIT_BULK            50            /* contributions that a facilitator treats alike at once: a page of the queue */
#define LIMIT_MESSAGES        50            /* in one talk, as far as each side knows it */
#define LIMIT_HELP            20            /* lines of support.md that a message can take along */
#define LIMIT_NOTICE          600           /* characters of a notice that facilitators pin */
#define LIMIT_NOTICES         3             /* pinned in one place at a time */
#define LIMIT_NOTICE_STEPS    1000          /* of all notices of a conversation */
#define LIMIT_WORDLIST        200           /* words or phrases in each of the facilitators' lists */
#define LIMIT_WORDLIST_WORDS  100           /* characters of one */
#define LIMIT_WORDLIST_TEXT   10000         /* of a list as it is typed, a line each */
#define LIMIT_WORDLIST_STEPS  5000          /* changes of the lists of a conversation */
#define LIMIT_SEEDS           100           /* facilitators' own posts in a conversation */
#define LIMIT_PAPER_DAYS      14            /* after closing, for paper forms that come late */
#define LIMIT_SANCTIONS       20            /* through one contribution, one after another */
#define LIMIT_HIDE_AFTER_MIN  2             /* reports that hide a contribution until a facilitator has looked */
#define LIMIT_FLAGS           100           /* kept per contribution */
#define LIMIT_SLOW_HASHES     8             /* of a badge, waiting at once: each takes 18 ms of one thread */
#define LIMIT_NAME_CHECKS     20            /* of a badge in an hour; after them a post goes through unasked */

/* ---- analysis ---- */
#define LIMIT_CODES           1000
#define LIMIT_CODE_NAME       100
#define LIMIT_DEFINITION      2000
#define LIMIT_DECISION        2000          /* characters: what was decided because of a theme */
#define LIMIT_DECISION_STEPS  100           /* of one theme */
#define LIMIT_RECEIPT_TRIES   300           /* codes in a minute that no receipt has, from all together */
#define LIMIT_QUOTE_STEPS     100           /* a contribution chosen for the report and taken off again */
#define LIMIT_CODINGS         50            /* per contribution and analyst */

#define LIMIT_ARRIVING_VOTES  2000000       /* of a conversation from elsewhere, at once */
#define LIMIT_IMPORTED_VOTES  100000000     /* rows of a votes.csv */

/* ---- people ---- */
#define LIMIT_ROSTER          2000000
#define LIMIT_NAME            120
#define LIMIT_EMAIL           254           /* RFC 5321 4.5.3.1.3 */
#define LIMIT_ATTRIBUTES      20
#define LIMIT_ATTRIBUTE       120
#define LIMIT_STAFF           500
#define LIMIT_GROUPS          12            /* A11 */

/* ---- groups of people (A8, A10, A11) ---- */
#define LIMIT_K_DEFAULT       10
#define LIMIT_K_MIN           5

/* ---- CSV files (base/csv): bytes, unless it says otherwise ---- */
#define LIMIT_CSV_CHUNK       (64 * 1024)         /* read from disk at a time */
#define LIMIT_CSV_CELL        (256 * 1024)        /* a long text has 20 KB: more means a lost quotation mark */
#define LIMIT_CSV_RECORD      (2 * 1024 * 1024)
#define LIMIT_CSV_COLUMNS     20000               /* cells of a record: a vote matrix has one per contribution */
#define LIMIT_CSV_TABLE       (256 * 1024 * 1024) /* a whole file in memory */
