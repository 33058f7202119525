/* candour token add | list | remove: read-only tokens for the room's API, all the room's. */
#include "base/i18n.h"
#include "cli/ask.h"
#include <stdio.h>
#include <string.h>

static const char *
token_fault(const char *role, const char *slug)
{
    static const char *const roles[] = { "participant", "facilitator", "analyst", "organiser", NULL };

    if (role == NULL || slug == NULL)
        return _("it needs --role and --conversation");
    return g_strv_contains(roles, role) ? NULL : _("--role is one of participant, facilitator, analyst, organiser");
}

static int
run_add(int argc, char **argv)
{
    g_autofree char *role = NULL, *slug = NULL;
    const GOptionEntry options[] = {
        { "role", 0, 0, G_OPTION_ARG_STRING, &role, N_("participant, facilitator, analyst or organiser: what it may read"), "ROLE" },
        { "conversation", 0, 0, G_OPTION_ARG_STRING, &slug, N_("In which conversation"), "SLUG" },
        { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    };
    const CommandLine line = {
        .name = "token add", .arguments = "DIR", .least = 1, .most = 1, .options = options,
        .about = N_("Makes a read-only token for the room's API and prints it, once: Authorization: Bearer TOKEN.  It ends when the "
                    "conversation is completed."),
    };
    json_t *reply = NULL;
    int status;

    if (!ask_line(&line, &argc, &argv, &status))
        return status;
    if (token_fault(role, slug) != NULL)
        return command_usage(line.name, "%s", token_fault(role, slug));
    status = ask(line.name, argv[1], PROGRAM_ROOM, "token-add", ask_request("role", role, "slug", slug, NULL), &reply);
    if (status == COMMAND_DONE)
        printf("%s\n", json_string_value(json_object_get(reply, "token")));
    json_decref(reply);
    return status;
}

static int
run_list(int argc, char **argv)
{
    const CommandLine line = { .name = "token list", .arguments = "DIR", .least = 1, .most = 1,
                               .about = N_("Lists the read-only tokens by name: conversation, role.") };
    json_t *reply = NULL, *token;
    int status;
    size_t i;

    if (!ask_line(&line, &argc, &argv, &status))
        return status;
    status = ask(line.name, argv[1], PROGRAM_ROOM, "token-list", NULL, &reply);
    json_array_foreach(json_object_get(reply, "tokens"), i, token)
        printf("%s  %-11s  %s\n", json_string_value(json_object_get(token, "name")),
               json_string_value(json_object_get(token, "role")), json_string_value(json_object_get(token, "slug")));
    json_decref(reply);
    return status;
}

static int
run_remove(int argc, char **argv)
{
    const CommandLine line = { .name = "token remove", .arguments = "DIR NAME", .least = 2, .most = 2,
                               .about = N_("Takes a token back: it opens nothing from now on.  Names are those of candour token list.") };
    int status;

    if (!ask_line(&line, &argc, &argv, &status))
        return status;
    return ask(line.name, argv[1], PROGRAM_ROOM, "token-remove", ask_request("name", argv[2], NULL), NULL);
}

int
cmd_token(int argc, char **argv)
{
    static const SubCommand subs[] = {
        { "add", N_("Makes a token and prints it, once"), run_add },
        { "list", N_("Lists the tokens"), run_list },
        { "remove", N_("Takes a token back"), run_remove },
    };

    return ask_sub("token", subs, G_N_ELEMENTS(subs), argc, argv);
}
