#include "base/i18n.h"
#include "room/pages/parts.h"

void
part_tabs(Html *html, const char *name, const ShellLink *links, size_t n)
{
    html_open(html, EL_NAV, { AT_ARIA_LABEL, name }, { AT_CLASS, "c-tabs" });
    html_open(html, EL_UL, { AT_CLASS, "c-order c-list" });
    for (size_t i = 0; i < n; i++) {
        html_open(html, EL_LI);
        html_leaf(html, EL_A, links[i].text, { AT_HREF, links[i].href },
                  { AT_ARIA_CURRENT, links[i].current ? "page" : NULL });
        html_close(html, EL_LI);
    }
    html_close(html, EL_UL);
    html_close(html, EL_NAV);
}

typedef struct { const char *keys[2], *text; } KeyLine;

static const KeyLine queue_keys[] = {
    { { "j", "k" }, N_("next, previous") }, { { "Enter", NULL }, N_("open") }, { { "x", NULL }, N_("choose") },
    { { "u", NULL }, N_("undo") }, { { "?", NULL }, N_("all keys") },
};

static const KeyLine reading_keys[] = {
    { { "j", "k" }, N_("next, back") }, { { "c", NULL }, N_("find a code") }, { { "?", NULL }, N_("all keys") },
};

static const KeyLine all_keys[] = {
    { { "j", "k" }, N_("next and previous in the queue; read and next, back") }, { { "Enter", NULL }, N_("open") },
    { { "e", NULL }, N_("save the change") }, { { "o", NULL }, N_("looks fine") }, { { "h", NULL }, N_("hide") },
    { { "d", NULL }, N_("remove as abuse") }, { { "x", NULL }, N_("choose, in the queue") }, { { "r", NULL }, N_("bring it back") }, { { "m", NULL }, N_("move") },
    { { "s", NULL }, N_("split") }, { { "g", NULL }, N_("merge") }, { { "w", NULL }, N_("write to the author") }, { { "a", NULL }, N_("ask for a second opinion") },
    { { "u", NULL }, N_("undo") }, { { "c", NULL }, N_("find a code") }, { { "?", NULL }, N_("this list") },
};

static void
write_keys(Html *html, const KeyLine *lines, size_t n)
{
    html_open(html, EL_UL, { AT_CLASS, "c-keys" }, { AT_ARIA_LABEL, _("Keys") });
    for (size_t i = 0; i < n; i++) {
        html_open(html, EL_LI);
        for (size_t k = 0; k < 2 && lines[i].keys[k]; k++) {
            html_leaf(html, EL_KBD, lines[i].keys[k]);
            html_literal(html, " ");
        }
        html_text(html, i18n_text(lines[i].text));
        html_close(html, EL_LI);
    }
    html_close(html, EL_UL);
}

void
part_keys(Html *html, KeySet set)
{
    if (set == KEYS_QUEUE)
        write_keys(html, queue_keys, G_N_ELEMENTS(queue_keys));
    else
        write_keys(html, reading_keys, G_N_ELEMENTS(reading_keys));
}

void
part_all_keys(Html *html)
{
    html_open(html, EL_DETAILS, { AT_CLASS, "govuk-details c-allkeys" }, { AT_ID, "keys" });
    html_open(html, EL_SUMMARY, { AT_CLASS, "govuk-details__summary" });
    html_leaf(html, EL_SPAN, _("All keys"), { AT_CLASS, "govuk-details__summary-text" });
    html_close(html, EL_SUMMARY);
    html_open(html, EL_DIV, { AT_CLASS, "govuk-details__text c-stack" });
    write_keys(html, all_keys, G_N_ELEMENTS(all_keys));
    html_open(html, EL_P, { AT_CLASS, "c-row c-small" });
    html_void(html, EL_INPUT, { AT_TYPE, "checkbox" }, { AT_ID, "keys-off" });
    html_leaf(html, EL_LABEL, _("Switch the single-letter keys off in this browser"), { AT_FOR, "keys-off" });
    html_close(html, EL_P);
    html_close(html, EL_DIV);
    html_close(html, EL_DETAILS);
}

void
part_templates(Html *html, const char *target, const Template *templates, size_t n)
{
    g_autofree char *id = g_strconcat("t-", target, NULL);

    if (n == 0)
        return;
    html_open(html, EL_DIV, { AT_CLASS, "c-field" });
    html_leaf(html, EL_LABEL, _("Start from a ready text"), { AT_CLASS, "govuk-label c-small" }, { AT_FOR, id });
    html_open(html, EL_SELECT, { AT_CLASS, "c-select" }, { AT_ID, id }, { AT_DATA_MODULE, "template" },
              { AT_DATA_KEY, target });
    html_leaf(html, EL_OPTION, _("None"), { AT_VALUE, "" });
    for (size_t i = 0; i < n; i++)
        html_leaf(html, EL_OPTION, templates[i].name, { AT_VALUE, templates[i].text });
    html_close(html, EL_SELECT);
    html_close(html, EL_DIV);
}
