#include "staff_fixture.h"

Actor
fixture_staff(const Fixture *fixture)
{
    return (Actor){ .conversation = fixture->conversation, .roles = 2, .staff_number = 2 };
}

void
fixture_flag(Fixture *fixture, const Actor *actor, const Id *id, FlagReason reason)
{
    g_autoptr(GError) error = NULL;
    TalkOutcome outcome = TALK_NOT_FOUND;

    g_assert_true(talk_flag(fixture->hall, fixture->db, actor, id, reason, NULL, &outcome, &error));
    g_assert_cmpint(outcome, ==, TALK_DONE);
}

FacilitateOutcome
fixture_act(Fixture *fixture, const Id *id, const ActOrder *order, ActMade *ret_made)
{
    FacilitateOutcome outcome = fixture_act_by(fixture, 2, id, order, ret_made);

    return outcome == FACILITATE_PROPOSED ? fixture_act_by(fixture, 3, id, order, ret_made) : outcome;
}

FacilitateOutcome
fixture_act_by(Fixture *fixture, unsigned staff_number, const Id *id, const ActOrder *order, ActMade *ret_made)
{
    g_autoptr(GError) error = NULL;
    g_auto(DbTxn) txn = DB_TXN_NONE;
    Actor staff = fixture_staff(fixture);
    staff.staff_number = staff_number;
    FacilitateOutcome outcome = FACILITATE_NOT_FOUND;
    ActMade made = { .n_parts = 0 };
    bool done = db_txn_begin(fixture->db, &txn, &error) &&
        facilitate_act(fixture->hall, fixture->db, &staff, id, order, &outcome, &made, &error) &&
        db_txn_commit(&txn, &error);

    g_assert_no_error(error);
    g_assert_true(done);
    if (ret_made)
        *ret_made = made;
    return outcome;
}

FacilitateOutcome
fixture_restore(Fixture *fixture, const Id *id)
{
    return fixture_act(fixture, id, &(ActOrder){ .act = ACT_RESTORE, .reason = REASON_OTHER }, NULL);
}
