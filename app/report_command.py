"""`puntual report`: writes the documents that the municipality files, each atomically."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from tqdm import tqdm

from app.clock import ProductClock, wall
from app.letterhead import letterhead_of
from app.offline import CommandFailed, opened_database
from app.settings import Settings
from app.words.documents import EVERY_UNIT
from app.working import ENDS, working
from documents.filed.printed import ELABORO, VO_BO, Signer
from documents.package import FAULTS
from documents.template_files import TemplateWrong
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.papers.kinds import PAPERS, PaperKind, PaperOrder
from storage import durable
from storage.files import FileStore
from storage.leftovers import clear_files
from texts.papers.not_made import nothing_to_file
from usecases.evidence.check_files import FileChecker
from usecases.papers.make_papers import gather
from usecases.papers.paper_requests import Gathered, NothingToFile, PaperRequest
from workers.calls import TaskEnded
from workers.runner import TaskRunner

LEFT_OUT = "Estas evidencias no van: no están como se guardaron. Para repararlas: puntual evidence repair"


@dataclass(frozen=True)
class ReportRequest:
    """Which document is wanted, and its target: a file, or a folder for several."""

    order: PaperOrder
    out: Path | None = None
    signers: tuple[Signer, ...] = ()
    has_lights: bool = False


def asked_of(arguments: argparse.Namespace) -> ReportRequest:
    """Read the arguments of the command; a name may be followed by a semicolon and a post."""
    kind = PaperKind(arguments.kind)
    named = ((ELABORO, arguments.elaboro), (VO_BO, arguments.vobo))
    order = PaperOrder(
        kind,
        Period.parse(arguments.period),
        unit_code="" if arguments.unit.casefold() == EVERY_UNIT else arguments.unit,
        programme=arguments.programme or "",
        format=arguments.format or _format_of(arguments.out, PAPERS[kind].formats),
    )
    signers = tuple(_signer(label, text) for label, text in named if text)
    return ReportRequest(order, arguments.out, signers, has_lights=arguments.lights)


async def report(settings: Settings, clock: ProductClock, asked: ReportRequest) -> None:
    """Write every file of the document; raise CommandFailed without leaving a partial file."""
    moment = Moment(clock.now(), settings.zone)
    files = FileStore(settings.evidence_dir)
    async with opened_database(settings) as database, database.read() as uow:
        request = PaperRequest(
            asked.order,
            moment,
            letterhead_of(settings),
            asked.signers,
            files,
            has_lights=asked.has_lights,
            checker=FileChecker(database, files, wall),
        )
        try:
            made = await gather(uow, request)
        except NothingToFile as none:
            raise CommandFailed(_nothing(none, asked.order)) from none
        except TemplateWrong as wrong:
            raise CommandFailed(_template(wrong)) from wrong
    async with working(settings) as works:
        await write_each(works, made, asked)
    faults = [f"{path}: {FAULTS[state]}" for each in made for path, state in each.faults]
    if faults:
        raise CommandFailed("\n".join([LEFT_OUT, *faults]))


async def write_each(works: TaskRunner, made: Sequence[Gathered], asked: ReportRequest) -> None:
    """Write the files in order; raise CommandFailed at the first failure, naming those written."""
    places = _places(made, asked)
    written: list[Path] = []
    for document, place in _with_progress(list(zip(made, places, strict=True))):
        try:
            write_whole(place, await _content(works, document, asked.order.format))
        except CommandFailed as failed:
            raise CommandFailed(_half_way(str(failed), written, places)) from failed
        written.append(place)
        tqdm.write(f"Escrito: {place}")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file atomically; on failure keep the old one and raise CommandFailed."""
    try:
        if path.parent.is_dir():
            clear_files(path.parent)
        durable.write_whole(path, BytesIO(content))
    except OSError as error:
        raise CommandFailed(f"{path}: no se puede escribir ({error.strerror}).") from error


def _with_progress(work: Sequence[tuple[Gathered, Path]]) -> Iterator[tuple[Gathered, Path]]:
    """Show a progress bar on a terminal while several files are written."""
    is_silent = len(work) < 2 or not sys.stderr.isatty()
    yield from tqdm(work, unit="archivo", file=sys.stderr, leave=False, disable=is_silent)


async def _content(works: TaskRunner, document: Gathered, kind: str) -> bytes:
    try:
        return await works.value(document.formats[kind])
    except TemplateWrong as wrong:
        raise CommandFailed(_template(wrong)) from wrong
    except OSError as error:
        text = f"{document.stem}: no se puede leer {error.filename or 'un archivo'} ({error.strerror})."
        raise CommandFailed(text) from error
    except TaskEnded as ended:
        raise CommandFailed(f"{document.stem}: {ENDS[ended.end]}") from ended


def _template(wrong: TemplateWrong) -> str:
    return f"La plantilla {wrong.template} no se puede usar: {wrong.why.rstrip('.')}."


def _half_way(why: str, written: Sequence[Path], places: Sequence[Path]) -> str:
    """Say which files were written before the failure."""
    if len(places) == 1:
        return why
    if not written:
        return f"{why} No se escribió ningún archivo."
    return f"{why} De {len(places)} archivos hay {len(written)}, hasta {written[-1].name}; faltan los demás."


def _places(made: Sequence[Gathered], asked: ReportRequest) -> list[Path]:
    ending = asked.order.format
    names = [f"{each.stem}.{ending}" for each in made]
    if asked.out is None or asked.out.is_dir() or not asked.out.suffix:
        return [(asked.out or Path()) / name for name in names]
    if asked.out.suffix.lower() != f".{ending}":
        raise CommandFailed(f"{asked.out}: el nombre debe terminar en .{ending}, como el formato.")
    if len(made) > 1:
        raise CommandFailed(_too_many(made, asked.order))
    return [asked.out]


def _too_many(made: Sequence[Gathered], order: PaperOrder) -> str:
    count = f"Son {len(made)} archivos, de {made[0].stem} a {made[-1].stem}"
    if order.unit_code and not order.programme:
        return f"{count}: diga un programa con --programme, o una carpeta con --out."
    return f"{count}: diga una carpeta con --out."


def _nothing(none: NothingToFile, order: PaperOrder) -> str:
    return nothing_to_file(
        order.unit_code,
        order.period.year,
        is_known=none.unit is not None,
        programme=order.programme,
        known=none.known,
    )


def _format_of(out: Path | None, formats: tuple[str, ...]) -> str:
    """Return the format: from --format, else from the file name."""
    said = out.suffix.lower().removeprefix(".") if out else ""
    return said if said in formats else formats[0]


def _signer(label: str, text: str) -> Signer:
    name, _, post = text.partition(";")
    return Signer(label, name.strip(), post.strip())
