"""Who may do what, on which UR: the whole matrix, written out."""

import pytest

from domain.kit.access import Action, Grant, Role
from tests.builders import an_actor, an_enlace

OWN, FOREIGN = "402", "504"
UNITS = {Role.ENLACE: OWN, Role.TITULAR: OWN, Role.IMPLAN: None, Role.CONSULTA: None}

# Yes or no for: the own UR, a foreign UR, no UR named.
EVERYWHERE = (True, True, True)
AT_HOME = (True, False, True)
NEVER = (False, False, False)
MATRIX = {
    (Action.SEE_HELP, Role.ENLACE): EVERYWHERE,
    (Action.SEE_HELP, Role.TITULAR): EVERYWHERE,
    (Action.SEE_HELP, Role.IMPLAN): EVERYWHERE,
    (Action.SEE_HELP, Role.CONSULTA): EVERYWHERE,
    (Action.SEE_STATUS, Role.ENLACE): AT_HOME,
    (Action.SEE_STATUS, Role.TITULAR): AT_HOME,
    (Action.SEE_STATUS, Role.IMPLAN): EVERYWHERE,
    (Action.SEE_STATUS, Role.CONSULTA): EVERYWHERE,
    (Action.SEE_HISTORY, Role.ENLACE): AT_HOME,
    (Action.SEE_HISTORY, Role.TITULAR): AT_HOME,
    (Action.SEE_HISTORY, Role.IMPLAN): EVERYWHERE,
    (Action.SEE_HISTORY, Role.CONSULTA): EVERYWHERE,
    (Action.ADMINISTER, Role.ENLACE): NEVER,
    (Action.ADMINISTER, Role.TITULAR): NEVER,
    (Action.ADMINISTER, Role.IMPLAN): EVERYWHERE,
    (Action.ADMINISTER, Role.CONSULTA): NEVER,
    (Action.ASK_HELP, Role.ENLACE): AT_HOME,
    (Action.ASK_HELP, Role.TITULAR): AT_HOME,
    (Action.ASK_HELP, Role.IMPLAN): NEVER,
    (Action.ASK_HELP, Role.CONSULTA): NEVER,
    (Action.ANSWER_HELP, Role.ENLACE): NEVER,
    (Action.ANSWER_HELP, Role.TITULAR): NEVER,
    (Action.ANSWER_HELP, Role.IMPLAN): EVERYWHERE,
    (Action.ANSWER_HELP, Role.CONSULTA): NEVER,
    (Action.SEE_CALENDAR, Role.ENLACE): AT_HOME,
    (Action.SEE_CALENDAR, Role.TITULAR): AT_HOME,
    (Action.SEE_CALENDAR, Role.IMPLAN): EVERYWHERE,
    (Action.SEE_CALENDAR, Role.CONSULTA): EVERYWHERE,
    (Action.CHANGE_CALENDAR, Role.ENLACE): NEVER,
    (Action.CHANGE_CALENDAR, Role.TITULAR): NEVER,
    (Action.CHANGE_CALENDAR, Role.IMPLAN): EVERYWHERE,
    (Action.CHANGE_CALENDAR, Role.CONSULTA): NEVER,
    (Action.SET_HOURS, Role.ENLACE): EVERYWHERE,
    (Action.SET_HOURS, Role.TITULAR): EVERYWHERE,
    (Action.SET_HOURS, Role.IMPLAN): EVERYWHERE,
    (Action.SET_HOURS, Role.CONSULTA): EVERYWHERE,
    (Action.SEE_PENDING, Role.ENLACE): AT_HOME,
    (Action.SEE_PENDING, Role.TITULAR): AT_HOME,
    (Action.SEE_PENDING, Role.IMPLAN): EVERYWHERE,
    (Action.SEE_PENDING, Role.CONSULTA): NEVER,
    (Action.RECEIVE_WEEKLY, Role.ENLACE): NEVER,
    (Action.RECEIVE_WEEKLY, Role.TITULAR): NEVER,
    (Action.RECEIVE_WEEKLY, Role.IMPLAN): NEVER,
    (Action.RECEIVE_WEEKLY, Role.CONSULTA): EVERYWHERE,
    (Action.VERIFY_ACUSE, Role.ENLACE): EVERYWHERE,
    (Action.VERIFY_ACUSE, Role.TITULAR): EVERYWHERE,
    (Action.VERIFY_ACUSE, Role.IMPLAN): EVERYWHERE,
    (Action.VERIFY_ACUSE, Role.CONSULTA): EVERYWHERE,
    (Action.GET_TEMPLATE, Role.ENLACE): AT_HOME,
    (Action.GET_TEMPLATE, Role.TITULAR): NEVER,
    (Action.GET_TEMPLATE, Role.IMPLAN): EVERYWHERE,
    (Action.GET_TEMPLATE, Role.CONSULTA): NEVER,
    (Action.CAPTURE, Role.ENLACE): AT_HOME,
    (Action.CAPTURE, Role.TITULAR): NEVER,
    (Action.CAPTURE, Role.IMPLAN): NEVER,
    (Action.CAPTURE, Role.CONSULTA): NEVER,
    (Action.SEE_SUMMARY, Role.ENLACE): NEVER,
    (Action.SEE_SUMMARY, Role.TITULAR): NEVER,
    (Action.SEE_SUMMARY, Role.IMPLAN): EVERYWHERE,
    (Action.SEE_SUMMARY, Role.CONSULTA): NEVER,
    (Action.SIMULATE, Role.ENLACE): NEVER,
    (Action.SIMULATE, Role.TITULAR): NEVER,
    (Action.SIMULATE, Role.IMPLAN): EVERYWHERE,
    (Action.SIMULATE, Role.CONSULTA): NEVER,
    (Action.RECEIVE_REMINDERS, Role.ENLACE): AT_HOME,
    (Action.RECEIVE_REMINDERS, Role.TITULAR): NEVER,
    (Action.RECEIVE_REMINDERS, Role.IMPLAN): NEVER,
    (Action.RECEIVE_REMINDERS, Role.CONSULTA): NEVER,
    (Action.RECEIVE_ESCALATIONS, Role.ENLACE): NEVER,
    (Action.RECEIVE_ESCALATIONS, Role.TITULAR): AT_HOME,
    (Action.RECEIVE_ESCALATIONS, Role.IMPLAN): NEVER,
    (Action.RECEIVE_ESCALATIONS, Role.CONSULTA): NEVER,
    (Action.RECEIVE_SUMMARY, Role.ENLACE): NEVER,
    (Action.RECEIVE_SUMMARY, Role.TITULAR): NEVER,
    (Action.RECEIVE_SUMMARY, Role.IMPLAN): EVERYWHERE,
    (Action.RECEIVE_SUMMARY, Role.CONSULTA): NEVER,
    (Action.ASK_PRORROGA, Role.ENLACE): AT_HOME,
    (Action.ASK_PRORROGA, Role.TITULAR): AT_HOME,
    (Action.ASK_PRORROGA, Role.IMPLAN): NEVER,
    (Action.ASK_PRORROGA, Role.CONSULTA): NEVER,
    (Action.DECIDE_PRORROGA, Role.ENLACE): NEVER,
    (Action.DECIDE_PRORROGA, Role.TITULAR): NEVER,
    (Action.DECIDE_PRORROGA, Role.IMPLAN): EVERYWHERE,
    (Action.DECIDE_PRORROGA, Role.CONSULTA): NEVER,
    (Action.CLOSE_PERIOD, Role.ENLACE): NEVER,
    (Action.CLOSE_PERIOD, Role.TITULAR): NEVER,
    (Action.CLOSE_PERIOD, Role.IMPLAN): EVERYWHERE,
    (Action.CLOSE_PERIOD, Role.CONSULTA): NEVER,
    (Action.HAND_OVER, Role.ENLACE): AT_HOME,
    (Action.HAND_OVER, Role.TITULAR): AT_HOME,
    (Action.HAND_OVER, Role.IMPLAN): NEVER,
    (Action.HAND_OVER, Role.CONSULTA): NEVER,
    (Action.SEE_ENTREGA, Role.ENLACE): AT_HOME,
    (Action.SEE_ENTREGA, Role.TITULAR): AT_HOME,
    (Action.SEE_ENTREGA, Role.IMPLAN): EVERYWHERE,
    (Action.SEE_ENTREGA, Role.CONSULTA): NEVER,
    (Action.SEND_ENTREGA, Role.ENLACE): AT_HOME,
    (Action.SEND_ENTREGA, Role.TITULAR): NEVER,
    (Action.SEND_ENTREGA, Role.IMPLAN): NEVER,
    (Action.SEND_ENTREGA, Role.CONSULTA): NEVER,
    (Action.ENDORSE_ENTREGA, Role.ENLACE): NEVER,
    (Action.ENDORSE_ENTREGA, Role.TITULAR): AT_HOME,
    (Action.ENDORSE_ENTREGA, Role.IMPLAN): NEVER,
    (Action.ENDORSE_ENTREGA, Role.CONSULTA): NEVER,
    (Action.DECIDE_ENTREGA, Role.ENLACE): NEVER,
    (Action.DECIDE_ENTREGA, Role.TITULAR): NEVER,
    (Action.DECIDE_ENTREGA, Role.IMPLAN): EVERYWHERE,
    (Action.DECIDE_ENTREGA, Role.CONSULTA): NEVER,
    (Action.ASK_CORRECTION, Role.ENLACE): AT_HOME,
    (Action.ASK_CORRECTION, Role.TITULAR): NEVER,
    (Action.ASK_CORRECTION, Role.IMPLAN): NEVER,
    (Action.ASK_CORRECTION, Role.CONSULTA): NEVER,
    (Action.DECIDE_CORRECTION, Role.ENLACE): NEVER,
    (Action.DECIDE_CORRECTION, Role.TITULAR): NEVER,
    (Action.DECIDE_CORRECTION, Role.IMPLAN): EVERYWHERE,
    (Action.DECIDE_CORRECTION, Role.CONSULTA): NEVER,
    (Action.PUT_OFF_REMINDER, Role.ENLACE): AT_HOME,
    (Action.PUT_OFF_REMINDER, Role.TITULAR): AT_HOME,
    (Action.PUT_OFF_REMINDER, Role.IMPLAN): NEVER,
    (Action.PUT_OFF_REMINDER, Role.CONSULTA): NEVER,
    (Action.ASK_REASSIGNMENT, Role.ENLACE): AT_HOME,
    (Action.ASK_REASSIGNMENT, Role.TITULAR): NEVER,
    (Action.ASK_REASSIGNMENT, Role.IMPLAN): NEVER,
    (Action.ASK_REASSIGNMENT, Role.CONSULTA): NEVER,
    (Action.DECIDE_REASSIGNMENT, Role.ENLACE): NEVER,
    (Action.DECIDE_REASSIGNMENT, Role.TITULAR): NEVER,
    (Action.DECIDE_REASSIGNMENT, Role.IMPLAN): EVERYWHERE,
    (Action.DECIDE_REASSIGNMENT, Role.CONSULTA): NEVER,
    (Action.NUDGE, Role.ENLACE): NEVER,
    (Action.NUDGE, Role.TITULAR): AT_HOME,
    (Action.NUDGE, Role.IMPLAN): EVERYWHERE,
    (Action.NUDGE, Role.CONSULTA): NEVER,
    (Action.NUDGE_ALL, Role.ENLACE): NEVER,
    (Action.NUDGE_ALL, Role.TITULAR): NEVER,
    (Action.NUDGE_ALL, Role.IMPLAN): EVERYWHERE,
    (Action.NUDGE_ALL, Role.CONSULTA): NEVER,
    (Action.GET_INFORME, Role.ENLACE): AT_HOME,
    (Action.GET_INFORME, Role.TITULAR): AT_HOME,
    (Action.GET_INFORME, Role.IMPLAN): EVERYWHERE,
    (Action.GET_INFORME, Role.CONSULTA): EVERYWHERE,
    (Action.GET_CONTROL, Role.ENLACE): NEVER,
    (Action.GET_CONTROL, Role.TITULAR): NEVER,
    (Action.GET_CONTROL, Role.IMPLAN): EVERYWHERE,
    (Action.GET_CONTROL, Role.CONSULTA): NEVER,
    (Action.GET_RESULTS, Role.ENLACE): NEVER,
    (Action.GET_RESULTS, Role.TITULAR): NEVER,
    (Action.GET_RESULTS, Role.IMPLAN): EVERYWHERE,
    (Action.GET_RESULTS, Role.CONSULTA): EVERYWHERE,
    (Action.GET_PACKAGE, Role.ENLACE): AT_HOME,
    (Action.GET_PACKAGE, Role.TITULAR): AT_HOME,
    (Action.GET_PACKAGE, Role.IMPLAN): EVERYWHERE,
    (Action.GET_PACKAGE, Role.CONSULTA): NEVER,
}


