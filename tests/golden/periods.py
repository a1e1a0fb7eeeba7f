"""What is said of prórrogas, closings and relevos."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from bot.calendar import prorroga_words as prorrogas
from domain.calendar.closing_messages import (
    AboutClosing,
    ClosingNotTaken,
    MissingCount,
    PeriodClosed,
    PeriodShut,
    UnitReopened,
    UnsavedValue,
)
from domain.calendar.prorroga_messages import (
    NoProrrogas,
    ProrrogaAsked,
    ProrrogaDecided,
    ProrrogaFacts,
    ProrrogaNotTaken,
    ProrrogaRequest,
)
from domain.kit.dialogues.forms import Option
from domain.kit.dialogues.messages import FormQuestion, FormRefused
from domain.kit.next_steps import NextStep
from domain.kit.report_messages import Due
from domain.kit.said import Said
from domain.kit.unsaved import UnsavedOf
from domain.people.handover_messages import (
    HandedOver,
    HandoverNotTaken,
    MovedDraft,
    RelevoEnded,
    RelevoOffered,
    TakenOver,
)
from domain.people.invitations import InvitationEnd
from domain.review.locks import LockReason
from domain.review.messages import Locked
from domain.summary.outages import Outage
from tests.messages import (
    T3,
    a_pending,
    a_programme,
    a_reminder,
    a_reported_line,
    a_status,
    a_summary,
    a_unit,
    a_unit_gap,
)
from texts.calendar import closings
from texts.people import handover

DUE, FRIDAY, CLOSED, UNTIL = (date(2025, *day) for day in ((9, 30), (10, 3), (10, 8), (10, 10)))
RECEIVED = date(2025, 10, 7)
OAXACA = ZoneInfo("America/Mexico_City")
REASON = "Cambió el enlace y la <b>carpeta</b> todavía no llega"
LONG_REASON = "La carpeta no llega. El enlace es otro. " * 24
DAYS = tuple(
    Option(days, day) for days, day in (("2", "2025-10-02"), ("3", "2025-10-03"), ("5", "2025-10-07"))
)

EXTENDED = Due(FRIDAY, 3, RECEIVED, is_extended=True)
EXTENDED_TODAY = Due(FRIDAY, 0, RECEIVED, is_extended=True)
SHUT = Due(DUE, -7, RECEIVED, is_late=True, shut_on=CLOSED)
REOPENED = Due(DUE, -7, RECEIVED, is_late=True, open_until=UNTIL)

FACTS = ProrrogaFacts(
    12, "402", "Secretaría Particular", T3, 3, DUE, FRIDAY, REASON, "SP/15/2025 del 26 de sep", "Ana <Ruiz>"
)
LONG = ProrrogaFacts(
    12, "402", "Casa de la Salud " * 9, T3, 20, DUE, date(2025, 10, 28), LONG_REASON, "SP/15/2025", "Ana Ruiz"
)
MISSING = (MissingCount("504", 9, 10), MissingCount("402", 1, 3))
MANY = tuple(MissingCount(str(100 + number), 40 - number, 40) for number in range(38))


def asked(kind: str, field: str, **fields: Any) -> FormQuestion:
    usual = {"unit_code": "402", "subject": {"period": "3T2025"}, "answers": {"unit": "402"}}
    return FormQuestion(kind=kind, asked=field, token="5", **{**usual, **fields})


def ended(how: InvitationEnd, **fields: Any) -> RelevoEnded:
    return RelevoEnded("402", "Secretaría Particular", "Ana <Ruiz>", "María López", how, **fields)


UNSAVED = tuple(UnsavedOf("402", f"Actividad 7.{place}", Decimal(25), "Ana <Ruiz>") for place in range(1, 8))


def closing(**facts: Any) -> FormQuestion:
    about = AboutClosing(**{"period": T3, "units": 40, "missing": MISSING, **facts})
    options = (Option("yes", "yes"),)
    return asked("closing", "confirm", unit_code="", subject={}, options=options, about=about)


OTHER_DAYS = {"prorroga": "12", "period": "3T2025", "days": "3", "due_on": "2025-09-30"}
UNITS = (Option("402", "402 · Secretaría Particular"), Option("504", "504 · IMPLAN"))
PEOPLE = (Option("7", "Beto Díaz"), Option("new", "new"))

MESSAGES: dict[str, Said] = {
    "prorroga_question_unit": asked("prorroga", "unit", unit_code="", answers={}, options=UNITS),
    "prorroga_question_days": asked("prorroga", "days", options=DAYS),
    "prorroga_question_reason": asked("prorroga", "reason"),
    "prorroga_question_oficio": asked("prorroga", "oficio", is_optional=True),
    "prorroga_question_days_resumed": asked("prorroga", "days", options=DAYS, is_resumed=True),
    "prorroga_question_refusal": asked("prorroga_refusal", "reason"),
    "prorroga_question_other_days": asked("prorroga_days", "days", subject=OTHER_DAYS, options=DAYS),
    "prorroga_asked": ProrrogaAsked(FACTS),
    "prorroga_request": ProrrogaRequest(FACTS),
    "prorroga_request_of_what_was_sent": ProrrogaRequest(replace(FACTS, delivered_on=date(2025, 9, 25))),
    "prorroga_request_longest": ProrrogaRequest(LONG),
    "prorroga_granted": ProrrogaDecided("402", T3, FRIDAY, 3, "Eva Luna"),
    "prorroga_granted_late": ProrrogaDecided("402", T3, FRIDAY, 1, "Eva Luna", is_late=True),
    "prorroga_refused": ProrrogaDecided("402", T3, None, 3, "Eva Luna", "El plazo es <i>igual</i>"),
    "prorroga_refused_late": ProrrogaDecided("402", T3, None, 3, "Eva Luna", is_late=True),
    "prorroga_none": NoProrrogas(),
    **{
        f"prorroga_not_{problem}": ProrrogaNotTaken(problem, "402", T3, RECEIVED)
        for problem in prorrogas.PROBLEMS
    },
    "prorroga_not_awaited_by_name": ProrrogaNotTaken("awaited", "402", T3, RECEIVED, "Ana <Ruiz>"),
    "prorroga_refused_by_nobody_left": ProrrogaDecided("402", T3, None, 3, "", is_late=True),
    **{f"form_refused_{problem}": FormRefused(problem, "4 de <octubre>") for problem in prorrogas.REFUSALS},
    "pending_with_prorroga": a_pending(a_unit(), due=EXTENDED),
    "pending_with_prorroga_last_day": a_pending(a_unit(), due=EXTENDED_TODAY),
    "pending_two_dates": a_pending(a_unit(due=EXTENDED), a_unit(code="504", name="IMPLAN")),
    "pending_shut": a_pending(a_unit(), due=SHUT, may_capture=False),
    "pending_reopened": a_pending(a_unit(), due=REOPENED),
    "reminder_with_prorroga": a_reminder(due=EXTENDED),
    "reminder_two_dates": a_reminder(a_unit(due=REOPENED), a_unit(code="504", name="IMPLAN")),
    "status_shut": a_status(a_programme(a_reported_line()), due=SHUT),
    "summary_shut": a_summary((a_unit_gap("304"),), due=SHUT),
    "summary_after_an_outage": a_summary(
        (a_unit_gap("304"),),
        outage=Outage(
            datetime(2025, 9, 24, 17, 10, tzinfo=OAXACA), datetime(2025, 9, 25, 10, 5, tzinfo=OAXACA)
        ),
        prorrogas_awaited=("402", "504"),
    ),
    "closing_question": closing(),
    "closing_question_before_due": closing(
        due_on=date(2025, 9, 30), extended=(("402", date(2025, 10, 3)), ("304", date(2025, 10, 6)))
    ),
    "closing_question_nothing_missing": closing(missing=(), units=1),
    "closing_question_many": closing(missing=MANY),
    "closing_question_unsaved": closing(unsaved=UNSAVED),
    "closing_told_unsaved": PeriodShut(
        T3,
        CLOSED,
        (MissingCount("402", 0, 3),),
        unsaved=(UnsavedValue("402", "Componente 7", Decimal(25)),),
    ),
    "closing_done": PeriodClosed(T3, CLOSED, "Eva Luna", 40, MISSING),
    "closing_by_itself": PeriodClosed(T3, CLOSED, "", 40, MISSING),
    "closing_done_complete": PeriodClosed(T3, CLOSED, "Eva Luna", 40, ()),
    "closing_told_missing": PeriodShut(T3, CLOSED, (MissingCount("402", 1, 3),)),
    "closing_told_complete": PeriodShut(T3, CLOSED, (MissingCount("402", 0, 3),)),
    "closing_told_two_units": PeriodShut(
        T3, CLOSED, (*MISSING, MissingCount("304", 0, 7)), (("504", UNTIL),)
    ),
    **{
        f"closing_not_{problem}": ClosingNotTaken(problem, T3, "402", CLOSED) for problem in closings.PROBLEMS
    },
    "closing_not_which_quarter": ClosingNotTaken("which", None, "504"),
    "closing_not_which_unit": ClosingNotTaken("which", replace(T3, quarter=2)),
    "closing_not_which_at_all": ClosingNotTaken("which"),
    "closing_locked": Locked("Actividad 7.2", 7, "402", T3, LockReason.CLOSED, CLOSED, None),
    "reopening_question_reason": asked("reopening", "reason", answers={}),
    "reopening_question_days": asked("reopening", "days", options=DAYS, answers={"reason": REASON}),
    "reopening_told_enlace": UnitReopened(
        "402", "Secretaría Particular", T3, UNTIL, REASON, "Eva Luna", may_capture=True
    ),
    "reopening_told_after_sending": UnitReopened(
        "402", "Secretaría Particular", T3, UNTIL, REASON, "Eva Luna", may_capture=True, step=NextStep.REVIEW
    ),
    "reopening_told": UnitReopened("402", "Secretaría Particular", T3, UNTIL, LONG_REASON, "Eva Luna"),
    "handover_question_unit": asked("handover", "unit", unit_code="", answers={}, options=UNITS),
    "handover_question_leaver": asked("handover", "leaver", options=PEOPLE[:1]),
    "handover_question_successor": asked("handover", "successor", options=PEOPLE),
    "handover_question_name": asked("handover", "name"),
    "handover_question_stays": asked(
        "handover", "stays", options=(Option("leave", "leave"), Option("stay", "stay"))
    ),
    "handover_question_reason": asked("handover", "reason"),
    "handover_own": HandedOver(
        "402", "Secretaría Particular", "Ana Ruiz", "Beto Díaz", False, REASON, is_own=True
    ),
    "handover_own_stays": HandedOver(
        "402", "Secretaría Particular", "Ana Ruiz", "María <López>", True, REASON, is_own=True
    ),
    "handover_offered": RelevoOffered(
        "402", "Secretaría Particular", "Ana Ruiz", "María <López>", False, LONG_REASON, UNTIL
    ),
    "handover_offered_own_stays": RelevoOffered(
        "402",
        "Secretaría Particular",
        "Ana Ruiz",
        "María López",
        True,
        REASON,
        UNTIL,
        instead_of="Beto <Díaz>",
        is_own=True,
    ),
    "handover_ended_withdrawn": ended(InvitationEnd.WITHDRAWN, by="Eva <Luna>"),
    "handover_ended_withdrawn_own": ended(
        InvitationEnd.WITHDRAWN, by="Eva Luna", is_own=True, may_arrange=True
    ),
    "handover_ended_withdrawn_by_the_shell": ended(InvitationEnd.WITHDRAWN),
    "handover_ended_replaced": ended(InvitationEnd.REPLACED, by="Eva Luna"),
    "handover_ended_expired": ended(InvitationEnd.EXPIRED, may_arrange=True),
    "handover_ended_expired_gone": ended(InvitationEnd.EXPIRED, goes_on=False),
    "handover_question_successor_invited": asked(
        "handover", "successor", options=(*PEOPLE, Option("withdraw", "María <López>"))
    ),
    "handover_told": HandedOver("402", "Secretaría Particular", "Ana Ruiz", "Beto Díaz", True, LONG_REASON),
    "handover_taken": TakenOver("402", "Secretaría Particular", "Ana <Ruiz>", REASON),
    "handover_taken_draft": TakenOver(
        "402", "Secretaría Particular", "Ana Ruiz", REASON, MovedDraft("Actividad 7.2", None)
    ),
    "handover_taken_draft_left": TakenOver(
        "402",
        "Secretaría Particular",
        "Ana Ruiz",
        REASON,
        MovedDraft("Actividad 7.2", Decimal(15), False, T3),
    ),
    **{f"handover_not_{problem}": HandoverNotTaken(problem, "402") for problem in handover.PROBLEMS},
    **{f"form_refused_{problem}": FormRefused(problem, "504") for problem in handover.REFUSALS},
}
