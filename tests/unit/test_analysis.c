#include "analysis/coders.h"
#include "analysis/voters.h"
#include <math.h>

/* ---- agreement of coders ---- */

/* Two coders read eight contributions; a third read one alone and takes no part. */
static void
test_two_coders(void)
{
    g_autoptr(GError) error = NULL;
    CoderRead reads[17];
    /* Code 3: both on 0 1 2, the first alone on 3.  Code 9: the second alone on 7. */
    const CoderMark marks[] = { { 0, 5, 3 }, { 1, 5, 3 }, { 2, 5, 3 }, { 3, 5, 3 }, { 0, 6, 3 }, { 1, 6, 3 }, { 2, 6, 3 },
                                { 7, 6, 9 }, { 11, 7, 2 } };

    for (guint32 i = 0; i < 16; i++)
        reads[i] = (CoderRead){ i / 2, 5 + i % 2 };
    reads[16] = (CoderRead){ 11, 7 };
    CoderInput input = { reads, 17, marks, G_N_ELEMENTS(marks), 12, 8, 10 };
    g_autoptr(CoderAgreement) agreement = coder_agreement(&input, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(agreement->units, ==, 8);
    g_assert_cmpuint(agreement->coders, ==, 2);
    g_assert_cmpuint(agreement->codes->len, ==, 2);
    const CodeAgreement *code = &g_array_index(agreement->codes, CodeAgreement, 0);
    g_assert_cmpuint(code->code, ==, 3);
    /* Observed agreement 7/8; by chance of the margins 4/8*3/8 + 4/8*5/8 = 1/2: (7/8 - 1/2) / (1/2). */
    g_assert_true(code->has_kappa);
    g_assert_cmpfloat_with_epsilon(code->kappa, 0.75, 1e-9);
    /* Alpha: of 16 values 7 are given; expected disagreement 2*7*9/(16*15), observed 2*1/16. */
    g_assert_true(code->alpha.has_alpha);
    g_assert_cmpfloat_with_epsilon(code->alpha.alpha, 1 - (2.0 / 16) / (2.0 * 7 * 9 / (16 * 15)), 1e-9);
    const CodeAgreement *other = &g_array_index(agreement->codes, CodeAgreement, 1);
    g_assert_cmpuint(other->code, ==, 9);
    g_assert_cmpfloat(other->alpha.alpha, <=, 0);
    g_assert_true(agreement->overall.has_alpha);
}

static void
test_nobody_twice(void)
{
    g_autoptr(GError) error = NULL;
    const CoderRead reads[] = { { 0, 0 }, { 1, 1 } };
    const CoderMark marks[] = { { 0, 0, 0 } };
    CoderInput input = { reads, 2, marks, 1, 2, 2, 1 };
    g_autoptr(CoderAgreement) agreement = coder_agreement(&input, &error);

    g_assert_no_error(error);
    g_assert_cmpuint(agreement->units, ==, 0);
    g_assert_cmpuint(agreement->codes->len, ==, 0);
    g_assert_false(agreement->overall.has_alpha);
}

/* ---- voters of themes ---- */

/* Item i is voted on by the people first[i] up to last[i]. */
typedef struct {
    const char *name;
    guint32 first[3], last[3];
    guint32 items[4];
    size_t  starts[3];              /* two themes */
    guint64 expected[2];            /* k is 5 */
} VotersCase;

static const VotersCase voters_cases[] = {
    { "one-item", { 0, 0, 0 }, { 12, 0, 0 }, { 0, 1 }, { 0, 1, 2 }, { 10, 0 } },
    { "two-items-apart", { 0, 10, 0 }, { 10, 20, 0 }, { 0, 1 }, { 0, 2, 2 }, { 20, 0 } },
    { "too-few", { 0, 0, 0 }, { 4, 0, 0 }, { 0 }, { 0, 1, 1 }, { 0, 0 } },
    { "overlap-would-show", { 0, 8, 0 }, { 12, 14, 0 }, { 0, 1 }, { 0, 2, 2 }, { 10, 0 } },
    { "few-more-than-one", { 0, 10, 0 }, { 12, 16, 0 }, { 0, 1 }, { 0, 2, 2 }, { 10, 0 } },     /* 16 people */
    { "enough-more", { 0, 10, 0 }, { 12, 17, 0 }, { 0, 1 }, { 0, 2, 2 }, { 15, 0 } },
    { "two-themes", { 0, 0, 0 }, { 12, 30, 0 }, { 0, 1 }, { 0, 1, 2 }, { 10, 30 } },
    { "none", { 0, 0, 0 }, { 0, 0, 0 }, { 0 }, { 0, 1, 1 }, { 0, 0 } },
};

static void
test_voters(gconstpointer data)
{
    const VotersCase *c = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) votes = g_array_new(false, false, sizeof(NumVote));
    guint64 voters[2];

    for (guint32 item = 0; item < 3; item++)
        for (guint32 person = c->first[item]; person < c->last[item]; person++) {
            NumVote vote = { person, item, person % 2 ? 1 : -1 };
            g_array_append_val(votes, vote);
        }
    NumVotesCast cast = { (const NumVote *)(void *)votes->data, NULL, votes->len, 40, 3 };
    ThemeVotersInput input = { &cast, c->items, c->starts, 2, 5 };
    g_assert_true(theme_voters(&input, voters, &error));
    g_assert_cmpuint(voters[0], ==, c->expected[0]);
    g_assert_cmpuint(voters[1], ==, c->expected[1]);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/coders/two", test_two_coders);
    g_test_add_func("/coders/nobody-twice", test_nobody_twice);
    for (size_t i = 0; i < G_N_ELEMENTS(voters_cases); i++) {
        g_autofree char *path = g_strdup_printf("/voters/%s", voters_cases[i].name);

        g_test_add_data_func(path, &voters_cases[i], test_voters);
    }
    return g_test_run();
}
