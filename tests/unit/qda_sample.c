#include "qda_sample.h"

#define ID(n) { { 0x10, (n), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff } }

static const char *const users[] = { "Analyst 1", "Analyst 2" };
static const QdaCode codes[] = {
    { ID(1), QDA_NO_PARENT, "Rest & recovery", "Breaks that <happen>." },
    { ID(2), 0, "A place to sit", NULL },
    { ID(3), 1, "A \"chair\"", "" },
    { ID(4), QDA_NO_PARENT, "Byddai’n well", "نحتاج" },
};
static const QdaCoding codings[] = {
    { 0, 0, -1, -1 }, { 1, 0, 3, 9 }, { 2, 1, 3, 9 }, { 3, 1, 0, 9999 }, { 1, 1, 5000, 9999 },
};
static const QdaSource sources[] = {
    { ID(10), "1 Nights", "Né kettle <b>&\n\nsecond line 😀 \x01 end", "idea", "Our purpose", "2026-12-01", 12, 3, codings, 5 },
    { ID(11), "2 Nothing", "", "comment", "Our purpose", NULL, 0, 0, NULL, 0 },
};

const QdaProject qda_sample = {
    .id = ID(99), .name = "Our next five years", .made = 1797120000, .users = users, .n_users = 2,
    .codes = codes, .n_codes = 4, .sources = sources, .n_sources = 2,
};
