/* Everything that room and desk ever say to each other, and who may say it how often.
 * The list is complete: adding to it is a change of the design (4-anonymity).
 *
 * Plain C: this file is on both sides.  No message has a field that can hold a person's
 * name or address but `support_email`, which is printed on every page.  Every message of
 * one type has the same length.  A change of meaning or layout: WIRE_VERSION goes up. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WIRE_VERSION 3u

typedef enum { WIRE_ROOM = 1, WIRE_DESK = 2, WIRE_WORKER = 4 } WireSide;

typedef enum {
    WIRE_HELLO = 1,
    WIRE_WAITING,               /* room -> desk: somebody has a message inside */
    WIRE_NAMES,                 /* room -> desk: which words of a text may be names?  Answered by SPANS */
    WIRE_SPANS,
    WIRE_PARTICIPATION,         /* room, worker -> desk; answered by FIGURES, last night's, rounded */
    WIRE_FIGURES,
    WIRE_REMIND,                /* room -> desk: write to everybody who has not left */
    WIRE_CONVERSATION,          /* desk -> room: settings, new or changed */
    WIRE_UNLINK,                /* desk -> room: these have left */
    WIRE_FORGET,                /* desk -> room: destroy what is left of it */
    WIRE__COUNT
} WireType;

/* Bytes of UTF-8. */
#define WIRE_SLUG      60
#define WIRE_TITLE     800
#define WIRE_LANGUAGE  35
#define WIRE_ZONE      64
#define WIRE_EMAIL     254
#define WIRE_LABEL     480
#define WIRE_REASON    800
#define WIRE_NAMES_TEXT 8000            /* 2,000 characters */
#define WIRE_SPANS_MOST 128
#define WIRE_GROUPS    12
#define WIRE_HIDE_AFTER 100             /* LIMIT_FLAGS of the room */
#define WIRE_COUNTS    2                /* the largest CountsShown */
#define WIRE_BATCH     32               /* pseudonyms of one UNLINK */

typedef struct { uint32_t version; uint8_t side; } WireHello;
typedef struct { uint8_t pseudonym[16]; } WireWaiting;
typedef struct { uint32_t serial; uint8_t conversation[16]; char text[WIRE_NAMES_TEXT + 1]; } WireNames;
typedef struct { uint16_t start, length; } WireSpan;                /* bytes */
typedef struct { uint32_t serial; uint16_t n; WireSpan spans[WIRE_SPANS_MOST]; } WireSpans;
typedef struct { uint32_t serial; uint8_t conversation[16]; } WireParticipation;
typedef struct { uint32_t invited, in; } WireShare;                 /* rounded down to multiples of k */
typedef struct {
    uint32_t  serial;
    bool      known;                    /* false: no snapshot yet, all zero */
    bool      exact;                    /* after closing, once */
    WireShare all;
    uint8_t   n_groups;
    WireShare groups[WIRE_GROUPS];      /* by number of the label, from 1 on */
} WireFigures;
typedef struct { uint8_t conversation[16]; } WireRemind;
typedef struct {
    uint8_t  id[16];
    char     slug[WIRE_SLUG + 1], title[WIRE_TITLE + 1], language[WIRE_LANGUAGE + 1];
    char     timezone[WIRE_ZONE + 1], support_email[WIRE_EMAIL + 1];
    int64_t  opens, closes, completes, erases, published;           /* seconds since 1970; published 0: not yet */
    int64_t  posting_ends;              /* 0: with the conversation */
    int64_t  held_until;                /* 0: no hold (A14) */
    int64_t  now;                       /* so late it is at the desk: a jump of the machine's clock not counted (A14) */
    char     hold_reason[WIRE_REASON + 1];
    uint16_t k, slot_minutes;
    bool     names_from_roster, no_comments;
    uint8_t  hide_after;                /* reports; 0: they hide nothing */
    uint8_t  counts;                    /* CountsShown of model/rules.h */
    uint8_t  n_groups;
    char     groups[WIRE_GROUPS][WIRE_LABEL + 1];                   /* label number i + 1 */
} WireConversation;
/* Unused places are filled with random bytes: the room cannot tell how many have left. */
typedef struct { uint8_t conversation[16]; uint8_t pseudonyms[WIRE_BATCH][16]; } WireUnlink;
typedef struct { uint8_t conversation[16]; } WireForget;

typedef struct {
    WireType type;
    union {
        WireHello hello;
        WireWaiting waiting;
        WireNames names;
        WireSpans spans;
        WireParticipation participation;
        WireFigures figures;
        WireRemind remind;
        WireConversation conversation;
        WireUnlink unlink;
        WireForget forget;
    };
} WireMessage;

/* A type without a row is permitted to nobody. */
typedef struct {
    const char *name;
    unsigned    from, to;               /* WireSide bits */
    WireType    answers;                /* only while such a request is unanswered; 0: at any time */
    unsigned    burst, per_minute;      /* at once, and then so many a minute */
} WireRule;

const WireRule *wire_rule(unsigned type);           /* NULL: no such type */
size_t wire_length(WireType type);                  /* of the payload, always the same */
#define WIRE_LENGTH_MOST 16384

/* ret_bytes has wire_length() bytes.  False: a text is too long, or a number out of bounds. */
bool wire_pack(const WireMessage *message, uint8_t *ret_bytes);
/* False: not exactly such a message. */
bool wire_unpack(unsigned type, const uint8_t *bytes, size_t length, WireMessage *ret_message);
