#include "room/notices.h"
#include "base/i18n.h"

const NoticeView *
look_notices(Look *look, const char *section, size_t *ret_n)
{
    const Notice *shown[LIMIT_NOTICES];
    const char *language = look->board->about->language;
    size_t n = notice_shown(look->board, section, shown);
    NoticeView *views = g_new0(NoticeView, LIMIT_NOTICES);

    scratch_keep(look->scratch, (char *)views);
    for (size_t i = 0; i < n; i++)
        views[i] = (NoticeView){
            .text = look_text(look, shown[i]->shown.text),
            .lang = *language ? language : NULL,
            .day = look_day(look, MAX(shown[i]->since, look->board->about->dates.opens)),
        };
    *ret_n = n;
    return views;
}

unsigned
notice_status(NoticeOutcome outcome)
{
    switch (outcome) {
    case NOTICE_DONE:       return 200;
    case NOTICE_NOT_FOUND:  return 404;
    case NOTICE_NO_SECTION:
    case NOTICE_NAMING:     return 422;
    case NOTICE_OVER:
    case NOTICE_STALE:
    case NOTICE_FULL:
    case NOTICE_TOO_MANY:   return 409;
    }
    return 500;
}

const char *
notice_text(NoticeOutcome outcome)
{
    switch (outcome) {
    case NOTICE_DONE:       return "";
    case NOTICE_NOT_FOUND:  return _("There is nothing here, or you cannot see it.");
    case NOTICE_OVER:       return _("This conversation is over and can no longer be read.");
    case NOTICE_NO_SECTION: return _("This conversation has no such section.");
    case NOTICE_NAMING:     return _("This may name a colleague. Please describe the situation instead.");
    case NOTICE_STALE:      return _("Somebody has changed it since you opened it. Please look at it again.");
    case NOTICE_FULL:       return _("There are as many notices here as people will read. Take one down first.");
    case NOTICE_TOO_MANY:   return _("There is no room for more.");
    }
    return "";
}
