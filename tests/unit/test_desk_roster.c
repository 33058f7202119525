#include "desk/roster.h"
#include <string.h>

/* `want`: good lines as email/name/id, then bad ones as LINE: reason; or the error of the whole file. */
typedef struct { const char *name, *csv, *want; } RosterCase;

static const RosterCase cases[] = {
    { "plain", "email,name\na@example.org,Ann\nb@example.org,Bob\n", "a@example.org/Ann/;b@example.org/Bob/;" },
    { "other-order", "name;team;email\nAnn;North;a@example.org\n", "a@example.org/Ann/[North];" },
    { "capitals-in-header", "E-mail,Email,NAME\nx,a@example.org,Ann\n", "a@example.org/Ann/[x];" },
    { "letters", "id,email,name\n7,,Ann\n8,b@example.org,Bob\n", "/Ann/7;b@example.org/Bob/8;" },
    { "letters-alone", "id,name\n7,Ann\n", "/Ann/7;" },
    { "blanks-around", "email,name\n  a@example.org , Ann \n", "a@example.org/Ann/;" },
    { "blank-lines", "email,name\n\na@example.org,Ann\n,\n", "a@example.org/Ann/;" },
    { "no-address", "email,name\n,Ann\n",
      "2: no address; add a column 'id' for people who get letters;" },
    { "neither", "id,email,name\n,,Ann\n", "2: neither an address nor an id;" },
    { "bad-address", "email,name\nann at work,Ann\n", "2: 'ann at work' is not an e-mail address;" },
    { "no-name", "email,name\na@example.org,\n", "2: no name;" },
    { "twice", "email,name\na@example.org,Ann\nA@Example.org,Ann\n",
      "a@example.org/Ann/;3: the same address stands in line 2;" },
    { "same-id", "email,name,id\na@example.org,Ann,7\nb@example.org,Bob,7\n",
      "a@example.org/Ann/7;3: the same id stands in line 2;" },
    { "spare-cells", "email,name\na@example.org,Ann,what\n", "2: more cells than the first line names;" },
    { "empty-spare-cells", "email,name\na@example.org,Ann,,\n", "a@example.org/Ann/;" },
    { "line-break-in-name", "email,name\na@example.org,\"Ann\nB\"\n",
      "2: the name is too long or holds a line break;" },
    { "no-email-column", "mail,name\na@example.org,Ann\n",
      "staff.csv:1: there is no column 'email'; the first line must name the columns" },
    { "no-name-column", "email,who\na@example.org,Ann\n",
      "staff.csv:1: there is no column 'name'; the first line must name the columns" },
    { "doubled-column", "email,name,team,team\na@example.org,Ann,x,y\n",
      "staff.csv:1: the column 'team' stands twice; rename one of them" },
    { "empty", "", "staff.csv:1: the file is empty; the first line must name the columns" },
    { "header-alone", "email,name\n", "" },
};

static char *
outcome_of(const char *csv)
{
    g_autoptr(Roster) roster = roster_new("staff.csv");
    g_autoptr(GError) error = NULL;
    GString *said = g_string_new(NULL);

    if (!roster_feed(roster, csv, strlen(csv), &error) || !roster_finish(roster, &error)) {
        g_string_assign(said, error->message);
        return g_string_free(said, FALSE);
    }
    for (size_t i = 0; i < roster_count(roster); i++) {
        const RosterRow row = roster_row(roster, i);

        g_string_append_printf(said, "%s/%s/%s", row.email, row.name, row.number);
        for (size_t j = 0; roster_columns(roster)[j] != NULL; j++)
            g_string_append_printf(said, "[%s]", row.attributes[j]);
        g_string_append_c(said, ';');
    }
    for (guint i = 0; i < roster_faults(roster)->len; i++) {
        const RosterFault *fault = &g_array_index(roster_faults(roster), RosterFault, i);

        g_string_append_printf(said, "%zu: %s;", fault->line, fault->reason);
    }
    return g_string_free(said, FALSE);
}

static void
test_roster(const void *data)
{
    const RosterCase *c = data;
    g_autofree char *said = outcome_of(c->csv);

    g_assert_cmpstr(said, ==, c->want);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/desk/roster/%s", cases[i].name);
        g_test_add_data_func(path, &cases[i], test_roster);
    }
    return g_test_run();
}
