"""`puntual report`: write the documents that the municipality files."""

import argparse
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.clock import Clock
from app.offline import CommandFailed, opened_database
from app.settings import Settings
from bot.texts.formats import joined
from documents.filed.informe import ELABORO, VO_BO, InformeSheet, Signer
from documents.filed.informe_docx import informe_docx
from documents.filed.informe_pdf import informe_pdf
from documents.filed.informe_xlsx import informe_xlsx
from documents.typesetting import TemplateWrong
from domain.moments import Moment
from domain.periods import Period
from usecases.make_informe import Informe, NoInforme, make_informe

WRITERS: dict[str, Callable[[InformeSheet], bytes]] = {
    "pdf": informe_pdf,
    "xlsx": informe_xlsx,
    "docx": informe_docx,
}


@dataclass(frozen=True)
class Asked:
    """Which report is wanted, how, and where it goes: a file, or a folder for any number of them."""

    unit: str
    period: Period
    programme: str | None = None
    format: str = "pdf"
    out: Path | None = None
    signers: tuple[Signer, ...] = ()


def asked_of(arguments: argparse.Namespace) -> Asked:
    """Read the words of the command; a name may come with its post behind a semicolon."""
    named = ((ELABORO, arguments.elaboro), (VO_BO, arguments.vobo))
    return Asked(
        unit=arguments.unit,
        period=Period.parse(arguments.period),
        programme=arguments.programme,
        format=arguments.format or _format_of(arguments.out),
        out=arguments.out,
        signers=tuple(_signer(label, text) for label, text in named if text),
    )


async def report(settings: Settings, clock: Clock, asked: Asked) -> None:
    """Write one file for each programme; raise CommandFailed, and leave nothing half-written."""
    async with opened_database(settings) as database, database.read() as uow:
        moment = Moment(clock.now(), settings.zone)
        try:
            made = await make_informe(
                uow, asked.unit, asked.period, moment, programme=asked.programme, signers=asked.signers
            )
        except NoInforme as none:
            raise CommandFailed(_nothing(none, asked)) from none
    places = _places(made, asked)
    for informe, place in zip(made, places, strict=True):
        write_whole(place, _content(informe, asked))
        print(f"Informe escrito en {place}")


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in its place at once, or leave what was there; raise CommandFailed when that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise CommandFailed(f"{path}: no se puede escribir ({error.strerror}).") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        with suppress(OSError):
            Path(name).unlink()
        raise CommandFailed(f"{path}: no se puede escribir ({error.strerror}).") from error


def _content(informe: Informe, asked: Asked) -> bytes:
    try:
        return WRITERS[asked.format](informe.sheet)
    except TemplateWrong as wrong:
        raise CommandFailed(f"La plantilla {wrong.template} no se puede usar: {wrong.why}") from wrong


def _places(made: list[Informe], asked: Asked) -> list[Path]:
    names = [f"{_name(each)}.{asked.format}" for each in made]
    if asked.out is None or asked.out.is_dir() or not asked.out.suffix:
        return [(asked.out or Path()) / name for name in names]
    if asked.out.suffix.lower() != f".{asked.format}":
        raise CommandFailed(f"{asked.out}: el nombre debe terminar en .{asked.format}, como el formato.")
    if len(made) > 1:
        codes = joined([each.programme_code for each in made])
        text = f"La UR {asked.unit} tiene los programas {codes}: diga uno con --programme, o una carpeta."
        raise CommandFailed(text)
    return [asked.out]


def _name(informe: Informe) -> str:
    """Return the name of a file; a code may hold what a name cannot."""
    code = "".join(sign if sign.isalnum() else "-" for sign in informe.programme_code)
    return f"informe-{informe.unit_code}-PP{code}-{informe.period}"


def _nothing(none: NoInforme, asked: Asked) -> str:
    if none.unit is None:
        return f"No hay una UR {asked.unit}: importe primero su programa con «puntual import»."
    if not none.known:
        return f"La UR {asked.unit} no tiene programas de {asked.period.year}: impórtelos primero."
    return f"La UR {asked.unit} no tiene el programa {asked.programme}; tiene {joined(none.known)}."


def _format_of(out: Path | None) -> str:
    """Without --format the name of the file says it."""
    said = out.suffix.lower().removeprefix(".") if out else ""
    return said if said in WRITERS else "pdf"


def _signer(label: str, text: str) -> Signer:
    name, _, post = text.partition(";")
    return Signer(label, name.strip(), post.strip())
