"""Any programme that can be filed, and what a reader must give back of it."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any
from unicodedata import normalize

from hypothesis import strategies as st

from documents.filed.printed import InformeHeading, InformeRow, InformeSheet, informe_sheet, visible
from documents.read.informe.row import normal_type
from domain.kit.avances import Avance, AvanceState, Indicator, Programme, Unit
from domain.kit.evidence import Evidence, EvidenceType
from domain.kit.indicators import IndicatorFacts, Level, Quarters
from domain.kit.periods import Period
from domain.kit.reports import CodedName, Flag, ImportedIndicator, ImportedProgramme
from tests.documents.filed_informes import NOON, SIGNERS

OFICIO = "Oficio SP/DSAV/{}/2025 de fecha 26 de septiembre de 2025"
LATIN = st.characters(max_codepoint=0x17F, categories=("L", "N", "P", "Sm", "Zs"))
ANY = st.characters(categories=("L", "N", "P", "S", "Zs", "Cc"))

levels = st.lists(
    st.one_of(
        st.sampled_from(["Fin", "Propósito"]),
        st.integers(1, 30).map(lambda number: f"Componente {number}"),
        st.tuples(st.integers(1, 30), st.integers(1, 30)).map(lambda two: f"Actividad {two[0]}.{two[1]}"),
    ),
    min_size=1,
    max_size=6,
    unique=True,
)
percents = st.integers(0, 200_00).map(lambda hundredths: Decimal(hundredths) / 100)
achieved = st.tuples(*[st.one_of(st.none(), st.just(Decimal(0)), percents)] * 4)


baselines: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}),
    st.builds(dict, baseline_value=st.none() | percents, baseline_year=st.integers(2015, 2025)),
)


@st.composite
def whole_goals(draw: st.DrawFn) -> Quarters:
    """Goals that add up to 100, some of them 0, whole or with decimals."""
    cuts = sorted(draw(st.tuples(*[st.one_of(st.sampled_from([0, 2500, 5000]), st.integers(0, 10_000))] * 3)))
    first, second, third, fourth = (Decimal(b - a) / 100 for a, b in pairwise([0, *cuts, 10_000]))
    return (first, second, third, fourth)


goals = st.one_of(whole_goals(), st.tuples(*[st.none() | percents] * 4), st.just((None,) * 4))
"""What a MIR approved, what somebody left half-filled, and the sheets of 2025, which have none."""


def texts(signs: st.SearchStrategy[str], most: int = 120) -> st.SearchStrategy[str]:
    """A text as the reader keeps it: composed, with single blanks, and never only dashes."""
    starts = st.sampled_from(["Mide ", "=1+1 ", "+", "-", "@SUM(A1) ", "'", "1. ", "«", "Mide\t", "Mide\n"])
    written = st.tuples(starts, st.text(signs, max_size=most)).map(lambda two: f"{two[0]}a{two[1]}")
    return st.one_of(st.just("25"), written.map(lambda text: visible(normalize("NFC", text))))


def titles(signs: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.text(signs, max_size=60).map(lambda text: visible(normalize("NFC", f"Secretaría de {text}")))


@st.composite
def evidence(draw: st.DrawFn, signs: st.SearchStrategy[str]) -> str:
    """Nothing, oficios in one or in many lines, or anything else that somebody put into the cell."""
    oficios = st.integers(1, 60).map(lambda count: "; ".join(map(OFICIO.format, range(count))))
    return draw(st.one_of(st.just(""), oficios, texts(signs, 300)))


@st.composite
def indicators(draw: st.DrawFn, level: str, quarter: int, signs: st.SearchStrategy[str]) -> Indicator:
    described: dict[str, Any] = {
        name: draw(st.none() | texts(signs, 200))
        for name in ("definition", "method", "unit_of_measure", "dimension", "frequency", "sense")
    }
    facts = IndicatorFacts(
        Level.parse(level),
        draw(texts(signs, 600)),
        type=draw(st.sampled_from(["Gestión", "Estratégico", None])),
        **draw(baselines),
        **described,
    )
    proof = draw(evidence(signs))
    proofs = (Evidence(EvidenceType.OFICIO, proof),) if proof else ()
    avances = {
        place: Avance(AvanceState.REPORTED, value, evidence=proofs if place == quarter else ())
        for place, value in enumerate(draw(achieved), start=1)
        if value is not None
    }
    flags = (Flag("lost_cell", "Se perdió una celda.", 12),) if draw(st.booleans()) else ()
    return Indicator(1, facts, draw(goals), avances, flags)


def coded(codes: Sequence[str]) -> st.SearchStrategy[tuple[CodedName, ...]]:
    """Some of these, each with a name that no code could be part of."""
    names = st.text("abcdefghijklmnñopqrstuvwxyzáéíóú ,", max_size=60).map(
        lambda text: visible(f"Oaxaca {text} y más")
    )
    found = st.lists(st.tuples(st.sampled_from(codes), names), max_size=3, unique_by=lambda two: two[0])
    return found.map(lambda each: tuple(CodedName(code, name, f"{code} {name}") for code, name in each))


@st.composite
def sheets(draw: st.DrawFn, signs: st.SearchStrategy[str] = ANY) -> InformeSheet:
    quarter = draw(st.integers(1, 4))
    found = tuple(draw(indicators(level, quarter, signs)) for level in draw(levels))
    ejes = tuple(
        CodedName(each.code, each.name, f"{each.code}. {each.name}") for each in draw(coded(("1", "2", "10")))
    )
    heading = InformeHeading(ejes, draw(coded(("1.1", "2.6", "10.12"))), SIGNERS, "A-402-3T2025-0001")
    return informe_sheet(
        Unit("402", draw(titles(signs))),
        Programme("08", draw(titles(signs)), found),
        Period(2025, quarter),
        heading,
        NOON,
    )


def filed(sheet: InformeSheet) -> list[tuple[Any, ...]]:
    """What every row says: its cells up to the quarter that is reported, and the evidence."""
    return [_filed(row) for row in sheet.rows]


def _filed(row: InformeRow) -> tuple[Any, ...]:
    name, definition, method, unit, kind, *rest = (text or None for text in row.texts)
    described = (name, definition, method, unit, normal_type(kind), *rest)
    baseline = (row.baseline_value, row.baseline_year)
    return (row.level, *described, *baseline, row.goals, row.achieved, row.evidence or None)


def taken(programme: ImportedProgramme) -> list[tuple[Any, ...]]:
    return [_taken(each) for each in programme.indicators]


def _taken(row: ImportedIndicator) -> tuple[Any, ...]:
    facts = row.facts
    described = (facts.name, facts.definition, facts.method, facts.unit_of_measure, facts.type)
    rest = (facts.dimension, facts.frequency, facts.sense, facts.baseline_value, facts.baseline_year)
    return (str(facts.level), *described, *rest, row.programmed, row.achieved, row.evidence_raw)
