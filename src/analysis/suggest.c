#include "analysis/suggest.h"
#include "analysis/terms.h"
#include <math.h>
#include <string.h>

/* From likeness to a chance: a logistic regression over the 6,515 arguments and their key points of
 * IBM's Key Point Analysis, training part (Bar-Haim and others 2020), of the logarithm of the
 * likeness and of its share of the text's greatest one. */
static const double likeness_constant = -0.721, likeness_log = 0.573, likeness_share = 1.836, likeness_add = 0.01;

#define LEAST_SCORE 0.3     /* under this, nothing fits: best for F1 on the same arguments */
#define LEAST_LEARNT 0.15   /* the same where codings teach: a code must be seen to be chosen */
#define COST 20.0           /* against large weights, by trial on coded texts */
#define HALF_TRUST 2.0      /* texts with a code at which these count as much as its words */

typedef struct {
    const SuggestInput *input;
    Terms  *terms;              /* codes first, then texts */
    double *scores;             /* n_texts * n_codes */
    GArray *lesson;             /* size_t: texts that have been coded */
} Suggest;

static void
suggest_clear(Suggest *suggest)
{
    terms_free(suggest->terms);
    g_free(suggest->scores);
    g_array_unref(suggest->lesson);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Suggest, suggest_clear)

/* ---- by likeness to the code's own words ---- */

static double
likeness_score(double likeness, double greatest)
{
    if (likeness <= 0)
        return 0;
    return 1 / (1 + exp(-likeness_constant - likeness_log * log(likeness + likeness_add) - likeness_share * likeness / greatest));
}

static void
score_by_likeness(Suggest *suggest)
{
    size_t n_codes = suggest->input->n_codes;

    for (size_t text = 0; text < suggest->input->n_texts; text++) {
        double *scores = &suggest->scores[text * n_codes], greatest = 0;

        for (size_t code = 0; code < n_codes; code++) {
            scores[code] = terms_likeness(suggest->terms, code, n_codes + text);
            greatest = MAX(greatest, scores[code]);
        }
        for (size_t code = 0; code < n_codes; code++)
            scores[code] = likeness_score(scores[code], greatest);
    }
}

/* ---- by what people coded ---- */

static void
find_lesson(Suggest *suggest)
{
    g_autofree bool *coded = g_new0(bool, suggest->input->n_texts + 1);

    for (size_t i = 0; i < suggest->input->n_marks; i++)
        coded[suggest->input->marks[i].text] = true;
    for (size_t text = 0; text < suggest->input->n_texts; text++)
        if (coded[text])
            g_array_append_val(suggest->lesson, text);
}

/* Mixes in what was learnt of a code, the more the oftener it was given. */
static void
mix(Suggest *suggest, size_t code, const double *weights, size_t given)
{
    double trust = (double)given / ((double)given + HALF_TRUST);
    size_t n_codes = suggest->input->n_codes;

    for (size_t text = 0; text < suggest->input->n_texts; text++) {
        double *score = &suggest->scores[text * n_codes + code];
        *score = trust * num_logistic_chance(&suggest->terms->matrix, n_codes + text, weights) + (1 - trust) * *score;
    }
}

static bool
learn_code(Suggest *suggest, size_t code, const size_t *rows, double *weights, GError **error)
{
    size_t n = suggest->lesson->len, given = 0;
    g_autofree bool *with = g_new0(bool, suggest->input->n_texts + 1), *chosen = g_new0(bool, n + 1);

    for (size_t i = 0; i < suggest->input->n_marks; i++)
        if (suggest->input->marks[i].code == code)
            with[suggest->input->marks[i].text] = true;
    for (size_t i = 0; i < n; i++) {
        chosen[i] = with[g_array_index(suggest->lesson, size_t, i)];
        given += chosen[i];
    }
    if (given == 0)
        return true;
    if (!num_logistic_fit(&suggest->terms->matrix, &(NumLesson){ rows, chosen, n, COST }, weights))
        return error_set(error, ERROR_FULL, "there is not enough memory for so many texts");
    mix(suggest, code, weights, given);
    return true;
}

static bool
learn(Suggest *suggest, GError **error)
{
    size_t n = suggest->lesson->len;
    g_autofree size_t *rows = g_new(size_t, n + 1);
    g_autofree double *weights = g_new(double, suggest->terms->matrix.n_columns + 1);

    for (size_t i = 0; i < n; i++)
        rows[i] = suggest->input->n_codes + g_array_index(suggest->lesson, size_t, i);
    for (size_t code = 0; n > 0 && code < suggest->input->n_codes; code++)
        if (!learn_code(suggest, code, rows, weights, error))
            return false;
    return true;
}

/* ---- the best ---- */

static int
by_score(const void *a, const void *b)
{
    const SuggestedCode *left = a, *right = b;

    if (left->score != right->score)
        return left->score > right->score ? -1 : 1;
    return left->code < right->code ? -1 : left->code > right->code;
}

static GArray *
best_of(const Suggest *suggest, size_t text, double least)
{
    GArray *best = g_array_new(false, false, sizeof(SuggestedCode));

    for (size_t code = 0; code < suggest->input->n_codes; code++) {
        SuggestedCode suggestion = { code, suggest->scores[text * suggest->input->n_codes + code] };
        if (suggestion.score >= least)
            g_array_append_val(best, suggestion);
    }
    g_array_sort(best, by_score);
    return best;
}

static Terms *
terms_of(const SuggestInput *input)
{
    g_autofree const char **all = g_new(const char *, input->n_codes + input->n_texts + 1);

    memcpy(all, input->codes, input->n_codes * sizeof *all);
    memcpy(all + input->n_codes, input->texts, input->n_texts * sizeof *all);
    return terms_new(all, input->n_codes + input->n_texts);
}

GPtrArray *
suggest_codes(const SuggestInput *input, GError **error)
{
    g_auto(Suggest) suggest = {
        .input = input,
        .terms = terms_of(input),
        .scores = g_try_new0(double, input->n_texts *input->n_codes + 1),
        .lesson = g_array_new(false, false, sizeof(size_t)),
    };

    if (suggest.scores == NULL) {
        error_set(error, ERROR_FULL, "there is not enough memory for so many texts and codes");
        return NULL;
    }
    score_by_likeness(&suggest);
    find_lesson(&suggest);
    if (!learn(&suggest, error))
        return NULL;
    GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    for (size_t text = 0; text < input->n_texts; text++)
        g_ptr_array_add(all, best_of(&suggest, text, suggest.lesson->len > 0 ? LEAST_LEARNT : LEAST_SCORE));
    return all;
}
