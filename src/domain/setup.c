#include "domain/setup.h"
#include "base/limits.h"
#include "base/text.h"

static char *
text_at(const json_t *object, const char *key)
{
    return g_strdup(json_string_value(json_object_get(object, key)) ?: "");
}

static void
read_dates(const json_t *settings, Calendar *dates)
{
    dates->opens = json_integer_value(json_object_get(settings, "opens"));
    dates->closes = json_integer_value(json_object_get(settings, "closes"));
    dates->posting_ends = json_integer_value(json_object_get(settings, "posting_ends"));
    dates->completes = json_integer_value(json_object_get(settings, "completes"));
    dates->erases = json_integer_value(json_object_get(settings, "erases"));
    dates->published = json_integer_value(json_object_get(settings, "published"));
    dates->held = json_integer_value(json_object_get(settings, "held_until"));
    dates->erased = json_integer_value(json_object_get(settings, "erased"));
}

static char **
read_texts(const json_t *array, const char *first, size_t *ret_n)
{
    g_autoptr(GPtrArray) texts = g_ptr_array_new();
    size_t i;
    json_t *value;

    if (first)
        g_ptr_array_add(texts, g_strdup(first));
    json_array_foreach(array, i, value)
        g_ptr_array_add(texts, g_strdup(json_string_value(value) ?: ""));
    *ret_n = texts->len;
    g_ptr_array_add(texts, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&texts), false);
}

/* What the desk said before there were such settings is what they are without. */
static void
read_rules(const json_t *settings, Rules *rules)
{
    int counts = rules_counts(json_string_value(json_object_get(settings, "counts")));

    rules->counts = counts < 0 ? COUNTS_OPEN : (CountsShown)counts;
    rules->hide_after = (unsigned)json_integer_value(json_object_get(settings, "hide_after"));
    rules->no_comments = json_is_true(json_object_get(settings, "no_comments"));
}

static void
read_settings(const json_t *settings, Conversation *about)
{
    about->slug = text_at(settings, "slug");
    about->title = text_at(settings, "title");
    about->timezone = text_at(settings, "timezone");
    about->support_email = text_at(settings, "support_email");
    about->language = text_at(settings, "language");
    about->hold_reason = text_at(settings, "hold_reason");
    about->k = (unsigned)json_integer_value(json_object_get(settings, "k"));
    about->slot_minutes = (unsigned)json_integer_value(json_object_get(settings, "slot_minutes"));
    read_dates(settings, &about->dates);
    read_rules(settings, &about->rules);
    about->groups = read_texts(json_object_get(settings, "groups"), "", &about->n_groups);
}

static void
read_sections(const json_t *sections, Conversation *about)
{
    about->n_sections = MIN(json_array_size(sections), LIMIT_SECTIONS);
    about->sections = g_new0(Section, about->n_sections);
    for (size_t i = 0; i < about->n_sections; i++) {
        const json_t *section = json_array_get(sections, i);

        about->sections[i] = (Section){ text_at(section, "slug"), text_at(section, "title"), text_at(section, "prompt") };
    }
}

static void
read_questions(const json_t *questions, Conversation *about)
{
    about->n_questions = MIN(json_array_size(questions), LIMIT_QUESTIONS);
    about->questions = g_new0(Question, about->n_questions);
    for (size_t i = 0; i < about->n_questions; i++) {
        const json_t *question = json_array_get(questions, i);
        Question *to = &about->questions[i];

        to->slug = text_at(question, "slug");
        to->text = text_at(question, "text");
        to->options = read_texts(json_object_get(question, "options"), NULL, &to->n_options);
    }
}

/* The answers to the question that group-by names, in the place of the desk's labels. */
static void
read_grouping(const json_t *content, Conversation *about)
{
    const char *slug = json_string_value(json_object_get(content, "group_by"));
    g_autoptr(GStrvBuilder) labels = g_strv_builder_new();

    for (size_t i = 0; slug && i < about->n_questions; i++)
        if (g_str_equal(about->questions[i].slug, slug))
            about->grouping_question = i + 1;
    if (!about->grouping_question)
        return;
    const Question *question = &about->questions[about->grouping_question - 1];
    g_strv_builder_add(labels, "");
    for (size_t i = 0; i < question->n_options; i++)
        if (!conversation_is_no_group(question->options[i]))
            g_strv_builder_add(labels, question->options[i]);
    g_strfreev(about->groups);
    about->groups = g_strv_builder_end(labels);
    about->n_groups = g_strv_length(about->groups);
}

static void
read_content(const json_t *content, Conversation *about)
{
    const json_t *pages = json_object_get(content, "pages");
    int64_t published = json_integer_value(json_object_get(content, "published"));

    about->dates.published = MAX(about->dates.published, published);

    about->summary = text_at(content, "summary");
    about->organisation = text_at(content, "organisation");
    about->brand = brand_from_json(json_object_get(content, "brand"));
    read_sections(json_object_get(content, "sections"), about);
    read_questions(json_object_get(content, "questions"), about);
    read_grouping(content, about);
    for (size_t i = 0; i < PAGE__COUNT; i++)
        about->pages[i] = g_strdup(json_string_value(json_object_get(pages, page_names[i])));
}

