/* attest-addresses: every address that the desk knows, a line each, for a search of all places where
 * none may stand.  The command line keeps them in its memory, while it looks, and nowhere else. */
#include "desk/control.h"

typedef struct { const ControlDesk *control; const Gathering *gathering; GString *lines; size_t n; } Addresses;

static void
add_address(Addresses *addresses, const char *email)
{
    g_autofree char *folded = g_ascii_strdown(email, -1);

    if (email[0] == '\0')
        return;
    g_string_append_printf(addresses->lines, "%s\n", folded);
    addresses->n++;
}

/* The support address is printed on every page, whoever else has it. */
static bool
is_printed(const ControlDesk *control, const char *email)
{
    g_autoptr(GPtrArray) all = gatherings_all(control->desk->gatherings);

    for (guint i = 0; i < all->len; i++)
        if (g_ascii_strcasecmp(((const Gathering *)all->pdata[i])->support_email, email) == 0)
            return true;
    return false;
}

static bool
take_person(const Person *person, void *data, GError **error)
{
    Addresses *addresses = data;

    (void)error;
    add_address(addresses, person->email);
    return true;
}

static bool
read_people(Db *db, void *data, GError **error)
{
    const Addresses *addresses = data;

    return person_each(db, &addresses->gathering->place, take_person, data, error);
}

static bool
collect(Addresses *addresses, GError **error)
{
    const Desk *desk = addresses->control->desk;
    g_autoptr(GPtrArray) all = gatherings_all(desk->gatherings), staff = staff_list_all(desk->staff);

    for (guint i = 0; i < all->len; i++) {
        addresses->gathering = all->pdata[i];
        if (addresses->gathering->dates.erased == 0 && !vault_read(desk->vault, read_people, addresses, error))
            return false;
    }
    for (guint i = 0; i < staff->len; i++)
        add_address(addresses, ((const Staff *)staff->pdata[i])->email);
    return true;
}

static void
send_lines(ControlCall *call, const Addresses *addresses)
{
    g_auto(GStrv) lines = g_strsplit(addresses->lines->str, "\n", -1);
    g_autoptr(GString) kept = g_string_new(NULL);
    json_int_t n = 0;

    for (size_t i = 0; lines[i] != NULL; i++) {
        if (lines[i][0] == '\0' || is_printed(addresses->control, lines[i]))
            continue;
        g_string_append_printf(kept, "%s\n", lines[i]);
        n++;
    }
    if (kept->len == 0 || control_data(call, kept->str, kept->len))
        control_answer(call, json_pack("{s:I}", "addresses", n));
    secret_wipe(kept->str, kept->len);
}

void
control_attest_addresses(ControlCall *call, void *data)
{
    json_t *request = control_request(call);
    g_autoptr(GString) lines = g_string_new(NULL);
    Addresses addresses = { .control = data, .lines = lines };
    g_autoptr(GError) error = NULL;

    if (request == NULL)
        return;
    json_decref(request);
    if (collect(&addresses, &error))
        send_lines(call, &addresses);
    else
        control_refuse(call, error);
    secret_wipe(lines->str, lines->len);
}
