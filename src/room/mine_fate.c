#include "room/mine_fate.h"
#include "base/i18n.h"

static const char *
section_title(Look *look, const char *slug)
{
    const Conversation *about = look->board->about;
    int at = conversation_section(about, slug);

    return at < 0 ? slug : about->sections[at].title;
}

static const char *
moved(Look *look, const HistoryEntry *told)
{
    if (!told->section_before || !told->section_after)
        return _("A facilitator moved this to another section.");
    return scratch_keep(look->scratch, i18n_format(_("A facilitator moved this from “%s” to “%s”."),
                                                       section_title(look, told->section_before),
                                                       section_title(look, told->section_after)));
}

static const char *
what_words(Look *look, const HistoryEntry *told)
{
    switch (told->act) {
    case ACT_EDIT:    return _("A facilitator changed your words.");
    case ACT_HIDE:    if (!told->staff) return _("Several people reported this. Others do not see it until a facilitator has looked at it.");
                      return _("A facilitator hid this. Others do not see it now.");
    case ACT_REMOVE:  return _("A facilitator removed this. Others do not see it any more.");
    case ACT_MOVE:    return moved(look, told);
    case ACT_SPLIT:   return _("A facilitator split this, because it held several ideas. Each part is still yours.");
    case ACT_MERGE:   return _("A facilitator joined this with another that says the same. Its likes and comments count there.");
    case ACT_RESTORE:
    case ACT__COUNT:  break;
    }
    return NULL;
}

static void
add_id(Look *look, FateView *fate, const Id *id)
{
    if (!id_is_zero(id) && fate->n_ids < G_N_ELEMENTS(fate->ids))
        fate->ids[fate->n_ids++] = scratch_id(look->scratch, id);
}

/* NULL: the words of what was done say it. */
static const char *
why_words(const HistoryEntry *told)
{
    return told->act == ACT_SPLIT || told->act == ACT_MERGE || told->act == ACT_MOVE || !told->staff ? NULL : reason_words(told->reason);
}

static void
add_earlier(Look *look, const GArray *entries, const HistoryEntry *told, FateView *fate)
{
    FateEarlier *earlier = g_new0(FateEarlier, entries->len + 1);

    scratch_keep(look->scratch, (char *)earlier);
    fate->earlier = earlier;
    for (guint i = entries->len; i-- > 0;) {
        const HistoryEntry *entry = &g_array_index(entries, HistoryEntry, i);
        const char *what = entry->by_author || entry->undone || entry == told ? NULL : what_words(look, entry);

        if (what)
            earlier[fate->n_earlier++] = (FateEarlier){ what, why_words(entry), *entry->note ? entry->note : NULL };
    }
}

const FateView *
mine_fate(Look *look, const GArray *entries)
{
    const HistoryEntry *told = entries ? history_for_author(entries) : NULL;

    if (!told)
        return NULL;
    FateView *fate = g_new0(FateView, 1);

    scratch_keep(look->scratch, (char *)fate);
    fate->what = what_words(look, told);
    fate->reason = why_words(told);
    add_earlier(look, entries, told, fate);
    fate->joined = told->act == ACT_MERGE;
    if (fate->joined)
        add_id(look, fate, &told->into);
    for (size_t i = 0; told->act == ACT_SPLIT && i < told->n_parts; i++)
        add_id(look, fate, &told->parts[i]);
    return fate;
}
