/* The choice of language at the foot of a page: one button a language, each named in itself. */
#pragma once
#include "html/shell.h"

/* Comes back to the page that is shown.  Nothing where there is only one language. */
void language_menu(Html *html, const Shell *shell);
