/* What you told us: the published report, and the analysts' view of themes and agreement.
 * Every figure is ready and safe to show: what had to be held back is left out by the caller. */
#pragma once
#include "room/pages/page.h"

/* Shares are in per cent. `like` is as counted; the true share lies between low and high 95
 * times in 100.  `like_text` is what stands for it ("91%", "over 90%"). */
typedef struct {
    const char *theme;
    const char *like_text;
    double      like, low, high;
    uint64_t    voters;
    const char *note;               /* "Held back: fewer than ten people"; then nothing is drawn; NULL */
} StrengthLine;

typedef struct { const char *id, *text; } QuoteView;     /* id of the contribution; NULL: no way to it */
typedef struct {
    const char *name, *summary;
    StrengthLine strength;
    uint64_t    posts, writers;     /* writers 0: held back */
    const QuoteView *quotes;
    size_t      n_quotes;
    const char *contested;          /* "self-rostering, with 46% likes and 54% dislikes from 203 voters" */
    const char *decided;            /* what was decided because of it; NULL */
    const SafeHtml *decision;       /* the same as it was written since: in the place of `decided`; NULL */
    const char *decision_text;      /* as staff typed it, for the box; NULL */
    bool        refused;            /* and that was refused: the box stands open, with the error of field "text-N" */
} ThemeView;

typedef struct { const char *group, *like_text; double like; } GroupShare;
typedef struct { const char *text; const GroupShare *shares; size_t n_shares; } CommonLine;
typedef struct { const char *name; uint64_t n; } FigureLine;
typedef struct { const char *key, *value; } MethodLine;

typedef struct {
    const char *date;               /* "January 2027" */
    const char *lead;               /* the findings in two or three sentences */
    bool        preview;            /* not published yet: staff alone see it */
    const FigureLine *figures;      /* who took part */
    size_t      n_figures;
    const char *headline;           /* "Rest and recovery has the firmest support" */
    const ThemeView *themes;        /* strongest first */
    size_t      n_themes;
    const CommonLine *common;
    size_t      n_common;
    const char *groups_note;        /* "Group A has 418 people, B 301, C 165." */
    const uint64_t *codes_after;    /* saturation: codes in the frame after each tenth of the posts, 11 values */
    uint64_t    posts;
    const char *saturation;         /* "The last 250 posts brought one new code" */
    const MethodLine *method;
    size_t      n_method;
    const char *pdf, *xlsx, *json;  /* paths; NULL: none */
    bool        links;              /* the reader may open contributions */
    bool        may_decide;         /* staff who write what was decided: POST /c/SLUG/report */
} ReportView;

bool report_page(const PageFrame *frame, const ReportView *view, Page *ret_page, GError **error) MUST_CHECK;
/* "The report is not out yet". */
bool report_waits_page(const PageFrame *frame, const char *when, Page *ret_page, GError **error) MUST_CHECK;

typedef struct {
    const StrengthLine *strengths;
    size_t      n_strengths;
    const char *alpha;              /* "0.81 (0.77 to 0.85)"; NULL: not known yet */
    const char *alpha_means;        /* "dependable" */
    const MethodLine *agreement;    /* by code: name -> "0.74" */
    size_t      n_agreement;
    const CommonLine *common;
    size_t      n_common;
    const char *groups_note;
} ThemesView;

/* /c/SLUG/analyse/themes */
bool themes_page(const PageFrame *frame, const ThemesView *view, Page *ret_page, GError **error) MUST_CHECK;

/* Charts, in HTML with one small drawing a row; each has its table below it. */
void chart_strength(Html *html, const char *headline, const StrengthLine *lines, size_t n);
void chart_common(Html *html, const CommonLine *lines, size_t n);
void chart_saturation(Html *html, const char *headline, const uint64_t codes_after[11], uint64_t posts);
