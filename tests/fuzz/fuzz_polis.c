/* A Polis folder: comments.csv, a line of five =, votes.csv.  What is understood has groups or has none. */
#include "analysis/opinion.h"
#include "analysis/polis.h"
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char fence[] = "=====\n";

static void
check_groups(const PolisFolder *folder)
{
    g_autofree bool *rejected = polis_folder_rejected(folder);
    NumVotesCast cast = polis_folder_cast(folder);
    OpinionSettings settings = { rejected, 0, 5, 1 };
    g_autoptr(GError) error = NULL;
    g_autoptr(OpinionGroups) groups = opinion_groups_find(&cast, &settings, &error);
    size_t n_people = 0;

    g_assert_no_error(error);
    for (guint g = 0; g < groups->groups->len; g++)
        n_people += g_array_index(groups->groups, OpinionGroup, g).size;
    g_assert_true(groups->groups->len == 0 || n_people == groups->n_people);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *stop = memmem(data, size, fence, sizeof(fence) - 1);
    size_t n = stop != NULL ? (size_t)(stop - data) : size;
    size_t after = stop != NULL ? n + sizeof(fence) - 1 : n;
    g_autoptr(GBytes) comments = g_bytes_new_static(data, n);
    g_autoptr(GBytes) votes = g_bytes_new_static(data + after, size - after);
    g_autoptr(GError) error = NULL;
    g_autoptr(PolisFolder) folder = polis_folder_parse("folder", comments, votes, &error);

    g_assert_true((folder == NULL) == (error != NULL));
    if (folder != NULL)
        check_groups(folder);
    return 0;
}
