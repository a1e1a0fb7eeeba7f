"""A document that fails half-way: no partial file, the old file stays, and the error is printed."""

import asyncio
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from shutil import copytree

import pytest

import documents
from app.offline import CommandFailed
from app.report_command import ReportRequest, write_each
from documents.typesetting import set_in_type
from domain.papers.kinds import PaperKind, PaperOrder
from tests.builders import T3
from tests.documents.informes import a_row, a_table
from tests.workers.inside import INSIDE, local
from usecases.papers.paper_requests import Gathered

NOON = datetime(2025, 9, 26, 20, 5, tzinfo=UTC)
ORDER = PaperOrder(PaperKind.INFORME, T3, "402", format="pdf")
FULL = 4096
"""Bytes that fit on the disk of these tests."""


@contextmanager
def full_disk() -> Iterator[None]:
    """Limit files to FULL bytes, so that the system refuses larger writes, as on a full disk."""
    limits, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.getsignal(signal.SIGXFSZ)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (FULL, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.fixture
def broken(tmp_path: Path) -> Callable[[], bytes]:
    """A PDF writer with an unfinished template."""
    template = tmp_path / "informe.typ"
    template.write_text("#set document(title: facts.subject\n", encoding="utf-8")
    return partial(set_in_type, str(template), {}, NOON)


def good() -> bytes:
    return b"%PDF whole"


def large() -> bytes:
    return b"%PDF" * FULL


def a_paper(number: int, write: Callable[[], bytes]) -> Gathered:
    return Gathered(f"informe-402-PP{number}", {"pdf": local(write)})


def failed(*papers: Gathered, out: Path) -> str:
    with pytest.raises(CommandFailed) as why:
        asyncio.run(write_each(INSIDE, papers, ReportRequest(ORDER, out)))
    return str(why.value)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_template_that_a_designer_broke_is_named_and_leaves_what_was_there(
    tmp_path: Path, broken: Callable[[], bytes]
) -> None:
    out = tmp_path / "salida" / "mio.pdf"
    out.parent.mkdir()
    out.write_bytes(b"antes")

    said = failed(a_paper(8, broken), out=out)

    assert said.startswith(f"La plantilla {tmp_path / 'informe.typ'} no se puede usar: ")
    assert (out.read_bytes(), names(out.parent)) == (b"antes", ["mio.pdf"])


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "salida" / "mio.pdf"
    out.parent.mkdir()
    out.write_bytes(b"antes")

    with full_disk():
        said = failed(a_paper(8, large), out=out)

    assert said.startswith(f"{out}: no se puede escribir (")
    assert (out.read_bytes(), names(out.parent)) == (b"antes", ["mio.pdf"])


def test_of_several_files_those_before_a_broken_template_are_whole_and_counted(
    tmp_path: Path, broken: Callable[[], bytes]
) -> None:
    out = tmp_path / "salida"

    said = failed(a_paper(8, good), a_paper(9, broken), a_paper(10, good), out=out)

    assert "no se puede usar" in said
    assert said.endswith("De 3 archivos hay 1, hasta informe-402-PP8.pdf; faltan los demás.")
    assert names(out) == ["informe-402-PP8.pdf"]
    assert (out / "informe-402-PP8.pdf").read_bytes() == good()


def test_of_several_files_those_before_a_full_disk_are_whole_and_counted(tmp_path: Path) -> None:
    out = tmp_path / "salida"

    with full_disk():
        said = failed(a_paper(8, good), a_paper(9, large), out=out)

    assert "informe-402-PP9.pdf: no se puede escribir (" in said
    assert said.endswith("De 2 archivos hay 1, hasta informe-402-PP8.pdf; faltan los demás.")
    assert names(out) == ["informe-402-PP8.pdf"]


def test_when_the_first_of_several_fails_there_is_none(tmp_path: Path, broken: Callable[[], bytes]) -> None:
    out = tmp_path / "salida"

    said = failed(a_paper(8, broken), a_paper(9, good), out=out)

    assert said.endswith("No se escribió ningún archivo.")
    assert names(out) == []


@pytest.mark.parametrize(
    ("kind", "template"), [("consolidado", "oficio.txt"), ("transparencia", "transparencia.toml")]
)
def test_a_broken_template_of_words_or_columns_is_named(tmp_path: Path, kind: str, template: str) -> None:
    copied = Path(copytree(Path(documents.__file__).parent, tmp_path / "documents"))
    (copied / "templates" / template).write_text("$nada = [", encoding="utf-8")
    environment = {
        "PYTHONPATH": str(Path(documents.__file__).parent.parent),
        "PUNTUAL_BOT_TOKEN": "1:x",
        "PUNTUAL_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'puntual.db'}",
    }

    def puntual(*given: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "app.cli", *given]
        ended = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        return ended.returncode, ended.stderr.strip()

    assert puntual("migrate")[0] == 0
    (tmp_path / "informe.txt").write_text(a_table(a_row()), encoding="utf-8")
    puntual("import", "informe.txt")
    code, said = puntual("report", kind, "2T2024", "--out", "salida")

    assert (code, names(tmp_path / "salida")) == (1, [])
    assert said.startswith(f"La plantilla {template} no se puede usar: ")
    assert "\n" not in said
