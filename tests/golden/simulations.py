"""What /simular answers: a day that fits, a long one, a day off, several days, and what is no day."""

from dataclasses import replace
from datetime import date, datetime, time

from domain.kit.said import Said
from domain.reminders.ladders import Recipient
from domain.reminders.rehearsals import LeftAlone, Notice, NoticeKind, NoticeLine, RehearsedDay, Spared
from domain.reminders.rungs import Why
from domain.reminders.simulation_messages import SimulationNotTaken, SimulationText
from tests.facts import OAXACA, T3
from texts.reminders.simulation import PROBLEMS

DUE, THURSDAY = date(2025, 9, 30), date(2025, 9, 25)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), OAXACA)


def line(
    code: str, missing: int = 2, recipient: Recipient = Recipient.ENLACE, **fields: object
) -> NoticeLine:
    known = {"rung": -3, "why": Why.OWES, "due_on": DUE, **fields}
    return NoticeLine(code, recipient, missing=missing, **known)  # type: ignore[arg-type]


def notice(kind: NoticeKind, person_id: int, name: str, *lines: NoticeLine, hour: int = 9) -> Notice:
    return Notice(at(THURSDAY, hour), kind, person_id, name, T3, lines)


NO_SIGN = line("311", 1, Recipient.SUPLENTE, why=Why.NO_SIGN)
UNREACHED = line("207", 7, Recipient.TITULAR, why=Why.UNREACHABLE)
LATE = line("210", 3, Recipient.TITULAR, why=Why.PAST_DUE, rung=2, due_on=date(2025, 9, 23))
MONTHLY = line("512", 1, month=8, rung=0, due_on=date(2025, 8, 29))
FEW = RehearsedDay(
    THURSDAY,
    is_workday=True,
    period=T3,
    notices=(
        Notice(at(THURSDAY, 8, 30), NoticeKind.SUMMARY, 9, "Eva Luna", T3),
        notice(NoticeKind.ENLACE, 1, "Ana <Ruiz>", line("402"), line("504", 0)),
        notice(NoticeKind.ENLACE, 2, "Beto Díaz", MONTHLY, line("305", is_extended=True), hour=11),
        notice(NoticeKind.SUPLENTE, 3, "Carla Paz", NO_SIGN),
        notice(NoticeKind.TITULAR, 4, "Tita Sol", UNREACHED, LATE),
    ),
    left_alone=(
        LeftAlone("304", Spared.EXTENDED, at(date(2025, 10, 3), 0)),
        LeftAlone("101", Spared.HANDED_IN),
        LeftAlone("102", Spared.HANDED_IN),
        LeftAlone("208", Spared.SNOOZED, at(THURSDAY, 16)),
        LeftAlone("118", Spared.UNREACHABLE),
    ),
)
MANY = replace(
    FEW,
    notices=(
        *FEW.notices,
        *(notice(NoticeKind.ENLACE, each, f"Enlace {each}", line(str(each))) for each in range(600, 631)),
        Notice(at(THURSDAY, 8, 30), NoticeKind.SUMMARY, 8, "Omar Gil", T3),
        Notice(at(THURSDAY, 8, 30), NoticeKind.WEEKLY, 7, "Directora Uno", T3),
        Notice(at(THURSDAY, 8, 30), NoticeKind.FINAL, 7, "Directora Uno", T3),
    ),
    left_alone=(
        *FEW.left_alone,
        *(LeftAlone(str(700 + number), why) for number, why in enumerate(list(Spared) * 3)),
        *(LeftAlone(str(800 + number), Spared.HANDED_IN) for number in range(9)),
    ),
)
NOBODY = RehearsedDay(THURSDAY, is_workday=True, period=T3, left_alone=(LeftAlone("402", Spared.GIVEN),))
ONE = replace(NOBODY, notices=FEW.notices[1:2], left_alone=())
SATURDAY = RehearsedDay(date(2025, 9, 27), is_workday=False, period=T3)
AHEAD, AFTERWARDS = at(date(2025, 9, 24), 12), at(date(2025, 10, 8), 12)

MESSAGES: dict[str, Said] = {
    "simulation_day": SimulationText((FEW,), AHEAD),
    "simulation_day_long": SimulationText((MANY,), AHEAD),
    "simulation_day_nobody": SimulationText((NOBODY,), AFTERWARDS),
    "simulation_day_one": SimulationText((ONE,), AFTERWARDS),
    "simulation_day_off": SimulationText((SATURDAY,), AHEAD),
    "simulation_days": SimulationText((ONE, replace(MANY, day=date(2025, 9, 26)), NOBODY, SATURDAY), AHEAD),
    **{f"simulation_not_{problem}": SimulationNotTaken(problem, "algún <día> " * 9) for problem in PROBLEMS},
}
