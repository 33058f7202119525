#include "desk/erase.h"
#include "base/log.h"
#include "base/when.h"
#include "desk/certificate.h"
#include "desk/outbox.h"
#include "desk/room_line.h"
#include "num/suppress.h"

/* ---- rows ---- */

static const SealedTable erased_tables[] = { SEALED_PERSON, SEALED_GONE, SEALED_MAIL, SEALED_UNLINK, SEALED_JOURNAL };

typedef struct { int64_t now; EraseCounts counts; const Id *conversation; unsigned k; } Erasing;

/** An exact number next to that of the invitations would tell how few have left (A10). */
static int64_t
rounded(int64_t n, unsigned k)
{
    return (int64_t)num_round_down((uint64_t)n, k);
}

static bool
count_rows(Db *db, void *data, GError **error)
{
    Erasing *erasing = data;

    EraseCounts *counts = &erasing->counts;

    if (!sealed_count(db, SEALED_PERSON, erasing->conversation, &counts->people, error) ||
        !sealed_count(db, SEALED_GONE, erasing->conversation, &counts->left, error) ||
        !sealed_count(db, SEALED_MAIL, erasing->conversation, &counts->mails, error))
        return false;
    counts->people = rounded(counts->people, erasing->k);
    counts->left = rounded(counts->left, erasing->k);
    counts->mails = rounded(counts->mails, erasing->k);
    return true;
}

bool
erase_look(const Desk *desk, const Gathering *gathering, EraseCounts *ret_counts, GError **error)
{
    Erasing erasing = { .conversation = &gathering->id, .k = gathering->k };

    if (!vault_read(desk->vault, count_rows, &erasing, error))
        return false;
    *ret_counts = erasing.counts;
    return true;
}

static void
forget_in_memory(Gathering *copy)
{
    static char *const no_label[] = { (char *)(uintptr_t)"", NULL };

    g_strfreev(copy->columns);
    copy->columns = g_new0(char *, 1);
    g_strfreev(copy->labels);
    copy->labels = g_strdupv((char **)(uintptr_t)no_label);
    secret_wipe(&copy->place.key, sizeof copy->place.key);
    secret_wipe(&copy->marks, sizeof copy->marks);
    copy->n_cohorts = copy->n_staff = 0;
}

static bool
erase_rows(Db *db, Gathering *copy, void *data, GError **error)
{
    Erasing *erasing = data;

    if (!count_rows(db, erasing, error))
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(erased_tables); i++)
        if (!sealed_remove_all(db, erased_tables[i], &copy->id, error))
            return false;
    copy->dates.erased = erasing->now;
    forget_in_memory(copy);
    return true;
}

static void
rows_erased(Gathering *now, void *data)
{
    /* Others may hold the same index: it is emptied for them too. */
    people_empty(now->people);
}

/* ---- keys, files, the certificate ---- */

static json_t *
time_text(int64_t at)
{
    g_autofree char *text = when_rfc3339(at);

    return json_string(text);
}

/* "2026-11-22 report pdf" -> {day, what} */
static json_t *
copies_json(char **copies)
{
    json_t *list = json_array();

    for (size_t i = 0; copies[i] != NULL; i++) {
        const char *what = strchr(copies[i], ' ');
        g_autofree char *day = g_strndup(copies[i], what != NULL ? (size_t)(what - copies[i]) : 0);

        json_array_append_new(list, json_pack("{s:s, s:s}", "day", day, "what", what != NULL ? what + 1 : ""));
    }
    return list;
}

/* What the room said when it was asked; else what is known of it beforehand. */
static json_t *
room_json(const Gathering *gathering, const json_t *room)
{
    json_t *part = room != NULL ? json_deep_copy(room) : json_pack("{s:s}", "state", "told to destroy its key and rows");

    if (!json_is_string(json_object_get(part, "key_fingerprint")) && gathering->room_key[0] != '\0')
        json_object_set_new(part, "key_fingerprint", json_string(gathering->room_key));
    return part;
}

