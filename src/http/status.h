/* What an HTTP status is called, and what it says to people. */
#pragma once

const char *status_title(unsigned status);      /* "Not found"; RFC 9110's name, for programs and people */
const char *status_detail(unsigned status);     /* a sentence or two, translated */
