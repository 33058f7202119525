#include "desk/leave.h"
#include "desk/order.h"
#include "desk/outbox.h"
#include "desk/pack.h"

#define DAY (24 * 60 * 60)

/* ---- leaving ---- */

typedef struct { const Gathering *gathering; Id person; int64_t now; char *email; } Leaving;

static bool
put_note(Db *db, const SealedPlace *place, const Id *item, const uint8_t pseudonym[16], int64_t day, bool is_new,
         GError **error)
{
    g_autoptr(GByteArray) out = g_byte_array_new();
    Id id;

    memcpy(id.bytes, pseudonym, sizeof id.bytes);
    pack_id(out, &id);
    pack_i64(out, day);
    pack_u8(out, is_new);
    return sealed_put(db, SEALED_UNLINK, place, item, out->data, out->len, error);
}

static bool
put_marks(Db *db, const Gathering *gathering, const Person *person, GError **error)
{
    Id mark;

    if (person->email[0] != '\0') {
        people_mark_email(&gathering->marks, person->email, &mark);
        if (!sealed_put(db, SEALED_GONE, &gathering->place, &mark, "", 0, error))
            return false;
    }
    if (person->number[0] == '\0')
        return true;
    people_mark_number(&gathering->marks, person->number, &mark);
    return sealed_put(db, SEALED_GONE, &gathering->place, &mark, "", 0, error);
}

static bool
leave_run(Db *db, void *data, GError **error)
{
    Leaving *leaving = data;
    const Gathering *gathering = leaving->gathering;
    g_autoptr(Person) person = NULL;
    uint8_t pseudonym[16];
    Id item;

    if (!person_get(db, &gathering->place, &leaving->person, &person, error))
        return false;
    if (person == NULL)
        return true;
    id_random(&item);
    credential_pseudonym(&gathering->marks, &person->id, pseudonym);
    g_free(leaving->email);
    leaving->email = g_strdup(person->email);
    return put_marks(db, gathering, person, error) && person_remove(db, &gathering->place, &person->id, error) &&
           order_remove_of(db, &gathering->place, &person->id, error) &&
           put_note(db, &gathering->place, &item, pseudonym, leaving->now / DAY, true, error);
}

static void
leave_after(void *data)
{
    const Leaving *leaving = data;

    people_remove(leaving->gathering->people, &leaving->person);
}

bool
leave_do(const Desk *desk, const Gathering *gathering, const Id *person, int64_t now, GError **error)
{
    Leaving leaving = { gathering, *person, now, NULL };
    const bool left = vault_write(desk->vault, &(VaultJob){ .run = leave_run, .after = leave_after, .data = &leaving },
                                  error);
    g_autofree char *email = leaving.email;
    g_autofree char *folder = desk_path(desk->config, "mail");
    size_t n = 0;

    if (!left || email == NULL || desk->config->mail_transport != MAIL_FILE)
        return left;
    return outbox_remove(folder, gathering->slug, email, &n, error);
}

/* ---- telling the room ---- */

typedef struct { const Desk *desk; GArray *notes; Id conversation; int64_t today; GArray *changes; } Notes;

static bool
read_note(GBytes *bytes, LeaveNote *ret_note, int64_t *ret_day, bool *ret_is_new, GError **error)
{
    Unpack in = unpack_of(bytes);
    const Id pseudonym = unpack_id(&in);

    *ret_day = unpack_i64(&in);
    *ret_is_new = unpack_u8(&in) != 0;
    memcpy(ret_note->pseudonym, pseudonym.bytes, sizeof ret_note->pseudonym);
    return unpack_ended(&in) || error_set(error, ERROR_CORRUPT, "an unlink row is not of a known form");
}

static bool
collect(const Id *item, GBytes *bytes, void *data, GError **error)
{
    Notes *notes = data;
    LeaveNote note = { .conversation = notes->conversation };
    int64_t day;
    bool is_new;

    if (!read_note(bytes, &note, &day, &is_new, error))
        return false;
    g_array_append_val(notes->notes, note);
    return true;
}

static bool
for_each_gathering(Db *db, Notes *notes, SealedEach each, GError **error)
{
    g_autoptr(GPtrArray) all = gatherings_all(notes->desk->gatherings);

    for (guint i = 0; i < all->len; i++) {
        const Gathering *gathering = all->pdata[i];

        notes->conversation = gathering->id;
        if (gathering->dates.erased == 0 &&
            !sealed_each(db, SEALED_UNLINK, &gathering->place, each, notes, error))
            return false;
    }
    return true;
}

static bool
collect_all(Db *db, void *data, GError **error)
{
    return for_each_gathering(db, data, collect, error);
}

bool
leave_notes(const Desk *desk, GArray **ret_notes, GError **error)
{
    Notes notes = { .desk = desk, .notes = g_array_new(FALSE, FALSE, sizeof(LeaveNote)) };

    if (!vault_read(desk->vault, collect_all, &notes, error)) {
        g_array_unref(notes.notes);
        return false;
    }
    *ret_notes = notes.notes;
    return true;
}

/* A row to be changed or dropped, found while reading. */
typedef struct { Id item; LeaveNote note; int64_t day; bool drop; } Change;

static bool
find_change(const Id *item, GBytes *bytes, void *data, GError **error)
{
    Notes *notes = data;
    Change change = { .item = *item, .note = { .conversation = notes->conversation } };
    bool is_new;

    if (!read_note(bytes, &change.note, &change.day, &is_new, error))
        return false;
    change.drop = !is_new && change.day + 1 < notes->today;
    if (is_new || change.drop)
        g_array_append_val(notes->changes, change);
    return true;
}

static bool
find_changes(Db *db, void *data, GError **error)
{
    Notes *notes = data;

    g_array_set_size(notes->changes, 0);
    return for_each_gathering(db, notes, find_change, error);
}

static bool
make_changes(Db *db, void *data, GError **error)
{
    Notes *notes = data;

    if (!find_changes(db, notes, error))
        return false;
    g_array_set_size(notes->notes, 0);
    for (guint i = 0; i < notes->changes->len; i++) {
        const Change *change = &g_array_index(notes->changes, Change, i);
        g_autoptr(Gathering) gathering = gatherings_by_id(notes->desk->gatherings, &change->note.conversation);

        if (change->drop ? !sealed_remove(db, SEALED_UNLINK, &gathering->place, &change->item, error)
                         : !put_note(db, &gathering->place, &change->item, change->note.pseudonym, change->day, false,
                                     error))
            return false;
        if (!change->drop)
            g_array_append_val(notes->notes, change->note);
    }
    return true;
}

bool
leave_take_new(const Desk *desk, int64_t now, GArray **ret_notes, GError **error)
{
    g_autoptr(GArray) told = g_array_new(FALSE, FALSE, sizeof(LeaveNote));
    g_autoptr(GArray) changes = g_array_new(FALSE, FALSE, sizeof(Change));
    Notes notes = { .desk = desk, .today = now / DAY, .notes = told, .changes = changes };

    /* Most minutes nobody leaves: then nothing is written. */
    if (!vault_read(desk->vault, find_changes, &notes, error) ||
        (changes->len > 0 && !vault_write(desk->vault, &(VaultJob){ .run = make_changes, .data = &notes }, error)))
        return false;
    *ret_notes = g_steal_pointer(&told);
    return true;
}
