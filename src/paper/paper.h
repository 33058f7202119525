/* A4 pages of text and QR codes, one after another, as a PDF that is handed on while it grows. */
#pragma once
#include "base/error.h"
#include <stddef.h>

/* The folder "fonts" beside the program that runs; the caller's. Ask before the sandbox is on. */
char *paper_fonts(void);

typedef struct Paper Paper;

typedef enum { PAPER_TITLE, PAPER_TEXT, PAPER_STRONG, PAPER_CODE, PAPER_SMALL, PAPER__COUNT } PaperStyle;

/* Takes the bytes as they are made; false: no more, and paper_finish() fails. */
typedef bool (*PaperWrite)(void *data, const void *bytes, size_t length);

Paper *paper_new(const char *fonts /* a folder, or NULL */, const char *language, const char *title, PaperWrite write, void *data);
void   paper_free(Paper *paper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Paper, paper_free)

/* A paragraph below what is there; beside a QR code as long as that reaches. */
void   paper_text(Paper *paper, PaperStyle style, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* A QR code (ISO/IEC 18004, error correction M) at the right, from here downwards. */
bool   paper_qr(Paper *paper, const char *text, GError **error) MUST_CHECK;
/* What follows stands below the QR code, and so much further down (points). */
void   paper_below(Paper *paper, double space);
void   paper_next_page(Paper *paper);
/* The last of all: the rest of the bytes. */
bool   paper_finish(Paper *paper, GError **error) MUST_CHECK;
