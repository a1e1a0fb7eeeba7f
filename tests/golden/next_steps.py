"""How a report stands and what is next, in every message that says so, in each state there is."""

from dataclasses import replace
from typing import Any

from domain.calendar.closing_messages import MissingCount, PeriodClosed, PeriodShut, UnitReopened
from domain.kit.entregas import EntregaState, Move
from domain.kit.lights import Light
from domain.kit.next_steps import NextStep
from domain.kit.periods import Period
from domain.kit.report_messages import Due, Following, Overview, Standing
from domain.kit.said import Said
from domain.review.messages import EntregaList, EntregaMade, EntregaRow
from domain.status.messages import GroupUnit, Stands, StatusDetail
from tests.golden.periods import CLOSED, MANY, MISSING, REASON, REOPENED, SHUT, UNTIL, closing
from tests.golden.review import (
    ACCEPTED,
    APPROVED,
    BACK,
    GAPS,
    LINES,
    OBSERVED,
    RETURNED,
    SENT,
    a_card,
)
from tests.golden.status import a_group
from tests.messages import T3, a_due, a_pending, a_programme, a_status, a_unit, a_unit_count

OPEN, ANSWERED = Standing(), replace(RETURNED, to_answer=0)
UNHEADED = replace(SENT, has_titular=False)
T1_2026 = Period(2026, 1)

STANDS: dict[NextStep, tuple[Standing, Due]] = {
    NextStep.NOT_BEGUN: (OPEN, a_due(60)),
    NextStep.CAPTURE: (OPEN, a_due()),
    NextStep.SEND: (OPEN, a_due()),
    NextStep.ANSWER: (RETURNED, a_due()),
    NextStep.SEND_AGAIN: (ANSWERED, a_due()),
    NextStep.APPROVE: (SENT, a_due()),
    NextStep.REVIEW: (APPROVED, a_due()),
    NextStep.CLOSED: (OPEN, SHUT),
    NextStep.NOTHING: (ACCEPTED, a_due()),
}
DUES = {
    "today": a_due(0),
    "past_due": a_due(-3),
    "late": a_due(-9, is_late=True),
    "reopened": REOPENED,
}


def following(step: NextStep, *, may_send: bool = False) -> Following:
    levels = ("Componente 7", "Actividad 7.1") if step is NextStep.ANSWER else ()
    return Following(step, levels, may_send)


def status(step: NextStep, *, may_send: bool = False, gaps: bool = False, **fields: Any) -> Said:
    standing, due = STANDS[step]
    period = T1_2026 if step is NextStep.NOT_BEGUN else T3
    usual = {"standing": standing, "due": due, "period": period}
    lines = GAPS if gaps else LINES
    told = following(step, may_send=may_send)
    return a_status(a_programme(*lines), following=told, **{**usual, **fields})


def _statuses() -> dict[str, Said]:
    many = Following(NextStep.ANSWER, tuple(f"Actividad 7.{each}" for each in range(1, 7)))
    standing = (SENT, APPROVED, RETURNED, OBSERVED, ACCEPTED)
    step = {standing.state: step for step, (standing, _) in STANDS.items()}
    step |= {EntregaState.OBSERVED: NextStep.ANSWER, EntregaState.RETURNED: NextStep.ANSWER}
    return {
        **{f"status_{each.value}": status(each) for each in NextStep},
        **{f"status_{each.value}_with_gaps": status(each, gaps=True) for each in NextStep},
        **{
            f"status_entrega_{each.state.value}": status(step[each.state], standing=each) for each in standing
        },
        "status_complete": status(NextStep.SEND, due=a_due(-3)),
        "status_send_enlace": status(NextStep.SEND, may_send=True),
        "status_send_again_enlace": status(NextStep.SEND_AGAIN, may_send=True),
        **{
            f"status_send_{name}{who}": status(NextStep.SEND, may_send=bool(who), due=due)
            for name, due in DUES.items()
            for who in ("", "_enlace")
        },
        "status_answer_many": a_status(a_programme(*LINES), standing=OBSERVED, following=many),
        "status_sent_without_titular": status(NextStep.REVIEW, standing=UNHEADED),
    }