static json_t *
hold_json(const Gathering *gathering)
{
    const int64_t until = gathering->dates.held;

    return until == 0 ? json_null() : json_pack("{s:o, s:s}", "until", time_text(until), "reason", gathering->hold_reason);
}

static json_t *
statement_of(const Gathering *gathering, const EraseCounts *counts, const char *fingerprint, size_t mail_files,
             const json_t *room)
{
    json_t *statement = json_object(), *about = json_object(), *desk = json_object();
    const Calendar *dates = &gathering->dates;

    json_object_set_new(about, "slug", json_string(gathering->slug));
    json_object_set_new(about, "title", json_string(gathering->title));
    json_object_set_new(about, "opened", time_text(dates->opens));
    json_object_set_new(about, "closed", time_text(dates->closes));
    json_object_set_new(about, "completed", time_text(dates->completes));
    json_object_set_new(desk, "key_fingerprint", fingerprint != NULL ? json_string(fingerprint) : json_null());
    json_object_set_new(desk, "master_key", json_string("replaced"));
    json_object_set_new(desk, "people", counts != NULL ? json_integer(counts->people) : json_null());
    json_object_set_new(desk, "marks_of_people_who_left", counts != NULL ? json_integer(counts->left) : json_null());
    json_object_set_new(desk, "mails_waiting", counts != NULL ? json_integer(counts->mails) : json_null());
    json_object_set_new(desk, "mail_files", json_integer(rounded((int64_t)mail_files, gathering->k)));
    json_object_set_new(desk, "database", json_string("rows deleted, log emptied, file rewritten without free pages"));
    json_object_set_new(statement, "certificate", json_string("Candour: erasure of a conversation"));
    json_object_set_new(statement, "version", json_integer(1));
    json_object_set_new(statement, "erased", time_text(dates->erased));
    json_object_set_new(statement, "conversation", about);
    json_object_set_new(statement, "desk", desk);
    json_object_set_new(statement, "hold", hold_json(gathering));
    json_object_set_new(statement, "copies", copies_json(gathering->copies));
    json_object_set_new(statement, "room", room_json(gathering, room));
    return statement;
}

/* From the rows on; each step may have been done already. */
static bool
erase_rest(const Desk *desk, const Gathering *gathering, const EraseCounts *counts, const json_t *room, GError **error)
{
    g_autofree char *folder = desk_path(desk->config, "mail");
    g_autofree char *fingerprint = NULL;
    size_t mail_files = 0;

    if (!keyring_destroy_conversation(desk->keys, &gathering->id, &fingerprint, error) ||
        !staff_list_forget(desk->staff, &gathering->id, error) ||
        !outbox_remove(folder, gathering->slug, NULL, &mail_files, error) || !vault_tidy(desk->vault, error))
        return false;
    room_line_forget(desk->room, &gathering->id);
    return certificate_write(desk, gathering->slug, statement_of(gathering, counts, fingerprint, mail_files, room),
                             error);
}

bool
erase_do(const Desk *desk, const Gathering *gathering, int64_t now, const json_t *room, GError **error)
{
    Erasing erasing = { .now = now, .conversation = &gathering->id, .k = gathering->k };

    if (!gatherings_change(desk->gatherings, &gathering->id, &(GatheringChange){ erase_rows, rows_erased, &erasing },
                           error))
        return false;
    g_autoptr(Gathering) erased = gatherings_by_id(desk->gatherings, &gathering->id);
    log_info("conversation %s is being erased", gathering->slug);
    return erase_rest(desk, erased, &erasing.counts, room, error);
}

bool
erase_finish(const Desk *desk, int64_t now, GError **error)
{
    g_autoptr(GPtrArray) all = gatherings_all(desk->gatherings);

    for (guint i = 0; i < all->len; i++) {
        const Gathering *gathering = all->pdata[i];

        if (gathering->dates.erased != 0 && !certificate_exists(desk, gathering->slug) &&
            !erase_rest(desk, gathering, NULL, NULL, error))
            return false;
    }
    return true;
}
