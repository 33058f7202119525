#include "analysis/coders.h"
#include "num/kappa.h"
#include <math.h>
#include <string.h>

#define NOWHERE G_MAXUINT32

/* The contributions, coders and codes that take part, numbered anew without gaps. */
typedef struct {
    guint32 *unit_at, *coder_at, *code_at;      /* from the caller's numbers; NOWHERE: takes no part */
    guint32 *codes;                             /* back to the caller's numbers */
    size_t   n_units, n_coders, n_codes;
    gint8   *given;                             /* [unit][code][coder]: -1 not read, 0 not given, 1 given */
} Sample;

static void
sample_clear(Sample *sample)
{
    g_free(sample->unit_at);
    g_free(sample->coder_at);
    g_free(sample->code_at);
    g_free(sample->codes);
    g_free(sample->given);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sample, sample_clear)

static guint32 *
numbers_new(size_t n)
{
    guint32 *numbers = g_new(guint32, n + 1);

    memset(numbers, 0xff, (n + 1) * sizeof *numbers);
    return numbers;
}

static void
number_units(const CoderInput *input, Sample *sample)
{
    g_autofree guint32 *readers = g_new0(guint32, input->n_units + 1);

    for (size_t i = 0; i < input->n_reads; i++)
        if (++readers[input->reads[i].unit] == 2)
            sample->unit_at[input->reads[i].unit] = (guint32)sample->n_units++;
}

static void
number_coders(const CoderInput *input, Sample *sample)
{
    for (size_t i = 0; i < input->n_reads; i++) {
        guint32 *at = &sample->coder_at[input->reads[i].coder];

        if (sample->unit_at[input->reads[i].unit] != NOWHERE && *at == NOWHERE)
            *at = (guint32)sample->n_coders++;
    }
}

static void
number_codes(const CoderInput *input, Sample *sample)
{
    g_autofree bool *used = g_new0(bool, input->n_codes + 1);

    for (size_t i = 0; i < input->n_marks; i++)
        if (sample->unit_at[input->marks[i].unit] != NOWHERE)
            used[input->marks[i].code] = true;
    for (guint32 code = 0; code < input->n_codes; code++)
        if (used[code]) {
            sample->codes[sample->n_codes] = code;
            sample->code_at[code] = (guint32)sample->n_codes++;
        }
}

static gint8 *
place_of(const Sample *sample, size_t unit, size_t code, size_t coder)
{
    return &sample->given[(unit * sample->n_codes + code) * sample->n_coders + coder];
}

static bool
fill(const CoderInput *input, Sample *sample)
{
    size_t size = sample->n_units * sample->n_codes * sample->n_coders;

    sample->given = g_try_malloc(size + 1);
    if (!sample->given)
        return false;
    memset(sample->given, -1, size);
    for (size_t i = 0; i < input->n_reads; i++) {
        guint32 unit = sample->unit_at[input->reads[i].unit], coder = sample->coder_at[input->reads[i].coder];

        for (size_t code = 0; unit != NOWHERE && code < sample->n_codes; code++)
            *place_of(sample, unit, code, coder) = 0;
    }
    for (size_t i = 0; i < input->n_marks; i++) {
        guint32 unit = sample->unit_at[input->marks[i].unit];

        if (unit != NOWHERE)
            *place_of(sample, unit, sample->code_at[input->marks[i].code], sample->coder_at[input->marks[i].coder]) = 1;
    }
    return true;
}

static double
value_of(gint8 given)
{
    return given < 0 ? (double)NAN : given;
}

/* Of two coders; units that both have read. */
static void
find_kappa(const Sample *sample, size_t code, CodeAgreement *agreement)
{
    double counts[4] = { 0, 0, 0, 0 };

    for (size_t unit = 0; sample->n_coders == 2 && unit < sample->n_units; unit++) {
        gint8 one = *place_of(sample, unit, code, 0), two = *place_of(sample, unit, code, 1);

        if (one >= 0 && two >= 0)
            counts[one * 2 + two]++;
    }
    agreement->has_kappa = sample->n_coders == 2 && num_cohen_kappa(counts, 2, &agreement->kappa);
}

static bool
find_code(const Sample *sample, size_t code, GArray *codes)
{
    CodeAgreement agreement = { .code = sample->codes[code] };
    g_autofree double *values = g_try_new(double, sample->n_units * sample->n_coders + 1);

    if (!values)
        return false;
    for (size_t unit = 0; unit < sample->n_units; unit++)
        for (size_t coder = 0; coder < sample->n_coders; coder++)
            values[unit * sample->n_coders + coder] = value_of(*place_of(sample, unit, code, coder));
    if (!num_alpha(values, sample->n_units, sample->n_coders, NUM_NOMINAL, &agreement.alpha))
        return false;
    find_kappa(sample, code, &agreement);
    g_array_append_val(codes, agreement);
    return true;
}

static bool
find_overall(const Sample *sample, NumAlpha *ret_alpha)
{
    size_t n = sample->n_units * sample->n_codes;
    g_autofree double *values = g_try_new(double, n * sample->n_coders + 1);

    if (!values)
        return false;
    for (size_t i = 0; i < n * sample->n_coders; i++)
        values[i] = value_of(sample->given[i]);
    return num_alpha(values, n, sample->n_coders, NUM_NOMINAL, ret_alpha);
}

static bool
find_all(const CoderInput *input, Sample *sample, CoderAgreement *agreement)
{
    number_units(input, sample);
    number_coders(input, sample);
    number_codes(input, sample);
    agreement->units = sample->n_units;
    agreement->coders = sample->n_coders;
    if (sample->n_units == 0 || sample->n_codes == 0)
        return true;
    if (!fill(input, sample) || !find_overall(sample, &agreement->overall))
        return false;
    for (size_t code = 0; code < sample->n_codes; code++)
        if (!find_code(sample, code, agreement->codes))
            return false;
    return true;
}

CoderAgreement *
coder_agreement(const CoderInput *input, GError **error)
{
    g_autoptr(CoderAgreement) agreement = g_new0(CoderAgreement, 1);
    g_auto(Sample) sample = {
        .unit_at = numbers_new(input->n_units),
        .coder_at = numbers_new(input->n_coders),
        .code_at = numbers_new(input->n_codes),
        .codes = g_new0(guint32, input->n_codes + 1),
    };

    agreement->codes = g_array_new(false, true, sizeof(CodeAgreement));
    if (!find_all(input, &sample, agreement)) {
        error_set(error, ERROR_BUSY, "no memory for the agreement of analysts");
        return NULL;
    }
    return g_steal_pointer(&agreement);
}

void
coder_agreement_free(CoderAgreement *agreement)
{
    if (!agreement)
        return;
    g_array_unref(agreement->codes);
    g_free(agreement);
}
