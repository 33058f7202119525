#include "model/conversation.h"
#include <glib.h>

const char *const page_names[PAGE__COUNT + 1] = { "welcome", "rules", "faq", "privacy", "accessibility", "attest", NULL };

static void
section_clear(Section *section)
{
    g_free(section->slug);
    g_free(section->title);
    g_free(section->prompt);
}

static void
question_clear(Question *question)
{
    g_free(question->slug);
    g_free(question->text);
    g_strfreev(question->options);
}

void
conversation_free(Conversation *conversation)
{
    if (!conversation)
        return;
    for (size_t i = 0; i < conversation->n_sections; i++)
        section_clear(&conversation->sections[i]);
    for (size_t i = 0; i < conversation->n_questions; i++)
        question_clear(&conversation->questions[i]);
    for (size_t i = 0; i < PAGE__COUNT; i++)
        g_free(conversation->pages[i]);
    g_free(conversation->sections);
    g_free(conversation->questions);
    g_strfreev(conversation->groups);
    g_free(conversation->slug);
    g_free(conversation->title);
    g_free(conversation->summary);
    g_free(conversation->organisation);
    g_free(conversation->timezone);
    g_free(conversation->support_email);
    g_free(conversation->language);
    g_free(conversation->hold_reason);
    g_free(conversation);
}

int
conversation_section(const Conversation *conversation, const char *slug)
{
    for (size_t i = 0; slug && i < conversation->n_sections; i++)
        if (g_str_equal(conversation->sections[i].slug, slug))
            return (int)i;
    return -1;
}