def test_the_matrix_leaves_nothing_out() -> None:
    assert set(MATRIX) == {(action, role) for action in Action for role in Role}


@pytest.mark.parametrize(
    ("action", "role", "allowed"),
    [
        pytest.param(action, role, allowed, id=f"{role} {action}")
        for (action, role), allowed in MATRIX.items()
    ],
)
def test_a_role_may_do_what_the_matrix_says(
    action: Action, role: Role, allowed: tuple[bool, bool, bool]
) -> None:
    actor = an_actor(Grant(role, UNITS[role]))

    assert tuple(actor.may(action, unit) for unit in (OWN, FOREIGN, None)) == allowed
    assert actor.sees_all(action) is (allowed == EVERYWHERE)
    assert actor.units_for(action) == ((OWN,) if allowed == AT_HOME else ())


@pytest.mark.parametrize("action", Action)
def test_without_grants_nothing_is_allowed(action: Action) -> None:
    nobody = an_actor()

    assert not any(nobody.may(action, unit) for unit in (OWN, FOREIGN, None))
    assert not nobody.sees_all(action)
    assert nobody.units_for(action) == ()


def test_an_enlace_of_two_units_captures_both_and_no_third() -> None:
    enlace = an_enlace("504", "402")

    assert [enlace.may(Action.CAPTURE, code) for code in ("402", "504", "304")] == [True, True, False]
    assert enlace.units_for(Action.CAPTURE) == ("402", "504")


