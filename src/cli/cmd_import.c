/* candour import DIR SLUG --format polis|csv FOLDER: a conversation that was held elsewhere. */
#include "base/clock.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/when.h"
#include "cli/ask.h"
#include "cli/elsewhere.h"
#include "cli/gathering.h"
#include <stdio.h>

#define DAYS_OPEN 14
#define DAY       (24 * 60 * 60)

typedef struct {
    char *format, *section, *support;
} ImportOptions;

static void
options_clear(ImportOptions *o)
{
    g_free(o->format);
    g_free(o->section);
    g_free(o->support);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ImportOptions, options_clear)

/* ---- a new conversation for it ---- */

static bool
is_there(const Config *config, const char *slug)
{
    CallParts parts = CALL_NONE;
    g_autoptr(GError) none = NULL;
    json_t *reply = NULL;

    parts.quiet = true;
    parts.request = ask_request("slug", slug, NULL);
    bool there = call_program(config, PROGRAM_DESK, "conversation-show", parts, &reply, &none);
    json_decref(reply);
    return there;
}

static void
add_section(GString *ini, const char *slug, const char *title, const char *prompt)
{
    g_string_append_printf(ini, "\n[section %s]\ntitle = %s\n", slug, title);
    if (*prompt != '\0')
        g_string_append_printf(ini, "prompt = %s\n", prompt);
}

/* One for each that the file names, else one for all. */
static void
add_sections(GString *ini, const Elsewhere *elsewhere, const char *title, const char *first)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    g_autofree char *prompt = text_excerpt(elsewhere->about != NULL ? elsewhere->about : "", LIMIT_SUMMARY / 2);
    const json_t *items = json_object_get(elsewhere->content, "items");

    if (first != NULL || json_array_size(items) == 0)
        add_section(ini, first != NULL ? first : "ideas", title, prompt);
    for (size_t i = 0; i < json_array_size(items) && first == NULL; i++) {
        const char *slug = json_string_value(json_object_get(json_array_get(items, i), "section"));

        if (g_hash_table_add(seen, (void *)(slug != NULL ? slug : "ideas")))
            add_section(ini, slug != NULL ? slug : "ideas", slug != NULL ? slug : title, slug != NULL ? "" : prompt);
    }
}

static bool
make_conversation(const Config *config, const char *slug, const Elsewhere *elsewhere, const ImportOptions *o, GError **error)
{
    int64_t hour = clock_now() / 3600 * 3600;
    g_autofree char *opens = when_rfc3339(hour), *closes = when_rfc3339(hour + DAYS_OPEN * DAY), *made = NULL;
    g_autofree char *title = text_excerpt(elsewhere->title != NULL && *elsewhere->title != '\0' ? elsewhere->title : slug,
                                          LIMIT_TITLE / 2);
    const char *support = o->support != NULL ? o->support : config->mail_from;
    GString *ini = g_string_new("[conversation]\n");

    if (support == NULL || !text_is_email(support)) {
        g_string_free(ini, true);
        return error_set(error, ERROR_INPUT, _("there is no conversation %s; to make one, add --support-email ADDRESS, or make it "
                                               "with candour conversation import first"), slug);
    }
    g_string_append_printf(ini, "slug = %s\ntitle = %s\nopens = %s\ncloses = %s\nsupport-email = %s\n", slug, title, opens,
                           closes, support);
    add_sections(ini, elsewhere, title, o->section);
    g_autoptr(Source) source = source_new("", g_string_free(ini, false));
    return gathering_import(config, source, &made, error);
}

/* ---- its content ---- */

static void
set_sections(const Elsewhere *elsewhere, const char *section, bool all)
{
    const json_t *items = json_object_get(elsewhere->content, "items");

    for (size_t i = 0; i < json_array_size(items); i++)
        if (all || json_object_get(json_array_get(items, i), "section") == NULL)
            json_object_set_new(json_array_get(items, i), "section", json_string(section));
}

