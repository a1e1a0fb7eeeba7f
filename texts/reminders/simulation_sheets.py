"""The workbook of a rehearsal: every notice with its reason, and every UR without one."""

from collections.abc import Iterable

from documents.list_sheets import Cell, ListCellKind, ListSheet, ListSheetColumn
from domain.reminders.rehearsals import Notice, NoticeLine, RehearsedDay, Spared
from domain.reminders.simulation_messages import SimulationText
from texts.kit.formats import long_day
from texts.reminders.simulation_words import KINDS, SPARED, WHY, owed, rung

NOTICES = (
    ListSheetColumn("Día", 11, ListCellKind.DAY),
    ListSheetColumn("Hora", 7),
    ListSheetColumn("Persona", 34),
    ListSheetColumn("Como", 22),
    ListSheetColumn("Trimestre", 10),
    ListSheetColumn("UR", 8),
    ListSheetColumn("Escalón", 9),
    ListSheetColumn("Qué falta", 20),
    ListSheetColumn("Límite", 11, ListCellKind.DAY),
    ListSheetColumn("Por qué", 38),
)
LEFT_ALONE = (
    ListSheetColumn("Día", 11, ListCellKind.DAY),
    ListSheetColumn("UR", 8),
    ListSheetColumn("Por qué", 34),
    ListSheetColumn("Hasta", 18),
)


def sheets_of(said: SimulationText) -> tuple[ListSheet, ListSheet]:
    ends = " al ".join(dict.fromkeys(long_day(each.day) for each in (said.days[0], said.days[-1])))
    title = f"Ensayo del {ends}"
    note = f"Con los datos del {long_day(said.made_at.date())}"
    sent = tuple(row for each in said.days for notice in each.notices for row in _notice(each, notice))
    spared = tuple(row for each in said.days if each.is_workday for row in _spared(each))
    return (
        ListSheet("Mensajes", f"{title}: quién recibiría qué", note, NOTICES, sent),
        ListSheet("Sin mensaje", f"{title}: quién no recibiría nada", note, LEFT_ALONE, spared),
    )


def _notice(rehearsed: RehearsedDay, notice: Notice) -> Iterable[tuple[Cell, ...]]:
    kind = KINDS[notice.kind].capitalize()
    head = (rehearsed.day, f"{notice.at:%H:%M}", notice.name, kind, str(notice.period))
    for line in notice.lines:
        yield (*head, *_line(line))
    if not notice.lines:
        yield (*head, None, None, None, None, None)


def _line(line: NoticeLine) -> tuple[Cell, ...]:
    extended = "con prórroga" if line.is_extended else ""
    why = "; ".join(part for part in (WHY[line.why], extended) if part)
    return (line.unit_code, rung(line.rung), owed(line), line.due_on, why or "debe y es quien captura")


def _spared(rehearsed: RehearsedDay) -> Iterable[tuple[Cell, ...]]:
    for each in rehearsed.left_alone:
        hour = " %H:%M" if each.why is Spared.SNOOZED else ""
        until = each.until.strftime(f"%d/%m/%Y{hour}") if each.until else None
        yield (rehearsed.day, each.unit_code, SPARED[each.why], until)
