"""The cost of the documents: for one UR, for a municipality, and its growth."""

import math
import random
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from bench.city import NOON, YEAR, Plan, code, found_city
from bench.figures import Figure
from bench.floors import of_linear
from bench.planning import ZONE
from documents.filed.informe.pdf import informe_pdf
from documents.filed.informe.word import informe_docx
from documents.filed.informe.workbook import informe_xlsx
from documents.filed.printed import InformeRow, InformeSheet
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.papers.kinds import PaperKind, PaperOrder
from storage.engine import Database
from usecases.papers.make_informe import make_informe
from usecases.papers.make_papers import gather
from usecases.papers.paper_requests import PaperRequest

PERIOD = Period(YEAR, 3)
WRITERS = {"pdf": informe_pdf, "xlsx": informe_xlsx, "docx": informe_docx}
LIBRARIES = {"pdf": "Typst", "xlsx": "XlsxWriter", "docx": "python-docx"}
TOGETHER = (PaperKind.CONSOLIDADO, PaperKind.SEGUIMIENTO, PaperKind.CONTROL, PaperKind.SESION)
ONE_UNIT, MUNICIPALITY = 0.5, 10.0
DEFINITION = (
    "Mide el número de acciones realizadas para la integración de los informes trimestrales respecto de las "
    "programadas, así como la recepción de la información que envían las Unidades Responsables."
)
EVIDENCE = (
    "Oficio número IMP/UP/JP/016/2025 de fecha 26 de septiembre de 2025, informe general de actividades; "
    "Circular número IMP/019/2025 de fecha 4 de septiembre de 2025; Registro de asistencia; Minuta"
)


@dataclass(frozen=True)
class Run:
    """`writing` is the part of the seconds in which files are made; the rest reads facts."""

    kind: str
    units: int
    seconds: float
    writing: float


async def measure(*, quick: bool) -> list[Figure]:
    sizes = (1, 4, 8) if quick else (1, 40, 80)
    runs = {kind: [await run_of(kind, size) for size in sizes] for kind in WRITERS}
    for kind in TOGETHER:
        runs[kind.value] = [await run_together(kind, size) for size in sizes]
    return [figure for kind in runs for figure in figures_of(runs[kind])]


async def run_of(kind: str, units: int) -> Run:
    """Read and write the report of every UR, each with 15 indicators as long as real ones."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'puntual.db'}"
        found_city(url, Plan(units=units, enlaces=units, is_reported=True))
        database = Database(url)
        began, writing = time.perf_counter(), 0.0
        for number in range(units):
            async with database.read() as uow:
                made = await make_informe(uow, code(number), PERIOD, Moment(NOON, ZONE))
            read_at = time.perf_counter()
            for each in made:
                (Path(folder) / f"{number}.{kind}").write_bytes(WRITERS[kind](lengthened(each.sheet)))
            writing += time.perf_counter() - read_at
        seconds = time.perf_counter() - began
        await database.dispose()
    return Run(kind, units, seconds, writing)


async def run_together(kind: PaperKind, units: int) -> Run:
    """Read and write one document about every UR, each with 15 indicators, in its usual format."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'puntual.db'}"
        found_city(url, Plan(units=units, enlaces=units, is_reported=True))
        database = Database(url)
        request = PaperRequest(PaperOrder(kind, PERIOD), Moment(NOON, ZONE))
        began = time.perf_counter()
        async with database.read() as uow:
            (made,) = await gather(uow, request)
        read_at = time.perf_counter()
        usual = next(iter(made.formats))
        (Path(folder) / f"all.{usual}").write_bytes(made.formats[usual]())
        ended_at = time.perf_counter()
        await database.dispose()
    return Run(f"{kind.value} {usual}", units, ended_at - began, ended_at - read_at)


def lengthened(sheet: InformeSheet) -> InformeSheet:
    """Give every indicator different texts as long as real ones; equal ones would be laid out only once."""

    def own(text: str, row: InformeRow) -> str:
        words = text.split()
        random.Random(f"{sheet.subject} {row.level} {text}").shuffle(words)
        return " ".join(words)

    return replace(
        sheet,
        rows=tuple(
            replace(
                row,
                texts=(row.texts[0], own(DEFINITION, row), own(f"{DEFINITION} 1", row), *row.texts[3:]),
                evidence=own(EVIDENCE, row),
            )
            for row in sheet.rows
        ),
    )


def figures_of(runs: list[Run]) -> list[Figure]:
    first, before, last = runs[0], runs[-2], runs[-1]
    growth = math.log(last.seconds / before.seconds) / math.log(last.units / before.units)
    name = f"documents {last.kind}"
    figures = [
        _figure(f"{name} 1 UR", first, ONE_UNIT),
        _figure(f"{name} {before.units} UR", before, MUNICIPALITY),
    ]
    is_linear, bound = growth <= 1.15, of_linear(growth, "every indicator is read and set once")
    return [
        *figures,
        Figure(
            f"{name} growth", "Puntual", growth, "exponent", target="<= 1.15", is_met=is_linear, bound=bound
        ),
    ]


def _figure(name: str, run: Run, wanted: float) -> Figure:
    library, share = LIBRARIES[run.kind.split()[-1]], run.writing / run.seconds
    return Figure(
        name,
        "Puntual",
        run.seconds,
        "s",
        target=f"<= {wanted} s",
        is_met=run.seconds <= wanted,
        bound=f"15 indicators for each UR: {1e3 * run.seconds / run.units / 15:.1f} ms per indicator; "
        f"bound by {library}: {share:.0%} is making the file with it, {1 - share:.0%} reading the facts",
    )
