"""The closing package of a UR: its files, their names, and its manifest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from unicodedata import normalize

from domain.evidence.proofs import cited_in, grouped
from domain.kit.avances import Indicator, Programme, UnitReport
from domain.kit.evidence import Evidence
from domain.kit.figures import written
from domain.kit.words.plain_words import without_marks

MANIFEST = "manifest.json"
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
LONGEST_NAME = 60


@dataclass(frozen=True)
class FileFacts:
    """The facts of a stored file besides its content."""

    sha256: str
    size: int
    mime: str


@dataclass(frozen=True)
class PackedEvidence:
    """One cited document and its files in the package; `paths` pairs each path with its hash."""

    cited: str
    numbers: tuple[str, ...]
    dated_on: str
    paths: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PackedIndicator:
    programme: str
    level: str
    name: str
    goal: str
    value: str
    evidence: tuple[PackedEvidence, ...]


def packed_indicators(
    report: UnitReport, files: dict[str, FileFacts], folder: str
) -> tuple[PackedIndicator, ...]:
    """Return the indicators that count in the quarter with their evidence, each file with its path."""
    asked = {each.id for each in report.asked}
    return tuple(
        _packed(programme, indicator, report.period.quarter, files, folder)
        for programme in report.programmes
        for indicator in programme.indicators
        if indicator.id in asked
    )


def files_cited(report: UnitReport) -> frozenset[str]:
    """Return the hash of every file of evidence of the quarter."""
    quarter = report.period.quarter
    avances = (each.avances.get(quarter) for each in report.indicators)
    return frozenset(
        proof.file_sha256
        for avance in avances
        if avance is not None
        for proof in avance.evidence
        if proof.file_sha256
    )


def safe_name(text: str) -> str:
    """Return a file name that every system accepts: a to z, digits and hyphens."""
    plain = without_marks(normalize("NFKD", text)).lower()
    kept = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in plain)
    return "-".join(filter(None, kept.split("-")))[:LONGEST_NAME].strip("-")


def _packed(
    programme: Programme, indicator: Indicator, quarter: int, files: dict[str, FileFacts], folder: str
) -> PackedIndicator:
    avance = indicator.avances.get(quarter)
    level = str(indicator.facts.level)
    place = f"{folder}/evidencias/pp{safe_name(programme.code)}/{safe_name(level)}"
    proofs = grouped(avance.evidence) if avance else ()
    goal, value = indicator.goal(quarter), indicator.value(quarter)
    return PackedIndicator(
        programme=programme.code,
        level=level,
        name=indicator.facts.name,
        goal="" if goal is None else written(goal),
        value="" if value is None else written(value),
        evidence=tuple(
            _evidence(proof, f"{place}/{number:02}", files) for number, proof in enumerate(proofs, start=1)
        ),
    )


def _evidence(proof: Iterable[Evidence], place: str, files: dict[str, FileFacts]) -> PackedEvidence:
    """Name the files of one document by its position in the list and by its citation."""
    parts = tuple(proof)
    cited = cited_in(parts)
    numbers = tuple(number for each in cited for number in each.numbers)
    dated = next((each.dated_on for each in cited if each.dated_on), None)
    return PackedEvidence(
        cited="; ".join(filter(None, (each.raw or each.url or "" for each in cited))),
        numbers=numbers,
        dated_on=dated.isoformat() if dated else "",
        paths=tuple(_paths(parts, f"{place}-{safe_name(numbers[0]) if numbers else 'sin-numero'}", files)),
    )


def _paths(parts: tuple[Evidence, ...], stem: str, files: dict[str, FileFacts]) -> Iterator[tuple[str, str]]:
    held = [each.file_sha256 for each in parts if each.file_sha256]
    for page, sha256 in enumerate(dict.fromkeys(held), start=1):
        known = files.get(sha256)
        page_mark = f"-hoja-{page}" if len(set(held)) > 1 else ""
        ending = ENDINGS.get(known.mime, "bin") if known else "bin"
        yield f"{stem}{page_mark}.{ending}", sha256
