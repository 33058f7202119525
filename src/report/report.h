/* The report as data: what one frozen release says, and nothing that may not be said.
 * Whoever fills it has rounded, held back and capped already (A10); the writers add
 * nothing, and a field left at zero is held back or absent.
 *
 * Texts and arrays are borrowed: keep them with report_copy() and the like, or elsewhere
 * for longer than the report. */
#pragma once
#include "base/error.h"
#include "model/brand.h"
#include "model/contribution.h"
#include <stddef.h>
#include <stdint.h>

/* A number of people. */
typedef struct { bool shown; uint64_t n; } ReportCount;

/* A share, in per cent. */
typedef enum { SHARE_HELD_BACK, SHARE_EXACT, SHARE_OVER_90, SHARE_UNDER_10 } ReportShareKind;
typedef struct { ReportShareKind kind; double percent; } ReportShare;

/* How much of the voting on something was in favour: likes of all votes, and where the
 * true share lies 95 times in 100 (per cent). */
typedef struct {
    ReportShare share;
    bool        has_interval;
    double      low, high;
    ReportCount voters;
} ReportStrength;

typedef struct { const char *group; ReportShare share; } ReportGroupShare;
typedef struct { const char *id, *text; } ReportQuote;                 /* id of the contribution, as text */
typedef struct { const char *day; uint64_t contributions; } ReportDay;  /* "2026-12-01" */

typedef struct {
    const char *id, *text;
    uint64_t    likes, dislikes;
    ReportCount voters;
} ReportContested;

typedef struct {
    const char             *name, *definition;
    uint64_t                contributions;
    ReportCount             contributors;
    ReportStrength          strength;
    const ReportGroupShare *groups;         /* that are large enough */
    size_t                  n_groups;
    bool                    has_spread;
    double                  spread;         /* points between the highest and the lowest of them */
    const ReportDay        *days;           /* rising */
    size_t                  n_days;
    const ReportQuote      *quotes;         /* chosen by an analyst, shortened with [...] */
    size_t                  n_quotes;
    const ReportContested  *contested;
    size_t                  n_contested;
    const char *const      *places;         /* ids of all its contributions: for their authors alone, in no format */
    size_t                  n_places;
    const char             *decided;        /* what was decided because of it; NULL: nothing yet */
} ReportTheme;

/* Contributions on which all groups of people who vote alike agree. */
typedef struct {
    const char             *id, *text;
    bool                    disliked;       /* agreed in disliking it */
    const ReportGroupShare *shares;         /* that like it, or dislike it */
    size_t                  n_shares;
} ReportCommon;

typedef struct { const char *text; bool disliked; ReportShare share, others; } ReportMark;
typedef struct { const char *name; uint64_t people; const ReportMark *marks; size_t n_marks; } ReportVotingGroup;

typedef struct { const char *title, *prompt; uint64_t ideas; } ReportSection;
typedef struct { const char *label; ReportCount invited, came; } ReportGroup;

/* What was asked at the welcome. */
typedef struct { const char *text; ReportCount people; } ReportAnswer;
typedef struct { const char *text; const ReportAnswer *answers; size_t n_answers; } ReportQuestion;

typedef struct {
    bool        known;                      /* the desk has said how many were invited and came in */
    ReportCount invited, came, wrote, voted, started_afresh;
    const char *counted;                    /* "2026-12-13": the day of the count */
    uint64_t    ideas, comments, likes, dislikes, seeds; /* seeds: the facilitators' own posts, not among the ideas */
    ReportCount on_paper;                   /* contributions that came on paper forms */
    const ReportGroup *groups;
    size_t      n_groups;
} ReportParticipation;

/* Krippendorff's alpha (nominal) with its 95 % interval; Cohen's kappa by code. */
typedef struct { const char *code; bool has_kappa; double kappa; } ReportCodeAgreement;
typedef struct { uint64_t read, codes; } ReportSaturation;

typedef struct {
    uint64_t    contributions, read, coded; /* coverage */
    unsigned    analysts, frame_version, codes;
    uint64_t    coded_by_two;
    bool        has_alpha, has_alpha_interval;
    double      alpha, alpha_low, alpha_high;
    const ReportCodeAgreement *agreement;
    size_t      n_agreement;
    const ReportSaturation *saturation;     /* rising */
    size_t      n_saturation;
    unsigned    slot_minutes;
    uint64_t    held_back;                  /* figures */
    const char *const *notes;               /* the analysts' own, and limits */
    size_t      n_notes;
} ReportMethod;

/* What facilitators did: the acts in their order, and more. */
typedef enum { DID_SLOW = ACT__COUNT, DID_PAUSE, DID_BY_REPORTS, DID_MESSAGE, DID_ANSWER, DID_TALK, DID_STAND, DID_TAKE_BACK, DID_NOTICE, DID__COUNT } ReportDid;
typedef struct { unsigned did; ActReason reason; ReportCount n; } ReportDidWhy;
typedef struct { const char *day; ReportCount n; } ReportDidDay;         /* "2026-12-01" */
typedef struct {
    ReportCount         did[DID__COUNT];    /* by Act and ReportDid; held back or rounded like people */
    const ReportDidWhy *reasons; size_t n_reasons;  /* those that may be said */
    const ReportDidDay *days; size_t n_days;        /* rising */
    int64_t             usual_wait;         /* seconds from a post's slot to its first look, the median; 0: of too few */
} ReportFacilitation;

typedef struct Report {
    const char *title, *organisation, *summary;
    const char *lead;                       /* the findings in two or three sentences; NULL */
    const char *language, *timezone;
    int64_t     opens, closes, made;        /* seconds since 1970 */
    unsigned    k;
    bool        preview;
    const Brand *brand;                     /* the organisation's colour and logo; NULL: none; in no JSON */
    const ReportSection *sections; size_t n_sections;
    ReportParticipation  people;
    const ReportQuestion *questions; size_t n_questions;   /* none before the closing */
    const ReportTheme *themes; size_t n_themes;        /* strongest first */
    const ReportCommon  *common; size_t n_common;
    const ReportContested *contested; size_t n_contested;   /* over all themes */
    const ReportVotingGroup *voting_groups; size_t n_voting_groups; /* that may be shown */
    ReportMethod         method;
    ReportFacilitation   facilitation;

    GPtrArray           *kept;              /* of report_copy() and the like */
} Report;

Report *report_new(void);
void    report_free(Report *report);        /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Report, report_free)

/* Kept until the report is freed. A copy of NULL is NULL; an array is zeroed. */
const char *report_copy(Report *report, const char *text);
void       *report_array(Report *report, size_t n, size_t size);

/* A share of people in one group as it may be said (A10): nothing under `k` voters, and
 * over 90 or under 10 per cent as just that. */
ReportShare report_group_share(double percent, uint64_t voters, unsigned k);
