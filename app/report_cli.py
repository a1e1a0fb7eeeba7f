"""The words of `puntual report`: one command for each kind of document."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bot.texts.papers import FORMAT_NAMES, PAPER_NAMES
from domain.papers import PAPERS, Paper, PaperKind, Reach

EVERY_UNIT = "todas"

if TYPE_CHECKING:
    Parsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_report(commands: "Parsers") -> None:
    report = commands.add_parser("report", help="escribe los documentos para firmar y entregar")
    kinds = report.add_subparsers(dest="kind", required=True, metavar="DOCUMENTO")
    for kind, paper in PAPERS.items():
        _add_kind(kinds, kind, paper)


def _add_kind(kinds: "Parsers", kind: PaperKind, paper: Paper) -> None:
    formats = ", ".join(FORMAT_NAMES[each] for each in paper.formats)
    parser = kinds.add_parser(kind.value, help=f"{PAPER_NAMES[kind]} ({formats})")
    parser.set_defaults(unit="", programme=None, elaboro=None, vobo=None, lights=False)
    if paper.reach is Reach.UNIT:
        parser.add_argument("unit", metavar="UR", help=f"su código, o «{EVERY_UNIT}»")
    elif paper.reach is Reach.EITHER:
        parser.add_argument("unit", nargs="?", default="", metavar="UR", help="si falta, el municipio")
    parser.add_argument("period", metavar="TRIMESTRE", help="por ejemplo 3T2025")
    parser.add_argument("--format", choices=paper.formats, help=f"si falta, {paper.formats[0]}")
    parser.add_argument("--out", type=Path, metavar="ARCHIVO|CARPETA")
    if kind is PaperKind.INFORME:
        parser.add_argument("--lights", action="store_true", help="con una columna de semáforo")
    if paper.reach is not Reach.TOWN:
        parser.add_argument("--programme", metavar="PP", help="solo este; si falta, todos")
    if paper.is_signed:
        parser.add_argument("--elaboro", metavar="'NOMBRE; CARGO'", help="si no, quien lo envió o el enlace")
        parser.add_argument("--vobo", metavar="'NOMBRE; CARGO'", help="si no, el titular registrado")
