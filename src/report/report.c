#include "report/report.h"

Report *
report_new(void)
{
    Report *report = g_new0(Report, 1);

    report->kept = g_ptr_array_new_with_free_func(g_free);
    return report;
}

void
report_free(Report *report)
{
    if (!report)
        return;
    g_ptr_array_unref(report->kept);
    g_free(report);
}

static void *
keep(Report *report, void *memory)
{
    if (memory)
        g_ptr_array_add(report->kept, memory);
    return memory;
}

const char *
report_copy(Report *report, const char *text)
{
    return keep(report, g_strdup(text));
}

void *
report_array(Report *report, size_t n, size_t size)
{
    return keep(report, g_malloc0_n(MAX(n, 1), size));
}

ReportShare
report_group_share(double percent, uint64_t voters, unsigned k)
{
    if (voters < k)
        return (ReportShare){ SHARE_HELD_BACK, 0 };
    if (percent > 90)
        return (ReportShare){ SHARE_OVER_90, 0 };
    if (percent < 10)
        return (ReportShare){ SHARE_UNDER_10, 0 };
    return (ReportShare){ SHARE_EXACT, percent };
}
