"""Arguments of each kind of document, from its declaration; loaded only for `report`."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.words.spanish import add_command
from domain.papers.kinds import FORMAT_NAMES, PAPERS, Paper, Reach

if TYPE_CHECKING:
    from app.words.spanish import Parsers

EVERY_UNIT = "todas"


def add_documents(kinds: "Parsers") -> None:
    for paper in PAPERS.values():
        _add_kind(kinds, paper)


def _add_kind(kinds: "Parsers", paper: "Paper") -> None:
    formats = ", ".join(FORMAT_NAMES[each] for each in paper.formats)
    parser = add_command(kinds, paper.kind.value, f"escribe {paper.in_shell} ({formats})")
    parser.set_defaults(unit="", programme=None, elaboro=None, vobo=None, lights=False)
    if paper.reach is Reach.UNIT:
        parser.add_argument("unit", metavar="UR", help=f"su código, o «{EVERY_UNIT}»")
    elif paper.reach is Reach.EITHER:
        parser.add_argument("unit", nargs="?", default="", metavar="UR", help="si falta, el municipio")
    parser.add_argument("period", metavar="TRIMESTRE", help="por ejemplo 3T2025")
    parser.add_argument("--format", choices=paper.formats, help=f"si falta, {paper.formats[0]}")
    parser.add_argument(
        "--out", type=Path, metavar="ARCHIVO|CARPETA", help="dónde se escribe; si falta, en esta carpeta"
    )
    if paper.may_show_lights:
        parser.add_argument("--lights", action="store_true", help="con una columna de semáforo")
    if paper.reach is not Reach.TOWN:
        parser.add_argument("--programme", metavar="PP", help="solo este; si falta, todos")
    if paper.is_signed:
        parser.add_argument("--elaboro", metavar="'NOMBRE; CARGO'", help="si no, quien lo envió o el enlace")
        parser.add_argument("--vobo", metavar="'NOMBRE; CARGO'", help="si no, el titular registrado")
