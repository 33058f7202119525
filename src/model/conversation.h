/* What the room knows of a conversation besides what is said in it. */
#pragma once
#include "base/ids.h"
#include "model/brand.h"
#include "model/calendar.h"
#include "model/rules.h"
#include <glib.h>
#include <stddef.h>

typedef struct { char *slug, *title, *prompt; } Section;
typedef struct { char *slug, *text; char **options; size_t n_options; } Question;

#define PAGES_TYPED PAGE_ATTEST     /* those before it are the organiser's */
typedef enum { PAGE_WELCOME, PAGE_RULES, PAGE_FAQ, PAGE_PRIVACY, PAGE_ACCESSIBILITY, PAGE_SUPPORT /* words and numbers that help */,
               PAGE_ATTEST /* not the organiser's: what candour attest found */, PAGE__COUNT } PageName;
extern const char *const page_names[PAGE__COUNT + 1];       /* "welcome" "rules" ... NULL */

typedef struct {
    Id       id;
    char    *slug, *title, *summary, *organisation, *timezone, *support_email, *language;
    char    *hold_reason;           /* why erasing waits until dates.held (A14); "" */
    Brand   *brand;                 /* NULL: as the program looks by itself */
    Calendar dates;
    Rules    rules;
    unsigned k, slot_minutes;
    Section  *sections;
    size_t    n_sections;
    Question *questions;
    size_t    n_questions;
    char    **groups;               /* labels by number; [0] is "" */
    size_t    n_groups;
    size_t    grouping_question;    /* 1 + index of the question whose answers are the groups (A11); 0: none, the desk's labels are */
    char     *pages[PAGE__COUNT];   /* Markdown; NULL: none */
} Conversation;


void conversation_free(Conversation *conversation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Conversation, conversation_free)
/* "Prefer not to say" and the like: an answer that is no group. */
bool conversation_is_no_group(const char *option);
/* The group that this answer puts one into; 0: none. */
unsigned conversation_group(const Conversation *conversation, size_t question, int option);
/* max(30, 3k): as large as a group must be, to be one (A11). */
unsigned conversation_smallest_group(const Conversation *conversation);
int  conversation_section(const Conversation *conversation, const char *slug);   /* index; -1 */