static void
tell(const char *slug, const Elsewhere *elsewhere, const json_t *reply)
{
    json_int_t fresh = 0, known = 0, votes = 0, voices = 0;

    (void)json_unpack((json_t *)reply, "{s:I, s:I, s:I, s:I}", "contributions", &fresh, "known", &known, "votes", &votes, "voices",
                      &voices);
    printf(_("%s: came in: contributions %lld, votes %lld, by people %lld\n"), slug, (long long)fresh, (long long)votes,
           (long long)voices);
    if (known > 0)
        printf(i18n_plural("%s: %lld contribution was there already; it and its votes stayed as they are\n",
                           "%s: %lld contributions were there already; they and their votes stayed as they are\n", (size_t)known),
               slug, (long long)known);
    if (elsewhere->left_out > 0)
        printf(i18n_plural("%s: %zu contribution was left out, because it was not shown there either\n",
                           "%s: %zu contributions were left out, because they were not shown there either\n", elsewhere->left_out),
               slug, elsewhere->left_out);
    if (elsewhere->n_stray > 0)
        printf(i18n_plural("%s: %zu vote was left out, because it is on a contribution that is not in the folder\n",
                           "%s: %zu votes were left out, because they are on contributions that are not in the folder\n",
                           elsewhere->n_stray),
               slug, elsewhere->n_stray);
}

static bool
import(const char *dir, const char *slug, const char *folder, ElsewhereFormat format, const ImportOptions *o, GError **error)
{
    g_autoptr(Config) config = config_read(dir, error);
    g_autoptr(Elsewhere) elsewhere = config == NULL ? NULL : elsewhere_read(folder, format, error);
    CallParts parts = CALL_NONE;
    json_t *reply = NULL;

    if (elsewhere == NULL)
        return false;
    bool there = is_there(config, slug);
    if (!there && !make_conversation(config, slug, elsewhere, o, error))
        return false;
    if (o->section != NULL)
        set_sections(elsewhere, o->section, true);
    else if (!there)
        set_sections(elsewhere, "ideas", false);
    parts.request = json_pack("{s:s, s:O}", "slug", slug, "content", elsewhere->content);
    if (!call_program(config, PROGRAM_ROOM, "arrival", parts, &reply, error))
        return false;
    tell(slug, elsewhere, reply);
    json_decref(reply);
    return true;
}

static int
format_of(const char *name)
{
    for (int i = 0; name != NULL && elsewhere_format_names[i] != NULL; i++)
        if (g_str_equal(elsewhere_format_names[i], name))
            return i;
    return -1;
}

int
cmd_import(int argc, char **argv)
{
    g_auto(ImportOptions) o = { NULL, NULL, NULL };
    const GOptionEntry options[] = {
        { "format", 'f', 0, G_OPTION_ARG_STRING, &o.format, _("polis or csv"), "FORMAT" },
        { "section", 0, 0, G_OPTION_ARG_STRING, &o.section, _("The section for all of it (without it: as the file says, else the first)"),
          "SECTION" },
        { "support-email", 0, 0, G_OPTION_ARG_STRING, &o.support, _("For a new conversation: whom people can write to"), "ADDRESS" },
        { 0 },
    };
    const CommandLine line = {
        .name = argv[0], .arguments = "DIR SLUG FOLDER", .options = options, .least = 3, .most = 3,
        .about = _("Brings in a conversation that was held elsewhere: comments.csv and votes.csv as Polis exports them, or\n"
                   "contributions.csv (columns id, text, section, parent, author, state) and votes.csv (id, voter, vote).\n"
                   "A conversation SLUG that is not there is made, open for two weeks.  Who people were does not come in.\n"
                   "What has come in before is left as it is."),
    };
    g_autoptr(GError) error = NULL;
    int status, format;

    if (!ask_line(&line, &argc, &argv, &status))
        return status;
    format = format_of(o.format);
    if (format < 0)
        return command_usage(line.name, _("--format is polis or csv"));
    if (o.section != NULL && !text_is_slug(o.section))
        return command_usage(line.name, _("--section is the name of a section, such as our-purpose"));
    if (!import(argv[1], argv[2], argv[3], (ElsewhereFormat)format, &o, &error))
        return command_failed(line.name, "%s", error->message);
    return COMMAND_DONE;
}