Conversation *
setup_conversation(const char *settings, const char *content, GError **error)
{
    g_autoptr(Conversation) about = g_new0(Conversation, 1);
    json_t *from_desk = json_loads(settings, 0, NULL), *from_folder = json_loads(content, 0, NULL);
    const char *id = json_string_value(json_object_get(from_desk, "id"));

    if (from_desk && id_from_text(id, &about->id)) {
        read_settings(from_desk, about);
        read_content(from_folder, about);
    }
    json_decref(from_desk);
    json_decref(from_folder);
    if (!about->slug || !*about->slug) {
        error_set(error, ERROR_CORRUPT, "a conversation's settings cannot be read");
        return NULL;
    }
    return g_steal_pointer(&about);
}

/* A required text of a group, checked for length. */
static bool
take_text(const Ini *ini, const char *group, const char *key, size_t limit, json_t *into, const char *as, GError **error)
{
    const char *value = ini_get(ini, group, key);

    if (!value || !*value)
        return ini_fault(ini, group, NULL, error, "[%s] needs %s=", group, key);
    if (!text_is_utf8(value, strlen(value)) || text_length(value) > limit)
        return ini_fault(ini, group, key, error, "%s is longer than %zu characters", key, limit);
    json_object_set_new(into, as, json_string(value));
    return true;
}

static bool
known_keys(const Ini *ini, const char *group, const char *const *known, GError **error)
{
    size_t n;
    const char *const *keys = ini_keys(ini, group, &n);

    for (size_t i = 0; i < n; i++)
        if (!g_strv_contains(known, keys[i]))
            return ini_fault(ini, group, keys[i], error, "unknown key %s in [%s]", keys[i], group);
    return true;
}

static bool
take_section(const Ini *ini, const char *group, const char *slug, json_t *sections, GError **error)
{
    static const char *const known[] = { "title", "prompt", NULL };
    json_t *section = json_object();

    json_array_append_new(sections, section);
    json_object_set_new(section, "slug", json_string(slug));
    if (ini_get(ini, group, "prompt") && *ini_get(ini, group, "prompt") &&
        !take_text(ini, group, "prompt", LIMIT_SUMMARY, section, "prompt", error))
        return false;
    return known_keys(ini, group, known, error) && take_text(ini, group, "title", LIMIT_TITLE, section, "title", error);
}

static bool
take_question(const Ini *ini, const char *group, const char *slug, json_t *questions, GError **error)
{
    static const char *const known[] = { "text", "options", NULL };
    g_auto(GStrv) options = ini_list(ini, group, "options");
    json_t *question = json_object(), *list = json_array();

    json_array_append_new(questions, question);
    json_object_set_new(question, "slug", json_string(slug));
    json_object_set_new(question, "options", list);
    for (size_t i = 0; options && options[i]; i++)
        json_array_append_new(list, json_string(options[i]));
    if (json_array_size(list) < 2 || json_array_size(list) > LIMIT_OPTIONS)
        return ini_fault(ini, group, options ? "options" : NULL, error, "[%s] needs options=, between 2 and %d of them, with ; between",
                         group, LIMIT_OPTIONS);
    return known_keys(ini, group, known, error) && take_text(ini, group, "text", LIMIT_TITLE, question, "text", error);
}

/* "section purpose" -> "purpose" where the group's first word is `kind`; NULL otherwise. */
static const char *
named(const char *group, const char *kind)
{
    size_t length = strlen(kind);

    return strncmp(group, kind, length) == 0 && group[length] == ' ' ? group + length + 1 : NULL;
}

static bool
take_group(const Ini *ini, const char *group, json_t *sections, json_t *questions, GError **error)
{
    const char *section = named(group, "section"), *question = named(group, "question");
    const char *slug = section ? section : question;

    if (g_str_equal(group, "conversation"))
        return true;
    if (!slug)
        return ini_fault(ini, group, NULL, error, "unknown group [%s]: use [conversation], [section SLUG] or [question SLUG]", group);
    if (!text_is_slug(slug))
        return ini_fault(ini, group, NULL, error, "%s is not a short name: use small letters, digits and hyphens", slug);
    return section ? take_section(ini, group, slug, sections, error) : take_question(ini, group, slug, questions, error);
}

