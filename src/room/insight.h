/* What takes time to work out for analysts: opinion groups, voters of themes, agreement.
 *
 * What tells of people is worked out once a day while there are slots (A10): the same
 * figures stand until tomorrow, whatever is coded meanwhile.  Agreement follows the codings.
 * Both are found on a thread of their own, from a copy, so that nobody waits. */
#pragma once
#include "analysis/coders.h"
#include "analysis/opinion.h"
#include "domain/themes.h"
#include "room/visitor.h"

typedef struct Insights Insights;

/* A place for each item at the time. */
typedef struct {
    int            day;
    GHashTable    *voters;              /* Id of the code -> guint64: people, a multiple of k; missing: held back */
    OpinionGroups *groups;
    Id            *items;               /* that the groups' item numbers mean */
} InsightPeople;

typedef struct {
    uint64_t        changes;            /* CodingBook.changes that it was made from */
    CoderAgreement *agreement;
    Id             *codes;              /* that the agreement's code numbers mean */
} InsightCoders;

typedef struct { const InsightPeople *people; const InsightCoders *coders; } Insight;

Insights *insights_new(void);
void      insights_free(Insights *insights);    /* NULL is fine; waits for what is being worked out */

typedef void (*InsightThen)(HttpRequest *request, HttpReply *reply, const Insight *insight);
/* A handler's last act: `then` makes the reply, now or once it is worked out. */
void insight_ask(HttpRequest *request, HttpReply *reply, InsightThen then);

/* A theme as analysts may see it now: sums of what is public, people as of `insight`. */
typedef struct {
    size_t      contributions, likes, dislikes;
    uint64_t    voters;                 /* a multiple of k; 0: held back */
    bool        has_share;              /* at least k people voted */
    double      share;                  /* likes of all votes */
    NumInterval interval;               /* 95 %, Wilson */
} ThemeFigures;
void theme_figures(const Board *board, const Themes *themes, size_t theme, const Insight *insight, ThemeFigures *ret_figures);
