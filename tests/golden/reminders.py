"""The reminder at every rung and for every recipient, and what is said around it."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from bot.reminders import nudge_words as nudges
from bot.reminders import reassignment_words as reassignments
from bot.reminders import snooze_words as snoozing
from domain.kit.avances import Missing
from domain.kit.dialogues.forms import Option
from domain.kit.dialogues.messages import FormQuestion, FormRefused
from domain.kit.said import Said
from domain.reminders.ladders import Recipient
from domain.reminders.messages import (
    MonthGaps,
    NudgedAll,
    NudgeMade,
    NudgeNotMade,
    NudgeRepeated,
    ReassignmentAsked,
    ReassignmentDecided,
    ReassignmentFacts,
    ReassignmentNotTaken,
    ReassignmentRequest,
    ReminderRelieved,
    ReminderSettled,
    ReminderText,
    SnoozeNotTaken,
    SnoozeTaken,
)
from domain.reminders.rungs import Why
from tests.messages import NAME, T3, a_due, a_line, a_reminder, a_unit, some_lines

OAXACA = ZoneInfo("America/Mexico_City")
THURSDAY, FRIDAY, MONDAY, TUESDAY = (date(2025, 9, day) for day in (25, 26, 29, 30))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=OAXACA)


BOTH = (at(THURSDAY, 16), at(FRIDAY, 9))
CODES = tuple(str(code) for code in range(501, 521))
TODAY: dict[str, Any] = {"day": THURSDAY, "put_off_until": BOTH}
TO_SEND = replace(a_unit(), lines=())
FACTS = ReassignmentFacts(
    7,
    "402",
    "Secretaría Particular",
    "Actividad 7.2",
    NAME,
    T3,
    "Lo mide la <b>Dirección</b> de Vinculación desde agosto",
    "Enlace 402",
    71,
)


def _reminders() -> dict[str, Said]:
    one = a_unit(a_line())
    without_goal = a_unit(a_line(goal=None))
    only_evidence = a_unit(a_line(missing=(Missing.EVIDENCE,), value=Decimal(25)))
    several = (a_unit(), a_unit(*some_lines(2), code="504", name="Instituto Municipal de Planeación"))
    twelve = a_unit(*some_lines(12))
    month = MonthGaps("402", "Secretaría Particular", T3, 8, a_due(1), some_lines(2))
    return {
        "reminder_ten_days_before": a_reminder(due=a_due(10), **TODAY),
        "reminder_five_days_before": a_reminder(due=a_due(5), **TODAY),
        "reminder_three_days_before": a_reminder(**TODAY),
        "reminder_the_day_before": a_reminder(
            due=a_due(1), day=MONDAY, put_off_until=(at(MONDAY, 16), at(TUESDAY, 9))
        ),
        "reminder_on_the_day": a_reminder(due=a_due(0), day=TUESDAY, put_off_until=(at(TUESDAY, 16),)),
        "reminder_past_due": a_reminder(due=a_due(-2), day=date(2025, 10, 2)),
        "reminder_after_reception": a_reminder(due=a_due(-6, is_late=True), day=date(2025, 10, 8)),
        "reminder_over_a_weekend": a_reminder(
            due=a_due(2), day=FRIDAY, put_off_until=(at(FRIDAY, 16), at(MONDAY, 9))
        ),
        "reminder_one_left": a_reminder(one, **TODAY),
        "reminder_one_without_goal": a_reminder(without_goal, **TODAY),
        "reminder_only_evidence": a_reminder(only_evidence, **TODAY),
        "reminder_several_units": a_reminder(*several, **TODAY),
        "reminder_twelve_indicators": a_reminder(twelve, **TODAY),
        "reminder_only_to_send": a_reminder(TO_SEND, **TODAY),
        "reminder_suplente_unreachable": a_reminder(
            recipient=Recipient.SUPLENTE, why=Why.UNREACHABLE, **TODAY
        ),
        "reminder_suplente_no_sign": a_reminder(recipient=Recipient.SUPLENTE, why=Why.NO_SIGN, **TODAY),
        "reminder_with_a_month": a_reminder(one, months=(month,), **TODAY),
        "reminder_only_a_month": ReminderText(T3, month.due, (), -1, day=THURSDAY, months=(month,)),
    }


def _titulares() -> dict[str, Said]:
    own = a_unit()
    many = tuple(replace(own, code=str(code)) for code in range(401, 409))
    titular: dict[str, Any] = {"recipient": Recipient.TITULAR, "day": THURSDAY}
    return {
        "reminder_titular_no_sign": ReminderText(
            T3, a_due(1), (), -1, why=Why.NO_SIGN, headed=(own,), **titular
        ),
        "reminder_titular_unreachable": ReminderText(
            T3, a_due(10), (), -10, why=Why.UNREACHABLE, headed=(own,), **titular
        ),
        "reminder_titular_past_due": ReminderText(
            T3, a_due(-2), (), 2, why=Why.PAST_DUE, headed=(a_unit(a_line()),), **titular
        ),
        "reminder_titular_to_send": ReminderText(
            T3, a_due(-2), (), 2, why=Why.PAST_DUE, headed=(TO_SEND,), **titular
        ),
        "reminder_titular_many": ReminderText(T3, a_due(1), (), -1, why=Why.NO_SIGN, headed=many, **titular),
        "reminder_titular_many_past_due": ReminderText(
            T3, a_due(-2), (), 2, why=Why.PAST_DUE, headed=many[:2], **titular
        ),
        "reminder_enlace_and_titular": a_reminder(a_unit(a_line()), headed=(many[4],), **TODAY),
    }


def _snoozes() -> dict[str, Said]:
    def refused(problem: str, **fields: Any) -> SnoozeNotTaken:
        return SnoozeNotTaken(problem, T3, THURSDAY, **{"due_on": TUESDAY, "choices": BOTH, **fields})

    return {
        "snooze_today": SnoozeTaken(T3, ("402",), at(THURSDAY, 16), THURSDAY),
        "snooze_tomorrow": SnoozeTaken(T3, ("402",), at(FRIDAY, 9), THURSDAY),
        "snooze_over_a_weekend": SnoozeTaken(T3, ("402", "504"), at(MONDAY, 9, 30), FRIDAY),
        **{f"snooze_not_taken_{problem}": refused(problem) for problem in snoozing.PROBLEMS},
        "snooze_not_taken_not_understood": refused("not_understood", choices=(), due_on=None),
        "snooze_not_taken_no_choice": refused("which", choices=(), due_on=THURSDAY),
        "snooze_not_taken_past_no_choice": refused("past", choices=(), due_on=TUESDAY),
    }


def _reassignments() -> dict[str, Said]:
    plain = replace(FACTS, name="")
    kept, released = (ReassignmentDecided(FACTS, each, "IMPLAN 1") for each in (True, False))
    subject = {"period": str(T3)}
    options = (Option("71", "Componente 7"), Option("72", "Actividad 7.1"))
    first = FormQuestion("reassignment", "indicator", "4", "", subject, {}, options)
    reason = FormQuestion("reassignment", "reason", "5", "402", subject, {"indicator": "71"})
    return {
        "reassignment_question_which": first,
        "reassignment_question_reason": replace(reason, subject={**subject, "level": "Actividad 7.2"}),
        "reassignment_question_reason_after_which": reason,
        "reassignment_asked": ReassignmentAsked(FACTS),
        "reassignment_request": ReassignmentRequest(FACTS),
        "reassignment_request_without_name": ReassignmentRequest(plain),
        "reassignment_kept": kept,
        "reassignment_released": released,
        "reassignment_kept_to_the_enlace": replace(kept, is_asker=True),
        "reassignment_released_to_the_enlace": replace(released, is_asker=True),
        "reassignment_decided_before": replace(kept, is_late=True),
        "reassignment_decided_by_nobody_left": replace(kept, by="", is_late=True),
        "reassignment_none_awaited_of_unit": ReassignmentNotTaken("none_awaited", unit_code="402"),
        **{
            f"reassignment_not_taken_{problem}": ReassignmentNotTaken(problem, "Actividad 7.2")
            for problem in reassignments.PROBLEMS
            if not problem.endswith("_of_unit")
        },
        **{f"refused_{problem}": FormRefused(problem, "Actividad 7.2") for problem in reassignments.REFUSALS},
    }


def _nudges() -> dict[str, Said]:
    made = NudgeMade("402", T3, ("Enlace 402",))
    everybody = NudgedAll(T3, False, CODES, 24, ("402",), ("207", "311"))
    return {
        "nudge_made": made,
        "nudge_made_to_a_suplente": NudgeMade(
            "402", T3, ("Suplente 402",), ("Enlace 402",), as_suplentes=True
        ),
        "nudge_made_one_lost": NudgeMade("402", T3, ("Enlace 402", "Enlace <b>2</b>"), ("Enlace 3",)),
        "nudge_made_for_later": replace(made, later=at(MONDAY, 9)),
        "nudge_made_to_many": NudgeMade("402", T3, tuple(f"Enlace {n}" for n in range(1, 11))),
        **{
            f"nudge_not_made_{problem}_by_titular": NudgeNotMade(problem, T3, "402", by_titular=True)
            for problem in nudges.TO_TITULAR
        },
        "nudge_nobody_reached_by_titular": NudgeMade("402", T3, (), ("Enlace 402",), by_titular=True),
        "nudge_nobody_reached": NudgeMade("402", T3, (), ("Enlace 402", "Suplente 402")),
        "nudge_repeated": NudgeRepeated("402", T3, at(THURSDAY, 10, 5), 2),
        "nudge_all": everybody,
        "nudge_all_titulares": NudgedAll(T3, True, CODES[:3], 1, unreachable=("207",)),
        "nudge_all_nobody": NudgedAll(T3, False, (), 0, CODES[:2]),
        "nudge_all_for_later": replace(everybody, later=at(MONDAY, 9)),
        **{f"nudge_not_made_{problem}": NudgeNotMade(problem, T3, "402") for problem in nudges.PROBLEMS},
    }


MESSAGES: dict[str, Said] = {
    **_reminders(),
    **_titulares(),
    **_snoozes(),
    **_reassignments(),
    **_nudges(),
    "reminder_relieved": ReminderRelieved(T3, ("402",)),
    "reminder_relieved_two_units": ReminderRelieved(T3, ("402", "504")),
    "reminder_settled": ReminderSettled(T3, ("402",)),
    "reminder_settled_two_units": ReminderSettled(T3, ("402", "504")),
}