def test_what_is_held_twice_is_named_once() -> None:
    actor = an_actor(Grant(Role.TITULAR, OWN), Grant(Role.ENLACE, OWN))

    assert actor.units_for(Action.SEE_STATUS) == (OWN,)


def test_two_roles_add_up() -> None:
    actor = an_actor(Grant(Role.ENLACE, "504"), Grant(Role.IMPLAN))

    assert actor.may(Action.CAPTURE, "504")
    assert not actor.may(Action.CAPTURE, "402")
    assert actor.may(Action.SEE_STATUS, "402")


def test_the_capture_of_one_unit_and_the_vo_bo_of_another_do_not_mix() -> None:
    actor = an_actor(Grant(Role.ENLACE, "402"), Grant(Role.TITULAR, "504"))

    assert actor.may(Action.SEE_STATUS, "504")
    assert not actor.may(Action.CAPTURE, "504")


def test_an_enlace_of_no_unit_reaches_none() -> None:
    lost = an_actor(Grant(Role.ENLACE))

    assert not lost.may(Action.CAPTURE, OWN)
    assert lost.units_for(Action.CAPTURE) == ()


def test_a_suplente_may_what_an_enlace_may() -> None:
    suplente = an_actor(Grant(Role.ENLACE, OWN, is_suplente=True), Grant(Role.ENLACE, FOREIGN))

    assert suplente.may(Action.CAPTURE, OWN)
    assert [suplente.is_only_suplente(code) for code in (OWN, FOREIGN, "304")] == [True, False, False]
