"""The parser against the hand-checked reading of the real reports; skipped where the seeds are absent."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.evidence.oficios import read_evidence
from domain.kit.evidence import Evidence, EvidenceType

SEEDS = Path(__file__).resolve().parents[3].parent / "shared" / "seeds"
GOLD_YEAR = 2024
FIRST_SEED = "000_dd24b15b0bdd587a.txt"

if not (SEEDS / "gold" / "evidence.json").exists():  # pragma: no cover
    pytest.skip(f"the real reports are not here: {SEEDS}", allow_module_level=True)

Cell = tuple[str, int]
Facts = tuple[str, tuple[str, ...], str | None, str | None, str | None, str | None]
"""Type, numbers, date, kind of date, issuer and address."""


def gold_entries() -> list[dict[str, Any]]:
    entries = json.loads((SEEDS / "gold" / "evidence.json").read_text("utf-8"))["evidence"]
    return [entry for entry in entries if entry["in_medios_cell"]]


def cells_of(node: Any, source: str = "") -> Iterator[tuple[Cell, str]]:
    """Walk the gold report down to the indicators that have a cell of medios."""
    if isinstance(node, dict):
        source = node.get("source_file", source)
        if node.get("medios_verificacion_raw"):
            yield (source, node["source_line"]), node["medios_verificacion_raw"]
        node = list(node.values())
    for child in node if isinstance(node, list) else ():
        yield from cells_of(child, source)


def gold_cells() -> dict[Cell, str]:
    return dict(cells_of(json.loads((SEEDS / "gold" / "reports.json").read_text("utf-8"))))


def facts_of_gold(entry: dict[str, Any]) -> Facts:
    # An issuer taken from the prefix was inferred by the annotator: the text does not say it.
    issuer = entry["issuer"] if entry["issuer_source"] == "texto" else None
    numbers = tuple("".join(number.split()) for number in entry["numbers"])
    return entry["type"], numbers, entry["date"], entry["date_kind"], issuer, entry["url"]


def facts_of(evidence: Evidence) -> Facts:
    return (
        evidence.type.value,
        evidence.numbers,
        evidence.dated_on.isoformat() if evidence.dated_on else None,
        evidence.date_kind.value if evidence.date_kind else None,
        evidence.issuer,
        evidence.url,
    )


def test_gold_has_the_thirty_one_mentions_of_the_cells() -> None:
    cited_in = {(entry["source_file"], entry["source_line"]) for entry in gold_entries()}

    assert len(gold_entries()) == 31
    assert cited_in == set(gold_cells())


@pytest.mark.parametrize("cell", sorted(gold_cells()), ids=lambda cell: f"{cell[0][:3]}-L{cell[1]}")
def test_cell_gives_every_gold_mention_and_nothing_else(cell: Cell) -> None:
    text = gold_cells()[cell]

    found = read_evidence(text, year=GOLD_YEAR)

    mentions = [entry for entry in gold_entries() if (entry["source_file"], entry["source_line"]) == cell]
    assert Counter(map(facts_of, found)) == Counter(map(facts_of_gold, mentions))
    assert all(each.raw in text for each in found)


INSPECTORES = "Unidad del cuerpo de inspectores"
CENSO = "Departamento de censo y estadística"
ABASTOS = "Dirección del mercado de abastos"
COMERCIO_PUBLICA, COMERCIO = "Dirección de comercio en vía publica", "Dirección de comercio en vía pública"
CONCERTACION = "Dirección de concertación social y política"
ANALISIS = "Departamento de análisis y seguimiento político y social"
MERCADOS = "Dirección de mercados públicos"
AGENCIAS = "Dirección de Agencias, Barrios y Colonias"


def oficios(issuer: str, *numbers: str) -> Facts:
    return EvidenceType.OFICIO.value, numbers, None, None, issuer, None


def dated(issuer: str, day: date) -> Facts:
    return EvidenceType.OFICIO_WITHOUT_NUMBER.value, (), day.isoformat(), "emision", issuer, None


OF_ANALISIS = oficios(ANALISIS, "SG/DASPS/016/2022", "SG/DASPS/013/2022")
OF_COMERCIO = ("SG/DCVP/259/2022", "SG/DCVP/260/2022", "SG/DCVP/345/2022")
OF_CONCERTACION = dated(CONCERTACION, date(2022, 7, 4))

FIRST_SEED_CELLS: dict[int, list[Facts]] = {
    16: [
        oficios(INSPECTORES, "SG/UC/119/2022", "SG/UC/140/2022"),
        ("url", (), None, None, None, "https://fb.watch/e4lkjoARn3/"),
    ],
    17: [oficios(CENSO, "DCYE/04/2022", "DCYE/05/2022"), dated(ABASTOS, date(2022, 5, 30))],
    18: [
        oficios(COMERCIO_PUBLICA, *OF_COMERCIO),
        dated(ABASTOS, date(2022, 5, 30)),
        OF_CONCERTACION,
        OF_ANALISIS,
        oficios(MERCADOS, "SG/DM/277/2022", "SG/DM/198/2022", "SG/DM/252/2022"),
    ],
    33: [OF_CONCERTACION, OF_ANALISIS],
    34: [OF_CONCERTACION, OF_ANALISIS, dated(ABASTOS, date(2022, 6, 24)), oficios(COMERCIO, *OF_COMERCIO)],
    35: [OF_CONCERTACION, OF_ANALISIS, oficios(AGENCIAS, "SG/DABYC/698/2022", "SG/DABYC/831/2022")],
}


@pytest.mark.parametrize("line", FIRST_SEED_CELLS)
def test_cell_of_2022_is_read_in_order(line: int) -> None:
    cell = (SEEDS / FIRST_SEED).read_text("utf-8").split("\n")[line - 1].rstrip("\r").split("\t")[-1]

    found = read_evidence(cell, year=2022)

    assert [facts_of(each) for each in found] == FIRST_SEED_CELLS[line]
    assert all(each.raw in cell for each in found)
