"""The workbook of a rehearsal: every message with its reason, and every UR without one."""

from collections.abc import Iterable

from bot.texts.formats import long_day
from bot.texts.simulation_words import KINDS, SPARED, WHY, owed, rung
from documents.filed.lists_xlsx import Cell, ListSheet
from domain.messages.simulation import SimulationText
from domain.rehearsals import Line, Notice, RehearsedDay, Spared

NOTICES = (
    ("Día", 11.0),
    ("Hora", 7.0),
    ("Persona", 34.0),
    ("Como", 22.0),
    ("Trimestre", 10.0),
    ("UR", 8.0),
    ("Escalón", 9.0),
    ("Qué falta", 20.0),
    ("Límite", 11.0),
    ("Por qué", 38.0),
)
LEFT_ALONE = (("Día", 11.0), ("UR", 8.0), ("Por qué", 34.0), ("Hasta", 18.0))


def sheets_of(said: SimulationText) -> tuple[ListSheet, ListSheet]:
    ends = " al ".join(dict.fromkeys(long_day(each.day) for each in (said.days[0], said.days[-1])))
    title = f"Ensayo del {ends}, con los datos del {long_day(said.made_at.date())}"
    sent = tuple(row for each in said.days for notice in each.notices for row in _notice(each, notice))
    spared = tuple(row for each in said.days if each.is_workday for row in _spared(each))
    return (
        ListSheet("Mensajes", f"{title}: quién recibiría qué", NOTICES, sent),
        ListSheet("Sin mensaje", f"{title}: quién no recibiría nada", LEFT_ALONE, spared),
    )


def _notice(rehearsed: RehearsedDay, notice: Notice) -> Iterable[tuple[Cell, ...]]:
    kind = KINDS[notice.kind].capitalize()
    head = (rehearsed.day, f"{notice.at:%H:%M}", notice.name, kind, str(notice.period))
    for line in notice.lines:
        yield (*head, *_line(line))
    if not notice.lines:
        yield (*head, None, None, None, None, None)


def _line(line: Line) -> tuple[Cell, ...]:
    extended = "con prórroga" if line.is_extended else ""
    why = "; ".join(part for part in (WHY[line.why], extended) if part)
    return (line.unit_code, rung(line.rung), owed(line), line.due_on, why or "debe y es quien captura")


def _spared(rehearsed: RehearsedDay) -> Iterable[tuple[Cell, ...]]:
    for each in rehearsed.left_alone:
        hour = " %H:%M" if each.why is Spared.SNOOZED else ""
        until = each.until.strftime(f"%d/%m/%Y{hour}") if each.until else None
        yield (rehearsed.day, each.unit_code, SPARED[each.why], until)
