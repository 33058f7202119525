/* Does a text name a colleague?  Asked before it is taken (4-anonymity: names).  The desk marks
 * names, the room itself a job title beside a department; which of them made a mark is not told.
 * It helps and never holds up: where the desk is away, slow or asked too often, nothing is found. */
#pragma once
#include "room/pages/section.h"
#include "room/room.h"
#include "wire/messages.h"

#define MENTIONS_MOST 160

/* In the order of the text, none touching another. */
typedef struct { NameSpan spans[MENTIONS_MOST]; size_t n; } Mentions;

typedef struct MentionAsk MentionAsk;
struct MentionAsk {
    Id          conversation, pseudonym;
    const char *text;                   /* borrowed until `done` */
    Mentions    found;
    void      (*done)(MentionAsk *ask); /* exactly once, on any thread, perhaps before mention_ask() returns */
    void       *data;
    int64_t     until;                  /* inner: monotonic, in ms */
};

typedef struct MentionLine MentionLine;         /* questions that wait for the desk */
MentionLine *mention_line_new(void);
void         mention_line_free(MentionLine *line);

/* Puts the marks, and the text they are of, into a box that is shown again; NULL: leaves it. */
void mention_show(const Mentions *found, const char *text, Composer *composer);

void mention_ask(Room *room, MentionAsk *ask /* until done */);
void mention_heard(Room *room, const WireSpans *spans);
/* A few times a second: lets go what has waited too long. */
void mention_expire(Room *room);
/* The line to the desk is another one: nothing that was asked will be answered. */
void mention_restart(Room *room);
/* For good: whoever asks from now on is let go at once. */
void mention_close(Room *room);
