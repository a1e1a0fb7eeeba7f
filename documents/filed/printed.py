"""The contents of an Informe Trimestral: header, one row of 27 cells per indicator, notes, signatures."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from documents.filed.letterhead import Letterhead
from domain.evidence.oficios import read_cell
from domain.kit.avances import Avance, AvanceState, Indicator, Programme, Unit
from domain.kit.evidence import Evidence
from domain.kit.figures import written
from domain.kit.indicators import Quarters
from domain.kit.lights import Light, total
from domain.kit.periods import Period
from domain.kit.reports import Flag

ORDINALS = {1: "1er.", 2: "2do.", 3: "3er.", 4: "4to."}
PLAN = "Vinculación con el Plan Municipal de Desarrollo"
ELABORO = "Elaboró"
VO_BO = "Vo. Bo."
NOTES = "Avisos de la importación"


class CodedLine(Protocol):
    """An eje or an objetivo, with the text it was read from."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def raw(self) -> str: ...


@dataclass(frozen=True)
class Signer:
    """A signer; an unknown name leaves the line empty."""

    label: str
    name: str = ""
    post: str = ""


@dataclass(frozen=True)
class InformeHeading:
    """The text above the table besides the UR and the programme, and whether there is a column of lights."""

    ejes: tuple[CodedLine, ...] = ()
    objetivos: tuple[CodedLine, ...] = ()
    signers: tuple[Signer, ...] = (Signer(ELABORO), Signer(VO_BO))
    acuse: str = ""
    letterhead: Letterhead = field(default_factory=Letterhead)
    has_lights: bool = False


@dataclass(frozen=True)
class InformeRow:
    """One indicator; None is a blank cell. `mark` is the number of its note, if an import left one.

    `light` judges the reported quarter; it is no cell of the form.
    """

    level: str
    texts: tuple[str, ...]
    baseline_value: Decimal | None
    baseline_year: int | None
    goals: Quarters
    achieved: Quarters
    variations: Quarters
    goal_total: Decimal | None
    achieved_total: Decimal | None
    variation_total: Decimal | None
    evidence: str
    mark: str = ""
    light: Light = Light.NONE

    @property
    def numbers(self) -> tuple[Decimal | None, ...]:
        """The fifteen cells of goals, results and variations, each group with its accumulated one."""
        return (
            *(*self.goals, self.goal_total),
            *(*self.achieved, self.achieved_total),
            *(*self.variations, self.variation_total),
        )

    @property
    def cells(self) -> tuple[str, ...]:
        """All 27 cells as they are printed."""
        year = "" if self.baseline_year is None else str(self.baseline_year)
        baseline = (number(self.baseline_value), year)
        return (self.level, *self.texts, *baseline, *map(number, self.numbers), self.evidence)


@dataclass(frozen=True)
class InformeSheet:
    """One Informe Trimestral, already in words; `fields` are the labelled lines above the table."""

    title: str
    subject: str
    fields: tuple[tuple[str, str], ...]
    link: str
    links: tuple[tuple[str, str], ...]
    rows: tuple[InformeRow, ...]
    notes: tuple[tuple[str, str], ...]
    signers: tuple[Signer, ...]
    acuse: str
    made_at: datetime
    letterhead: Letterhead = field(default_factory=Letterhead)
    has_lights: bool = False

    @property
    def header(self) -> tuple[tuple[str, str], ...]:
        return (*self.fields, *self.links)


def informe_sheet(
    unit: Unit, programme: Programme, period: Period, heading: InformeHeading, made_at: datetime
) -> InformeSheet:
    """Return the cells of the form for one programme, at the end of the period."""
    notes = list(_notes(programme.indicators))
    marks = {level: mark for mark, (level, _) in enumerate(notes, start=1)}
    reported = f"{ORDINALS[period.quarter]} Trimestre {period.year}"
    return InformeSheet(
        title=f"Informe Trimestral {period.year}",
        subject=f"Informe Trimestral, UR {unit.code}, PP {programme.code}, {reported}",
        fields=(
            ("Unidad Responsable:", f"{unit.code} - {unit.name}"),
            ("Programa Presupuestario:", f"{programme.code} - {programme.name}"),
            ("Trimestre que se reporta:", reported),
        ),
        link=PLAN,
        links=(("Eje:", coded(heading.ejes)), ("Objetivo:", coded(heading.objetivos))),
        rows=tuple(
            _row(each, period, str(marks.get(str(each.facts.level), ""))) for each in programme.indicators
        ),
        notes=tuple((str(marks[level]), f"{level}: {text}") for level, text in notes),
        signers=heading.signers,
        acuse=heading.acuse,
        made_at=made_at,
        letterhead=heading.letterhead,
        has_lights=heading.has_lights,
    )


def number(value: Decimal | None) -> str:
    return "" if value is None else written(value)


def _row(indicator: Indicator, period: Period, mark: str) -> InformeRow:
    facts, until = indicator.facts, period.quarter
    described = (
        *(facts.name, facts.definition, facts.method, facts.unit_of_measure),
        *(facts.type, facts.dimension, facts.frequency, facts.sense),
    )
    has_goals = indicator.has_goals
    return InformeRow(
        level=str(facts.level),
        texts=tuple(visible(text or "") for text in described),
        baseline_value=facts.baseline_value,
        baseline_year=facts.baseline_year,
        goals=indicator.goals,
        achieved=indicator.achieved(until),
        variations=indicator.variations(until),
        # The sheets of 2025 have one quarter and no goals: their sum is not known.
        goal_total=total(indicator.goals) if has_goals else None,
        achieved_total=indicator.achieved_total(until) if has_goals else None,
        variation_total=indicator.variation_total(until),
        evidence=_evidence(indicator.avances.get(until), period.year),
        mark=mark,
        light=indicator.light(until),
    )


def _evidence(avance: Avance | None, year: int) -> str:
    """The documents of the reported quarter as they were written, each once, in their order.

    An imported cell is printed as it was filled in, as long as its documents are unchanged.
    """
    proofs = avance.evidence if avance else ()
    filed = (avance.evidence_raw or "") if avance else ""
    if filed and read_cell(filed, year=year) == proofs:
        return visible(filed)
    return "; ".join(dict.fromkeys(filter(None, map(_proof, proofs))))


def _proof(proof: Evidence) -> str:
    return visible(proof.raw or proof.url or "").rstrip(";, ")


def coded(found: Iterable[CodedLine]) -> str:
    """Print ejes and objetivos one after the other in one cell, as the form does."""
    return " ".join(visible(each.raw or f"{each.code} {each.name}".strip()) for each in found)


def _notes(indicators: Iterable[Indicator]) -> Iterator[tuple[str, str]]:
    for indicator in indicators:
        texts = dict.fromkeys(visible(flag.text) for flag in indicator.flags if _stands(flag, indicator))
        if texts:
            yield str(indicator.facts.level), " ".join(texts)


def _stands(flag: Flag, indicator: Indicator) -> bool:
    """A doubt about a value ends when it is settled; other notes of an import stay."""
    if not flag.asks_for_value or flag.quarter is None:
        return True
    avance = indicator.avances.get(flag.quarter)
    return avance is None or avance.state is AvanceState.UNCONFIRMED


def visible(text: str) -> str:
    """Keep printable characters; each kind of blank, tabs included, becomes one space."""
    kept = (" " if c.isspace() else c for c in text if c.isspace() or c.isprintable())
    return " ".join("".join(kept).split())
