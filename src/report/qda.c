#include "report/qda.h"
#include "base/when.h"
#include "report/zip.h"
#include <string.h>

#define ORIGIN "Candour " CANDOUR_VERSION
#define DEEPEST 32          /* codes below codes: a circle ends here */

/* ---- XML ---- */

/* Characters that XML 1.0 cannot hold are replaced one by one, so that positions stay. */
static void
put_text(GString *out, const char *text)
{
    g_autoptr(GString) clean = g_string_sized_new(strlen(text));

    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        bool fits = c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
        g_string_append_unichar(clean, fits ? c : 0xFFFD);
    }
    g_autofree char *escaped = g_markup_escape_text(clean->str, (gssize)clean->len);
    g_string_append(out, escaped);
}

static void
put_attribute(GString *out, const char *name, const char *value)
{
    g_string_append_printf(out, " %s=\"", name);
    put_text(out, value);
    g_string_append_c(out, '"');
}

/* An attribute with one of our ids in the form that the schema asks for. */
static void
put_id(GString *out, const char *name, const Id *id)
{
    g_string_append_printf(out, " %s=\"", name);
    for (size_t i = 0; i < sizeof id->bytes; i++)
        g_string_append_printf(out, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", id->bytes[i]);
    g_string_append_c(out, '"');
}

/* What has no id in the store gets one from what it is: the same each time. */
static Id
derived_id(const Id *from, const char *what, const int64_t *numbers, size_t n)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    uint8_t digest[32];
    gsize length = sizeof digest;
    Id id;

    g_checksum_update(sum, from->bytes, sizeof from->bytes);
    g_checksum_update(sum, (const guchar *)what, -1);
    if (n > 0)
        g_checksum_update(sum, (const guchar *)numbers, (gssize)(n * sizeof *numbers));
    g_checksum_get_digest(sum, digest, &length);
    memcpy(id.bytes, digest, sizeof id.bytes);
    return id;
}

/* ---- codes ---- */

static void
put_codes_below(GString *out, const QdaProject *project, size_t parent, unsigned depth)
{
    for (size_t i = 0; i < project->n_codes && depth < DEEPEST; i++) {
        const QdaCode *code = &project->codes[i];

        if (code->parent != parent)
            continue;
        g_string_append(out, "<Code");
        put_id(out, "guid", &code->id);
        put_attribute(out, "name", code->name);
        put_attribute(out, "isCodable", "true");
        g_string_append(out, ">");
        if (code->description && *code->description) {
            g_string_append(out, "<Description>");
            put_text(out, code->description);
            g_string_append(out, "</Description>");
        }
        put_codes_below(out, project, i, depth + 1);
        g_string_append(out, "</Code>\n");
    }
}

static void
put_codes(GString *out, const QdaProject *project)
{
    g_string_append(out, "<Codes>\n");
    put_codes_below(out, project, QDA_NO_PARENT, 0);
    g_string_append(out, "</Codes>\n");
}

char *
qda_codebook(const QdaProject *project, size_t *ret_length, GError **error)
{
    g_autoptr(GString) out = g_string_new("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");

    if (project->n_codes == 0) {
        error_set(error, ERROR_INPUT, "There is no code yet, so there is no codebook to write.");
        return NULL;
    }
    g_string_append(out, "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" origin=\"" ORIGIN "\">\n");
    put_codes(out, project);
    g_string_append(out, "</CodeBook>\n");
    *ret_length = out->len;
    return g_string_free(g_steal_pointer(&out), false);
}

/* ---- people and variables ---- */

static Id
user_id(const QdaProject *project, size_t user)
{
    return derived_id(&project->id, "user", &(int64_t){ (int64_t)user }, 1);
}

static void
put_users(GString *out, const QdaProject *project)
{
    if (project->n_users == 0)
        return;
    g_string_append(out, "<Users>");
    for (size_t i = 0; i < project->n_users; i++) {
        Id id = user_id(project, i);

        g_string_append(out, "<User");
        put_id(out, "guid", &id);
        put_attribute(out, "name", project->users[i]);
        g_string_append(out, "/>");
    }
    g_string_append(out, "</Users>\n");
}

typedef enum { VARIABLE_KIND, VARIABLE_SECTION, VARIABLE_DAY, VARIABLE_LIKES, VARIABLE_DISLIKES, VARIABLE__COUNT } Variable;

static const struct { const char *name, *type, *element; } variables[VARIABLE__COUNT] = {
    [VARIABLE_KIND] = { "Kind", "Text", "TextValue" },
    [VARIABLE_SECTION] = { "Section", "Text", "TextValue" },
    [VARIABLE_DAY] = { "Day", "Date", "DateValue" },
    [VARIABLE_LIKES] = { "Likes", "Integer", "IntegerValue" },
    [VARIABLE_DISLIKES] = { "Dislikes", "Integer", "IntegerValue" },
};

static Id
variable_id(const QdaProject *project, Variable variable)
{
    return derived_id(&project->id, "variable", &(int64_t){ variable }, 1);
}

static void
put_variables(GString *out, const QdaProject *project)
{
    g_string_append(out, "<Variables>");
    for (int i = 0; i < VARIABLE__COUNT; i++) {
        Id id = variable_id(project, (Variable)i);

        g_string_append(out, "<Variable");
        put_id(out, "guid", &id);
        put_attribute(out, "name", variables[i].name);
        put_attribute(out, "typeOfVariable", variables[i].type);
        g_string_append(out, "/>");
    }
    g_string_append(out, "</Variables>\n");
}

