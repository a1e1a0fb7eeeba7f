"""The words of `puntual report`: one command for each kind of document."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from app.words.spanish import add_command

if TYPE_CHECKING:
    from app.words.spanish import Parsers

EVERY_UNIT = "todas"
FORMAT_NAMES = {"pdf": "PDF", "xlsx": "Excel", "docx": "Word", "zip": "ZIP"}


class Report(NamedTuple):
    """What may be typed of a kind; `reach` says whether it takes a UR: it must, it may, or there is none."""

    does: str
    reach: str
    formats: tuple[str, ...]
    is_signed: bool = False


REPORTS = {
    "informe": Report(
        "escribe el Informe Trimestral de una UR, uno por programa",
        "unit",
        ("pdf", "xlsx", "docx"),
        is_signed=True,
    ),
    "ficha": Report("escribe la Ficha de indicadores de una UR", "unit", ("pdf", "docx"), is_signed=True),
    "control": Report("escribe el Reporte de control interno", "town", ("pdf", "xlsx")),
    "seguimiento": Report(
        "escribe el Seguimiento de acciones y resultados acumulados", "either", ("pdf", "xlsx")
    ),
    "consolidado": Report("escribe el Informe consolidado con su oficio", "town", ("pdf", "xlsx", "docx")),
    "sesion": Report("escribe la Presentación de la sesión de resultados", "either", ("pdf",)),
    "atencion": Report("escribe el Registro de atención a enlaces", "town", ("pdf", "xlsx")),
    "transparencia": Report("escribe los Formatos de transparencia", "either", ("xlsx",)),
    "paquete": Report(
        "escribe el Paquete de cierre, con las evidencias y sus huellas", "either", ("zip",), is_signed=True
    ),
}
"""The documents of `domain/papers.py`, which is not imported here: a test holds the two together."""


def add_reports(commands: "Parsers") -> None:
    report = add_command(
        commands,
        "report",
        "escribe los documentos para firmar y entregar",
        "Cada documento explica lo suyo con -h, por ejemplo: puntual report informe -h",
    )
    kinds = report.add_subparsers(dest="kind", required=True, title="documentos", metavar="DOCUMENTO")
    for kind, known in REPORTS.items():
        _add_kind(kinds, kind, known)


def _add_kind(kinds: "Parsers", kind: str, known: Report) -> None:
    formats = ", ".join(FORMAT_NAMES[each] for each in known.formats)
    parser = add_command(kinds, kind, f"{known.does} ({formats})")
    parser.set_defaults(unit="", programme=None, elaboro=None, vobo=None, lights=False)
    if known.reach == "unit":
        parser.add_argument("unit", metavar="UR", help=f"su código, o «{EVERY_UNIT}»")
    elif known.reach == "either":
        parser.add_argument("unit", nargs="?", default="", metavar="UR", help="si falta, el municipio")
    parser.add_argument("period", metavar="TRIMESTRE", help="por ejemplo 3T2025")
    parser.add_argument("--format", choices=known.formats, help=f"si falta, {known.formats[0]}")
    parser.add_argument(
        "--out", type=Path, metavar="ARCHIVO|CARPETA", help="dónde se escribe; si falta, en esta carpeta"
    )
    if kind == "informe":
        parser.add_argument("--lights", action="store_true", help="con una columna de semáforo")
    if known.reach != "town":
        parser.add_argument("--programme", metavar="PP", help="solo este; si falta, todos")
    if known.is_signed:
        parser.add_argument("--elaboro", metavar="'NOMBRE; CARGO'", help="si no, quien lo envió o el enlace")
        parser.add_argument("--vobo", metavar="'NOMBRE; CARGO'", help="si no, el titular registrado")