def _lists() -> dict[str, Said]:
    counts = tuple(a_unit_count(str(401 + place), 3, 0, step=each) for place, each in enumerate(NextStep))
    lights = ((Light.GREEN, 3),)
    grouped = tuple(
        GroupUnit(str(401 + place), f"Área {place}", 3, 3, lights, each)
        for place, each in enumerate((NextStep.SEND, NextStep.ANSWER, NextStep.SEND_AGAIN, NextStep.CLOSED))
    )
    return {
        "overview_every_step": Overview(T3, a_due(), counts),
        "group_every_step": a_group(units=grouped),
        "entrega_list_without_titular": EntregaList(
            T3, a_due(), (EntregaRow("402", "Secretaría Particular", UNHEADED, 2),)
        ),
        **{
            f"status_detail_{each.value}": StatusDetail(
                "402",
                "Secretaría Particular",
                T1_2026 if each is NextStep.NOT_BEGUN else T3,
                LINES,
                stands=Stands(STANDS[each][1], STANDS[each][0], following(each, may_send=True)),
            )
            for each in NextStep
        },
        "status_detail_with_gaps": StatusDetail(
            "402",
            "Secretaría Particular",
            T3,
            GAPS,
            stands=Stands(a_due(), OPEN, following(NextStep.CAPTURE)),
        ),
    }


def _cards() -> dict[str, Said]:
    gaps: dict[str, Any] = {"lines": GAPS, "reported": 2}
    shut = a_card(OPEN, version=0, due=SHUT, step=NextStep.CLOSED, **gaps)
    return {
        "entrega_whole_closed": shut,
        "entrega_whole_closed_implan": replace(shut, may_reopen=True),
        "entrega_whole_not_begun": a_card(
            OPEN, version=0, due=a_due(60), step=NextStep.NOT_BEGUN, period=T1_2026, **gaps
        ),
        "entrega_whole_answered_with_gaps": a_card(
            ANSWERED,
            moves=(Move.SEND,),
            step=NextStep.SEND_AGAIN,
            observations=(replace(BACK[0], is_solved=True),),
            **gaps,
        ),
        "entrega_made_return_shut": EntregaMade(Move.RETURN, "402", T3, observed=2, is_shut=True),
        "entrega_made_observe_shut": EntregaMade(Move.OBSERVE, "402", T3, observed=1, is_shut=True),
        "entrega_made_accept_shut": EntregaMade(Move.ACCEPT, "402", T3, is_shut=True),
    }


def _pending() -> dict[str, Said]:
    return {
        "pending_unsent": a_pending(unsent=("402",), may_capture=False),
        "pending_unsent_of_two": a_pending(unsent=("402", "504"), may_capture=False),
        "pending_unsent_shut": a_pending(unsent=("402",), due=SHUT),
        "pending_to_send_late": a_pending(to_send=("402",), due=a_due(-9, is_late=True)),
        "pending_not_begun": replace(a_pending(a_unit(), may_capture=False, has_begun=False), period=T1_2026),
    }


def _closings() -> dict[str, Said]:
    unsent = tuple(each.unit_code for each in MANY)
    return {
        "closing_question_unsent": closing(unsent=("311", "402")),
        "closing_question_only_unsent": closing(missing=(), units=1, unsent=("402",)),
        "closing_done_unsent": PeriodClosed(T3, CLOSED, "Eva Luna", 40, MISSING, ("311",)),
        "closing_done_many_unsent": PeriodClosed(T3, CLOSED, "Eva Luna", 40, (), unsent),
        "closing_told_unsent": PeriodShut(T3, CLOSED, (MissingCount("402", 0, 3, is_unsent=True),)),
        **{
            f"reopening_told_to_{each.value}": UnitReopened(
                "402", "Secretaría Particular", T3, UNTIL, REASON, "Eva Luna", may_capture=True, step=each
            )
            for each in NextStep
            if each not in (NextStep.CLOSED, NextStep.NOT_BEGUN)
        },
    }


MESSAGES: dict[str, Said] = {**_statuses(), **_lists(), **_cards(), **_pending(), **_closings()}
