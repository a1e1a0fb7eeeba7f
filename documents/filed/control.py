"""Reporte de control interno: what each UR handed in, when, by whom, on time or not, complete or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from documents.filed.consolidado import STATES
from documents.filed.letterhead import Letterhead
from documents.filed.printed import ORDINALS
from documents.filed.sections import Cell, Column, SectionedPaper, Table, TextSection
from domain.calendar.prorrogas import ProrrogaState
from domain.kit.entregas import EntregaState, Move
from domain.kit.periods import Period

TITLE = "Reporte de control interno"
UNITS = (
    Column("UR", 0.5),
    Column("Unidad Responsable", 2.6),
    Column("Presentó", 1.6),
    Column("Fecha y hora", 1.4),
    Column("Límite", 1),
    Column("Oportunidad", 1.4),
    Column("Reportados", 1.1),
    Column("Completo", 1.7),
    Column("Rondas", 0.7),
    Column("Observaciones", 1.4),
    Column("Estado", 1.4),
)
OBSERVATIONS = (
    Column("UR", 0.5),
    Column("Ronda", 0.6),
    Column("Indicador", 1.4),
    Column("Observación", 5),
    Column("Quién", 1.6),
    Column("Fecha", 1),
    Column("Atendida", 1),
)
PRORROGAS = (
    Column("UR", 0.5),
    Column("Solicitó", 1.6),
    Column("Fecha", 1),
    Column("Días hábiles", 0.8),
    Column("Motivo", 4),
    Column("Oficio", 1.4),
    Column("Respuesta", 1),
    Column("Hasta", 1),
)
MOVES = (
    Column("UR", 0.5),
    Column("Fecha y hora", 1.4),
    Column("Ronda", 0.6),
    Column("Movimiento", 2),
    Column("Quién", 2),
    Column("Motivo", 4),
)
NOTE = (
    "A tiempo: a más tardar el día límite de la UR, con su prórroga si la tiene. Dentro de la recepción: "
    "después del límite y hasta el último día de recepción. Extemporáneo: después. Cuenta la primera entrega."
)
MOVE_WORDS = {
    Move.SEND: "Entregó",
    Move.APPROVE: "Dio el Vo. Bo.",
    Move.RETURN: "Devolvió",
    Move.ACCEPT: "Aceptó",
    Move.ACCEPT_UNAPPROVED: "Aceptó sin Vo. Bo.",
    Move.OBSERVE: "Observó",
    Move.CORRECT: "Concedió una corrección",
    Move.NUDGE: "Recordó al titular",
}
ANSWERS = {
    ProrrogaState.ASKED: "En espera",
    ProrrogaState.GRANTED: "Concedida",
    ProrrogaState.REFUSED: "Negada",
}
ON_TIME, IN_RECEPTION, LATE, NEVER = "A tiempo", "Dentro de la recepción", "Extemporáneo", "Sin entregar"


@dataclass(frozen=True)
class UnitControl:
    """One UR; instants are local, `first_sent` is the first time its report was handed in."""

    code: str
    name: str
    state: EntregaState
    due_on: date
    received_until: date
    is_extended: bool
    first_sent: datetime | None
    sent_by: str
    reported: int
    asked: int
    gaps: int
    rounds: int
    observations: int

    @property
    def timeliness(self) -> str:
        if self.first_sent is None:
            return NEVER
        if self.first_sent.date() <= self.due_on:
            return ON_TIME
        return IN_RECEPTION if self.first_sent.date() <= self.received_until else LATE


@dataclass(frozen=True)
class ObservationLine:
    code: str
    round: int
    level: str
    text: str
    by: str
    on: date
    solved_on: date | None


@dataclass(frozen=True)
class ProrrogaLine:
    code: str
    by: str
    on: date
    days: int
    reason: str
    oficio: str
    state: ProrrogaState
    until_on: date | None


@dataclass(frozen=True)
class MoveLine:
    code: str
    at: datetime
    round: int
    move: Move
    by: str
    reason: str


@dataclass(frozen=True)
class ControlFacts:
    period: Period
    units: tuple[UnitControl, ...]
    observations: tuple[ObservationLine, ...]
    prorrogas: tuple[ProrrogaLine, ...]
    moves: tuple[MoveLine, ...]


def control(facts: ControlFacts, made_at: datetime, letterhead: Letterhead) -> SectionedPaper:
    reported = f"{ORDINALS[facts.period.quarter]} trimestre {facts.period.year}"
    return SectionedPaper(
        title=TITLE,
        subject=f"Control interno de los informes trimestrales, {reported}",
        fields=(("Trimestre que se reporta:", reported), ("Corte:", f"{made_at:%d/%m/%Y %H:%M}")),
        sections=(
            TextSection("", (_in_words(facts.units),)),
            Table("Informes presentados", UNITS, tuple(_unit(each) for each in facts.units)),
            Table(
                "Observaciones", OBSERVATIONS, tuple(map(_observation, facts.observations)), empty="Ninguna."
            ),
            Table("Prórrogas", PRORROGAS, tuple(map(_prorroga, facts.prorrogas)), empty="Ninguna."),
            Table("Movimientos", MOVES, tuple(map(_move, facts.moves)), empty="Ninguno."),
        ),
        made_at=made_at,
        letterhead=letterhead,
        notes=(NOTE,),
    )


def _in_words(units: Sequence[UnitControl]) -> str:
    counts = {what: sum(each.timeliness == what for each in units) for what in (ON_TIME, IN_RECEPTION, LATE)}
    handed = sum(counts.values())
    told = ", ".join(f"{amount} {what.lower()}" for what, amount in counts.items() if amount)
    complete = sum(not each.gaps for each in units)
    return (
        f"De {len(units)} {_agreed(len(units), 'Unidad Responsable', 'Unidades Responsables')}, "
        f"{handed} {_agreed(handed, 'presentó', 'presentaron')} su informe"
        f"{f' ({told})' if told else ''} y {len(units) - handed} no lo "
        f"{_agreed(len(units) - handed, 'ha', 'han')} presentado. "
        f"{complete} {_agreed(complete, 'tiene', 'tienen')} todo lo que el trimestre pide."
    )


def _agreed(amount: int, one: str, many: str) -> str:
    return one if amount == 1 else many


def _unit(unit: UnitControl) -> tuple[Cell, ...]:
    missing = "Completo" if not unit.gaps else f"Faltan datos de {unit.gaps}"
    return (
        *(unit.code, unit.name, unit.sent_by, _instant(unit.first_sent)),
        f"{unit.due_on:%d/%m/%Y}{' (prórroga)' if unit.is_extended else ''}",
        *(unit.timeliness, f"{unit.reported} de {unit.asked}", missing, unit.rounds, unit.observations),
        STATES[unit.state],
    )


def _observation(line: ObservationLine) -> tuple[Cell, ...]:
    solved: Cell = line.solved_on or "Pendiente"
    return (line.code, line.round, line.level, line.text, line.by, line.on, solved)


def _prorroga(line: ProrrogaLine) -> tuple[Cell, ...]:
    return (
        line.code,
        line.by,
        line.on,
        line.days,
        line.reason,
        line.oficio,
        ANSWERS[line.state],
        line.until_on,
    )


def _move(line: MoveLine) -> tuple[Cell, ...]:
    return (line.code, _instant(line.at), line.round, MOVE_WORDS[line.move], line.by, line.reason)


def _instant(value: datetime | None) -> str:
    return "" if value is None else f"{value:%d/%m/%Y %H:%M}"