static bool
take_pages(json_t *pages, json_t *content, GError **error)
{
    json_t *taken = json_object();

    json_object_set_new(content, "pages", taken);
    for (size_t i = 0; i < PAGES_TYPED; i++) {
        json_t *page = json_object_get(pages, page_names[i]);

        if (page && json_string_length(page) > LIMIT_MARKDOWN_PAGE)
            return error_set(error, ERROR_INPUT, "%s.md is longer than %d bytes: shorten it", page_names[i], LIMIT_MARKDOWN_PAGE);
        if (page && i == PAGE_SUPPORT && text_length(json_string_value(page)) > LIMIT_SIGNPOST)
            return error_set(error, ERROR_INPUT, "%s.md is longer than %d characters: shorten it", page_names[i], LIMIT_SIGNPOST);
        if (page)
            json_object_set(taken, page_names[i], page);
    }
    return true;
}

static const json_t *
find_slug(const json_t *array, const char *slug)
{
    for (size_t i = 0; i < json_array_size(array); i++) {
        const json_t *entry = json_array_get(array, i);

        if (g_strcmp0(json_string_value(json_object_get(entry, "slug")), slug) == 0)
            return entry;
    }
    return NULL;
}

/* Where group-by names no question it names a column of the roster, which is the desk's. */
static bool
take_grouping(const Ini *ini, json_t *content, GError **error)
{
    const char *slug = ini_get(ini, "conversation", "group-by");
    const json_t *question = find_slug(json_object_get(content, "questions"), slug);
    const json_t *option;
    size_t i, n = 0;

    if (!slug || !question)
        return true;
    json_array_foreach(json_object_get(question, "options"), i, option)
        n += !conversation_is_no_group(json_string_value(option));
    if (n < 2 || n > LIMIT_GROUPS)
        return ini_fault(ini, "conversation", "group-by", error,
                         "question %s has %zu answers to group by, and there can be 2 to %d: join answers, or take group-by out",
                         slug, n, LIMIT_GROUPS);
    json_object_set_new(content, "group_by", json_string(slug));
    return true;
}

static bool
fill_content(const Ini *ini, json_t *pages, json_t *content, GError **error)
{
    json_t *sections = json_array(), *questions = json_array();
    const char *organisation = ini_get(ini, "conversation", "organisation");
    const char *summary = ini_get(ini, "conversation", "summary");
    size_t n;
    const char *const *groups = ini_groups(ini, &n);

    json_object_set_new(content, "sections", sections);
    json_object_set_new(content, "questions", questions);
    json_object_set_new(content, "organisation", json_string(organisation ? organisation : ""));
    json_object_set_new(content, "summary", json_string(summary ? summary : ""));
    for (size_t i = 0; i < n; i++)
        if (!take_group(ini, groups[i], sections, questions, error))
            return false;
    if (json_array_size(sections) < 1 || json_array_size(sections) > LIMIT_SECTIONS)
        return error_set(error, ERROR_INPUT, "conversation.ini: a conversation has between 1 and %d sections: add [section SLUG]", LIMIT_SECTIONS);
    if (json_array_size(questions) > LIMIT_QUESTIONS)
        return error_set(error, ERROR_INPUT, "conversation.ini: at most %d questions", LIMIT_QUESTIONS);
    return take_grouping(ini, content, error) && take_pages(pages, content, error);
}

json_t *
setup_content(const Ini *ini, json_t *pages, GError **error)
{
    json_t *content = json_object();

    if (fill_content(ini, pages, content, error))
        return content;
    json_decref(content);
    return NULL;
}

static bool
same_question(const Question *question, const json_t *now)
{
    const json_t *options = json_object_get(now, "options");
    const char *text = json_string_value(json_object_get(now, "text"));
    bool same = json_array_size(options) == question->n_options && g_str_equal(text ?: "", question->text ?: "");

    for (size_t i = 0; same && i < question->n_options; i++)
        same = g_strcmp0(json_string_value(json_array_get(options, i)), question->options[i]) == 0;
    return same;
}

bool
setup_may_replace(const Conversation *before, const json_t *content, GError **error)
{
    const json_t *sections = json_object_get(content, "sections"), *questions = json_object_get(content, "questions");

    /* The desk spoke of it before its content came. */
    if (before->n_sections == 0)
        return true;
    for (size_t i = 0; i < before->n_sections; i++)
        if (!find_slug(sections, before->sections[i].slug))
            return error_set(error, ERROR_REFUSED, "conversation.ini: section %s must stay: the conversation has begun",
                             before->sections[i].slug);
    bool same = json_array_size(questions) == before->n_questions;
    for (size_t i = 0; same && i < before->n_questions; i++) {
        const json_t *question = find_slug(questions, before->questions[i].slug);

        same = question && same_question(&before->questions[i], question);
    }
    const char *slug = json_string_value(json_object_get(content, "group_by"));
    const char *had = before->grouping_question ? before->questions[before->grouping_question - 1].slug : NULL;
    same = same && g_strcmp0(slug, had) == 0;
    return same || error_set(error, ERROR_REFUSED,
                             "conversation.ini: questions and their options stay as they are once the conversation has begun");
}
