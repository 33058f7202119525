/* A chart as lines, bars, dots and words, before it is SVG or part of a PDF. Units are
 * those of the picture: PICTURE_WIDTH across, and words of size PICTURE_TEXT. Reads well in
 * grey: what differs in colour differs in shape or place, too. Where the language that is spoken runs
 * from right to left, so does the picture: an anchor is where the words begin, not where left is. */
#pragma once
#include "report/document.h"

enum { PICTURE_WIDTH = 640, PICTURE_TEXT = 15 };

typedef enum { MARK_LINE, MARK_RECT, MARK_DOT, MARK_CURVE, MARK_AREA, MARK_TEXT } MarkKind;
typedef enum { INK_TRACK, INK_MIDDLE, INK_BAND, INK_DOT, INK_BAR, INK_REST, INK_LINE, INK_AREA,
               INK_TEXT, INK_STRONG, INK_QUIET, INK__COUNT } Ink;
typedef enum { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END } Anchor;

typedef struct { double x, y; } Point;

typedef struct {
    MarkKind kind;
    Ink      ink;
    Point    from, to;       /* a line's ends; a rectangle's corners; a dot's and a text's place: from */
    GArray  *points;         /* Point: a curve, or an area's outline; NULL */
    char    *text;
    Anchor   anchor;
} Mark;

typedef struct {
    double  height;
    double  head, step;      /* may be cut after `head` and each `step` more; 0: in one piece */
    GArray *marks;           /* Mark */
} Picture;

Picture *picture_of(const Chart *chart);
void     picture_free(Picture *picture);      /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Picture, picture_free)
