"""Builders of what Puntual says; a test names only what matters to it."""

from datetime import date
from decimal import Decimal
from typing import Any

from domain.capture.messages import Question
from domain.kit.avances import Missing
from domain.kit.drafts import Step
from domain.kit.evidence import Evidence, EvidenceType
from domain.kit.lights import HUNDRED, Light, compliance, light_of
from domain.kit.periods import Period
from domain.kit.report_messages import (
    Due,
    IndicatorLine,
    Pending,
    ProgrammeStatus,
    UnitCount,
    UnitGaps,
    UnitStatus,
)
from domain.reminders.messages import ReminderText
from domain.summary.messages import SummaryText, UnitGap

T3 = Period(2025, 3)
CLOSE = date(2025, 9, 30)
RECEPTION_ENDS = date(2025, 10, 7)

NAME = "Porcentaje de trámites y servicios municipales que se ofrecen por medios electrónicos"
OFICIO = Evidence(
    EvidenceType.OFICIO,
    "Oficio SP/DSAV/112/2025 de fecha 26 de septiembre de 2025",
    ("SP/DSAV/112/2025",),
    date(2025, 9, 26),
)


def a_due(workdays_left: int = 3, *, is_late: bool = False) -> Due:
    return Due(CLOSE, workdays_left, RECEPTION_ENDS, is_late)


def a_question(step: Step = Step.VALUE, value: str | None = None, **fields: Any) -> Question:
    """The open question about a goal of 25 %, with the light that the value gives."""
    goal = fields.pop("goal", Decimal(25))
    number = None if value is None else Decimal(value)
    usual: dict[str, Any] = {
        "token": "4",
        "level": "Componente 7",
        "name": NAME,
        "programme": "",
        "unit_code": "402",
        "period": T3,
        "annual_goal": HUNDRED,
        "accumulated_before": Decimal(50),
        "previous": Decimal(25),
        "light": light_of(goal, number),
        "percent": compliance(goal, number),
        "indicator_id": 7,
    }
    return Question(step=step, goal=goal, value=number, **{**usual, **fields})


def a_line(level: str = "Componente 7", **fields: Any) -> IndicatorLine:
    """An indicator without a report, for a goal of 25 %."""
    usual: dict[str, Any] = {
        "id": 7,
        "programme": "",
        "goal": Decimal(25),
        "value": None,
        "light": Light.NONE,
        "accumulated": Decimal(50),
        "evidence_count": 0,
        "missing": (Missing.VALUE,),
    }
    return IndicatorLine(level=level, **{**usual, **fields})


def a_reported_line(level: str = "Componente 7", value: str = "25", **fields: Any) -> IndicatorLine:
    number = Decimal(value)
    usual: dict[str, Any] = {
        "value": number,
        "light": light_of(Decimal(25), number),
        "accumulated": 50 + number,
        "evidence_count": 1,
        "missing": (),
    }
    return a_line(level, **{**usual, **fields})


def some_lines(amount: int, **fields: Any) -> tuple[IndicatorLine, ...]:
    """Actividades 1.1 to 1.9, 2.1 and so on, with ids from 101."""
    return tuple(
        a_line(f"Actividad {index // 9 + 1}.{index % 9 + 1}", id=101 + index, **fields)
        for index in range(amount)
    )


def a_unit(
    *lines: IndicatorLine, code: str = "402", name: str = "Secretaría Particular", due: Due | None = None
) -> UnitGaps:
    return UnitGaps(code, name, lines or (a_line(), *some_lines(2)), due)


def a_reminder(*units: UnitGaps, due: Due | None = None, **fields: Any) -> ReminderText:
    """The reminder of an enlace, on the rung of the day."""
    limit = due or a_due()
    return ReminderText(T3, limit, units or (a_unit(),), **{"rung": -limit.workdays_left, **fields})


def a_pending(*units: UnitGaps, **fields: Any) -> Pending:
    return Pending(T3, fields.pop("due", a_due()), units, **{"may_capture": True, **fields})


def a_programme(
    *lines: IndicatorLine, code: str = "08", name: str = "Gobierno innovador y tecnológico"
) -> ProgrammeStatus:
    return ProgrammeStatus(code, name, lines)


def a_status(*programmes: ProgrammeStatus, **fields: Any) -> UnitStatus:
    lines = [line for programme in programmes for line in programme.lines]
    usual: dict[str, Any] = {
        "code": "402",
        "name": "Secretaría Particular",
        "period": T3,
        "due": a_due(),
        "reported": sum(line.value is not None for line in lines),
        "asked": len(lines),
    }
    return UnitStatus(programmes=programmes, **{**usual, **fields})


def a_unit_count(code: str = "402", reported: int = 2, gaps: int = 1, **fields: Any) -> UnitCount:
    return UnitCount(
        code, **{"name": "Secretaría Particular", "asked": 3, **fields}, reported=reported, gaps=gaps
    )


def a_unit_gap(code: str = "402", gaps: int = 2, asked: int = 3) -> UnitGap:
    lacks = tuple((f"{index + 1}.1", (Missing.VALUE,)) for index in range(gaps))
    return UnitGap(code, gaps, asked, lacks)


def a_summary(
    not_started: tuple[UnitGap, ...] = (), incomplete: tuple[UnitGap, ...] = (), **fields: Any
) -> SummaryText:
    usual: dict[str, Any] = {
        "period": T3,
        "day": date(2025, 9, 25),
        "due": a_due(),
        "complete": 1,
        "unreachable": (),
    }
    return SummaryText(not_started=not_started, incomplete=incomplete, **{**usual, **fields})
