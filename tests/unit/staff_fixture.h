/* Facilitators at work in the hall of hall_fixture. */
#pragma once
#include "domain/facilitate.h"
#include "hall_fixture.h"

Actor fixture_staff(const Fixture *fixture);                            /* "Facilitator 2" */
void  fixture_flag(Fixture *fixture, const Actor *actor, const Id *id, FlagReason reason);
/* In a transaction of its own, as the writer thread does it; confirmed by Facilitator 3 where two are needed. */
FacilitateOutcome fixture_act(Fixture *fixture, const Id *id, const ActOrder *order, ActMade *ret_made /* NULL */);
FacilitateOutcome fixture_act_by(Fixture *fixture, unsigned staff, const Id *id, const ActOrder *order, ActMade *ret_made);
FacilitateOutcome fixture_restore(Fixture *fixture, const Id *id);
