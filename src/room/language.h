/* In which language a text is, found in the text alone (A9): for the `lang` of what people wrote, so that speech and
 * translation fit it.  By libcld2, whose tables lie in memory; about 40 us a text. */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/* A BCP 47 tag ("cy"), a text that lasts; "" where the text is too short or too mixed to tell. */
const char *language_in_text(const char *text);

#ifdef __cplusplus
}
#endif
