#include "room/mine_care.h"
#include "base/clock.h"
#include "base/when.h"
#include "domain/sanction.h"

bool
mine_restraint(Look *look, RestraintView *ret_view)
{
    const Restraint restraint = restraint_on(look->board, look->voice, clock_now());
    const Item *item = board_at(look->board, restraint.item);
    const Sanction *sanction = item ? sanction_at(look->board, item, clock_now()) : NULL;

    if (!sanction || !look->open)
        return false;
    *ret_view = (RestraintView){
        .paused = restraint.paused,
        .hours = restraint.hours,
        .until = scratch_keep(look->scratch, when_date_time(MAX(restraint.until, clock_now()), look->board->about->timezone)),
        .id = scratch_id(look->scratch, &item->id),
        .excerpt = look_excerpt(look, item),
        .reason = reason_words(sanction->reason),
        .note = *sanction->note ? sanction->note : NULL,
    };
    return true;
}