static void
put_value(GString *out, const QdaProject *project, Variable variable, const char *value)
{
    Id id = variable_id(project, variable);

    if (!value || !*value)
        return;
    g_string_append(out, "<VariableValue><VariableRef");
    put_id(out, "targetGUID", &id);
    g_string_append_printf(out, "/><%s>", variables[variable].element);
    put_text(out, value);
    g_string_append_printf(out, "</%s></VariableValue>", variables[variable].element);
}

static void
put_count(GString *out, const QdaProject *project, Variable variable, int64_t count)
{
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, count);

    put_value(out, project, variable, text);
}

/* ---- texts ---- */

static char *
text_path(const QdaSource *source)
{
    char name[ID_TEXT_SIZE];

    id_to_text(&source->id, name);
    return g_strconcat(name, ".txt", NULL);
}

static Id
coding_id(const QdaSource *source, const char *what, const QdaCoding *coding)
{
    const int64_t numbers[] = { (int64_t)coding->code, (int64_t)coding->user, coding->start, coding->end };

    return derived_id(&source->id, what, numbers, G_N_ELEMENTS(numbers));
}

static void
put_coding(GString *out, const QdaProject *project, const QdaSource *source, const QdaCoding *coding)
{
    Id id = coding_id(source, "coding", coding), user = user_id(project, coding->user);

    g_string_append(out, "<Coding");
    put_id(out, "guid", &id);
    put_id(out, "creatingUser", &user);
    g_string_append(out, "><CodeRef");
    put_id(out, "targetGUID", &project->codes[coding->code].id);
    g_string_append(out, "/></Coding>");
}

/* A span that reaches beyond the text (it has become shorter since) ends with it. */
static void
put_selection(GString *out, const QdaProject *project, const QdaSource *source, const QdaCoding *coding)
{
    int64_t end = MIN(coding->end, g_utf8_strlen(source->text, -1));
    Id id = coding_id(source, "selection", coding), user = user_id(project, coding->user);

    g_string_append(out, "<PlainTextSelection");
    put_id(out, "guid", &id);
    g_string_append_printf(out, " startPosition=\"%" G_GINT64_FORMAT "\" endPosition=\"%" G_GINT64_FORMAT "\"",
                           MIN(coding->start, end), end);
    put_id(out, "creatingUser", &user);
    g_string_append(out, ">");
    put_coding(out, project, source, coding);
    g_string_append(out, "</PlainTextSelection>");
}

/* The schema wants selections first, then codings of the whole, then variables. */
static void
put_source(GString *out, const QdaProject *project, const QdaSource *source)
{
    g_autofree char *path = text_path(source);
    g_autofree char *address = g_strconcat("internal://", path, NULL);

    g_string_append(out, "<TextSource");
    put_id(out, "guid", &source->id);
    put_attribute(out, "name", source->name);
    put_attribute(out, "plainTextPath", address);
    g_string_append(out, ">");
    for (size_t i = 0; i < source->n_codings; i++)
        if (source->codings[i].start >= 0)
            put_selection(out, project, source, &source->codings[i]);
    for (size_t i = 0; i < source->n_codings; i++)
        if (source->codings[i].start < 0)
            put_coding(out, project, source, &source->codings[i]);
    put_value(out, project, VARIABLE_KIND, source->kind);
    put_value(out, project, VARIABLE_SECTION, source->section);
    put_value(out, project, VARIABLE_DAY, source->day);
    put_count(out, project, VARIABLE_LIKES, source->likes);
    put_count(out, project, VARIABLE_DISLIKES, source->dislikes);
    g_string_append(out, "</TextSource>\n");
}

static GString *
project_xml(const QdaProject *project)
{
    GString *out = g_string_new("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Project xmlns=\"urn:QDA-XML:project:1.0\"");
    g_autofree char *made = when_rfc3339(project->made);

    put_attribute(out, "name", project->name);
    put_attribute(out, "origin", ORIGIN);
    put_attribute(out, "creationDateTime", made);
    g_string_append(out, ">\n");
    put_users(out, project);
    if (project->n_codes > 0) {
        g_string_append(out, "<CodeBook>\n");
        put_codes(out, project);
        g_string_append(out, "</CodeBook>\n");
    }
    put_variables(out, project);
    if (project->n_sources > 0) {
        g_string_append(out, "<Sources>\n");
        for (size_t i = 0; i < project->n_sources; i++)
            put_source(out, project, &project->sources[i]);
        g_string_append(out, "</Sources>\n");
    }
    g_string_append(out, "</Project>\n");
    return out;
}

char *
qda_project(const QdaProject *project, size_t *ret_length, GError **error)
{
    g_autoptr(GString) xml = project_xml(project);
    g_autoptr(Zip) zip = zip_new(project->made);

    zip_add(zip, "project.qde", xml->str, xml->len);
    for (size_t i = 0; i < project->n_sources; i++) {
        g_autofree char *name = text_path(&project->sources[i]);
        g_autofree char *path = g_strconcat("Sources/", name, NULL);

        zip_add(zip, path, project->sources[i].text, strlen(project->sources[i].text));
    }
    return zip_finish(zip, ret_length, error);
}
