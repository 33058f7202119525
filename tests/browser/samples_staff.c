#include "samples.h"

#define SLUG "our-next-five-years"

const PageFrame sample_staff_frame = {
    .lang = "en", .slug = SLUG, .title = "Our next five years", .organisation = "Northgate Community Health",
    .support_email = "support@northgate.example", .signed_in = true, .who = "Facilitator 2",
    .roles = PAGE_FACILITATES,
};

const Sample samples_staff[] = { { NULL, NULL } };
const size_t n_samples_staff = 0;
