/* candour groups FOLDER: opinion groups in a Polis-format folder. */
#include "analysis/opinion.h"
#include "analysis/polis.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "cli/ask.h"
#include "cli/json_output.h"
#include <stdio.h>

enum {
    MOST_GROUPS = 10,   /* that one may ask for */
    MOST_FINDINGS = 20, /* that are printed of each list */
};

typedef struct {
    const PolisFolder *folder;
    const OpinionGroups *found;
} View;

static const PolisComment *
comment_at(const View *view, guint32 item)
{
    return &g_array_index(view->folder->comments, PolisComment, item);
}

static json_t *
finding_json(const View *view, guint32 item, int direction)
{
    const PolisComment *comment = comment_at(view, item);

    return json_pack("{s:s, s:s, s:s}", "comment", comment->id, "text", comment->text, "vote",
                     direction > 0 ? "agree" : "disagree");
}

static json_t *
mark_json(const View *view, const OpinionMark *mark)
{
    json_t *json = finding_json(view, mark->item, mark->direction);

    json_object_set_new(json, "share", json_real(mark->share));
    json_object_set_new(json, "votes", json_integer((json_int_t)mark->votes));
    json_object_set_new(json, "share_others", json_real(mark->share_others));
    json_object_set_new(json, "votes_others", json_integer((json_int_t)mark->votes_others));
    json_object_set_new(json, "z", json_real(mark->z));
    json_object_set_new(json, "q", json_real(mark->q));
    return json;
}

static json_t *
members_json(const View *view, guint32 group)
{
    json_t *members = json_array();

    for (guint32 person = 0; person < view->folder->voters->len; person++)
        if (view->found->group_of[person] == group)
            json_array_append_new(members, json_string(view->folder->voters->pdata[person]));
    return members;
}

static json_t *
group_json(const View *view, guint32 number)
{
    const OpinionGroup *group = &g_array_index(view->found->groups, OpinionGroup, number);
    json_t *marks = json_array();

    for (guint i = 0; i < group->marks->len && i < MOST_FINDINGS; i++)
        json_array_append_new(marks, mark_json(view, &g_array_index(group->marks, OpinionMark, i)));
    return json_pack("{s:I, s:o, s:o}", "size", (json_int_t)group->size, "members",
                     members_json(view, number), "tells_apart", marks);
}

static json_t *
common_json(const View *view)
{
    json_t *list = json_array();

    for (guint i = 0; i < view->found->common->len && i < MOST_FINDINGS; i++) {
        const OpinionCommon *common = &g_array_index(view->found->common, OpinionCommon, i);
        json_t *json = finding_json(view, common->item, common->direction);

        json_object_set_new(json, "least_share", json_real(common->least_share));
        json_array_append_new(list, json);
    }
    return list;
}

static json_t *
groups_json(const View *view)
{
    json_t *groups = json_array();
    guint n_groups = view->found->groups->len, n_hidden = 0;

    for (guint g = 0; g < n_groups; g++)
        if (g_array_index(view->found->groups, OpinionGroup, g).shown)
            json_array_append_new(groups, group_json(view, g));
        else
            n_hidden++;
    return json_pack("{s:o, s:o, s:I, s:I, s:o, s:I, s:o}", "k",
                     n_groups > 0 ? json_integer((json_int_t)n_groups) : json_null(), "silhouette",
                     json_real_or_null(n_groups > 0, view->found->silhouette), "people",
                     (json_int_t)view->found->n_people, "votes", (json_int_t)view->found->n_votes, "groups",
                     groups, "groups_not_shown", (json_int_t)n_hidden, "common_ground", common_json(view));
}

static void
tell_of_strays(const char *name, const char *path, size_t n)
{
    fprintf(
        stderr,
        i18n_plural(
            "candour %s: %s/votes.csv: %zu vote is on a comment that comments.csv lacks; it was left out\n",
            "candour %s: %s/votes.csv: %zu votes are on comments that comments.csv lacks; they were left "
            "out\n",
            n),
        name, path, n);
}

static int
groups_run(const char *name, const char *path, OpinionSettings settings)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(PolisFolder) folder = polis_folder_read(path, &error);

    if (folder == NULL)
        return command_failed(name, "%s", error->message);

    g_autofree bool *rejected = polis_folder_rejected(folder);
    NumVotesCast cast = polis_folder_cast(folder);
    settings.left_out = rejected;
    g_autoptr(OpinionGroups) found = opinion_groups_find(&cast, &settings, &error);
    if (found == NULL)
        return command_failed(name, _("%s: there is not enough memory for so many votes"), path);
    if (folder->n_stray > 0)
        tell_of_strays(name, path, folder->n_stray);
    return json_output(name, groups_json(&(View){ folder, found }));
}

int
cmd_groups(int argc, char **argv)
{
    int n_groups = 0, smallest = LIMIT_K_DEFAULT;
    const GOptionEntry options[] = {
        { "k", 'k', 0, G_OPTION_ARG_INT, &n_groups,
          _("How many groups: 2 to 10 (without it: 2 to 5, by the silhouette)"), "N" },
        { "smallest", 0, 0, G_OPTION_ARG_INT, &smallest,
          _("Groups of fewer people are not shown: 5 or more (without it: 10)"), "N" },
        { 0 },
    };
    const CommandLine line = {
        .name = argv[0],
        .arguments = "FOLDER",
        .about =
            _("Reads comments.csv and votes.csv as Polis exports them, and finds people who vote alike.\n"
              "Prints JSON: the number of groups, the silhouette, for each group its size, its members\n"
              "and what tells it apart, and the comments that all groups agree on."),
        .options = options,
        .least = 1,
        .most = 1,
    };
    int status;

    if (!ask_line(&line, &argc, &argv, &status))
        return status;
    if (n_groups != 0 && (n_groups < 2 || n_groups > MOST_GROUPS))
        return command_usage(line.name, _("--k is a number from 2 to 10"));
    if (smallest < LIMIT_K_MIN)
        return command_usage(line.name, _("--smallest is a number from 5"));
    OpinionSettings settings = OPINION_SETTINGS;
    settings.n_groups = (size_t)n_groups;
    settings.smallest = (size_t)smallest;
    return groups_run(line.name, argv[1], settings);
}
