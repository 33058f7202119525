/* Every page with lively contents: for the unit test, for axe-core and for people's eyes. */
#pragma once
#include "room/pages/page.h"

typedef struct {
    const char *name;
    bool (*render)(Page *ret_page, GError **error);
} Sample;

extern const Sample samples_talk[], samples_more[], samples_staff[], samples_after[], samples_bring[], samples_words[];
extern const size_t n_samples_talk, n_samples_more, n_samples_staff, n_samples_after, n_samples_bring, n_samples_words;

/* A frame of the demonstration: a participant, or a member of staff. */
extern const PageFrame sample_frame, sample_staff_frame;

SafeHtml *sample_text(const char *markdown);
