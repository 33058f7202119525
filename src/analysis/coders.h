/* Agreement of analysts who coded the same contributions, each for oneself.  Posts are
 * short, so a code is compared on whole contributions: given or not.  On plain arrays. */
#pragma once
#include "base/error.h"
#include "num/alpha.h"

typedef struct { guint32 unit, coder; } CoderRead;          /* this coder has read this contribution */
typedef struct { guint32 unit, coder, code; } CoderMark;    /* and gave it this code */

typedef struct {
    const CoderRead *reads;     /* each once */
    size_t n_reads;
    const CoderMark *marks;     /* on contributions that their coder has read; each once */
    size_t n_marks;
    size_t n_units, n_coders, n_codes;      /* numbers are below these */
} CoderInput;

typedef struct {
    guint32 code;
    NumAlpha alpha;             /* nominal: given or not */
    bool has_kappa;             /* Cohen's, of two coders */
    double kappa;
} CodeAgreement;

typedef struct {
    size_t units, coders;       /* contributions that two coders or more have read, and these coders */
    NumAlpha overall;           /* over all contributions and codes together */
    GArray *codes;              /* CodeAgreement: codes given to these at least once, by rising number */
} CoderAgreement;

/* Fails only for want of memory. */
CoderAgreement *coder_agreement(const CoderInput *input, GError **error) MUST_CHECK;
void coder_agreement_free(CoderAgreement *agreement);       /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CoderAgreement, coder_agreement_free)
