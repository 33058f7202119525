#include "model/conversation.h"
#include <glib.h>

const char *const page_names[PAGE__COUNT + 1] = { "welcome", "rules", "faq", "privacy", "accessibility", "support", "attest", NULL };

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
    brand_unref(conversation->brand);
    g_free(conversation);
}

bool
conversation_is_no_group(const char *option)
{
    static const char *const ways[] = {
        "prefer not to say", "i prefer not to say", "rather not say", "no answer",
        "gwell gennyf beidio â dweud", "gwell gen i beidio â dweud", "gwell peidio â dweud", "dim ateb",
        "أفضل عدم الإجابة", "أفضّل عدم الإجابة", "أفضل عدم القول", "أفضّل عدم القول", "بدون إجابة", "لا إجابة", NULL,
    };
    g_autofree char *small = g_utf8_casefold(option, -1);

    return g_strv_contains(ways, small);
}

unsigned
conversation_group(const Conversation *conversation, size_t question, int option)
{
    unsigned group = 0;

    if (conversation->grouping_question != question + 1 || option < 0)
        return 0;
    char **options = conversation->questions[question].options;
    if (conversation_is_no_group(options[option]))
        return 0;
    for (int i = 0; i <= option; i++)
        group += !conversation_is_no_group(options[i]);
    return group;
}

unsigned
conversation_smallest_group(const Conversation *conversation)
{
    return MAX(30, 3 * conversation->k);
}

int
conversation_section(const Conversation *conversation, const char *slug)
{
    for (size_t i = 0; slug && i < conversation->n_sections; i++)
        if (g_str_equal(conversation->sections[i].slug, slug))
            return (int)i;
    return -1;
}
