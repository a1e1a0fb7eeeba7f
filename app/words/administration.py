"""Arguments of the administration commands and of `puntual audit`."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.words.spanish import add_command, whole_number

if TYPE_CHECKING:
    from app.words.spanish import Parsers

ADMINISTRATION = ("people", "units", "goals", "doubts", "rules", "variables", "causes")


def add_administration(commands: "Parsers") -> None:
    _add_people(commands)
    _add_goals(commands)
    _add_rules(commands)
    _add_variables(commands)
    _add_calendar(commands)
    _add_audit(commands)


def _add_people(commands: "Parsers") -> None:
    people = add_command(commands, "people", "muestra a las personas registradas e invitadas")
    people.add_argument("unit", nargs="?", metavar="UR", help="solo las de esta")
    units = add_command(commands, "units", "muestra las UR con sus programas y enlaces")
    units.add_argument("--rename", nargs=2, metavar=("UR", "NOMBRE"), help="cambia el nombre de una UR")


def _add_goals(commands: "Parsers") -> None:
    goals = add_command(commands, "goals", "muestra las metas de una UR, o reprograma las de un indicador")
    goals.add_argument("unit", metavar="UR", help="su código, por ejemplo 402")
    goals.add_argument("--indicator", metavar="NIVEL", help="por ejemplo: Actividad 7.1")
    goals.add_argument("--set", metavar="METAS", help="las cuatro, que sumen 100: '20 30 25 25'")
    goals.add_argument("--oficio", metavar="NÚMERO", help="el oficio que lo ordena")
    goals.add_argument("--date", metavar="AAAA-MM-DD", help="la fecha del oficio")
    goals.add_argument("--reason", metavar="TEXTO", help="por qué cambian")
    doubts = add_command(commands, "doubts", "muestra los números importados por confirmar, con su renglón")
    doubts.add_argument("unit", nargs="?", metavar="UR", help="solo los de esta")
    doubts.add_argument("--settle", nargs=2, metavar=("CLAVE", "VALOR"), help="confirma uno")


def _add_rules(commands: "Parsers") -> None:
    rules = add_command(commands, "rules", "muestra o cambia los colores y preguntas de los programas")
    rules.add_argument("unit", metavar="UR", help="su código, por ejemplo 402")
    rules.add_argument("--programme", metavar="PP", help="solo este; si falta, todos los suyos")
    rules.add_argument("--limits", metavar="LÍMITES", help="amarillo y verde desde, verde hasta: '80 90 110'")
    rules.add_argument("--months", choices=["yes", "no"], help="pide el avance mes por mes")
    rules.add_argument("--narrative", choices=["yes", "no"], help="pide la ficha narrativa")
    causes = add_command(commands, "causes", "muestra o cambia el catálogo de causas")
    causes.add_argument("--add", nargs=2, metavar=("LADO", "TEXTO"), help="below o above, y la causa")
    causes.add_argument("--retire", metavar="TEXTO", help="deja de ofrecer una causa")
    causes.add_argument("--place", nargs=2, metavar=("TEXTO", "LUGAR"), help="la pone en otro lugar")


def _add_variables(commands: "Parsers") -> None:
    variables = add_command(commands, "variables", "muestra o decide qué se cuenta en los indicadores")
    variables.add_argument("unit", metavar="UR", help="su código, por ejemplo 402")
    variables.add_argument("--indicator", metavar="NIVEL", help="por ejemplo: Actividad 7.1")
    variables.add_argument("--set", metavar="QUÉ", help="lo que se cuenta: 'reuniones realizadas'")
    variables.add_argument("--denominator", metavar="NÚMERO", help="cuántas son en todo el año: 1440")
    variables.add_argument("--explained", metavar="TEXTO", help="de dónde sale: '120 reuniones × 12'")
    variables.add_argument("--formula", default="n / d * 100", metavar="FÓRMULA", help="'n / d * 100'")
    variables.add_argument("--remove", action="store_true", help="deja el indicador solo en porcentaje")


def _add_calendar(commands: "Parsers") -> None:
    calendar = add_command(commands, "calendar", "muestra las fechas y los inhábiles, o importa una lista")
    deeds = calendar.add_subparsers(dest="deed", required=True, title="qué", metavar="QUÉ")
    listed = add_command(deeds, "list", "muestra los inhábiles de un año, con su fuente")
    listed.add_argument("year", nargs="?", type=whole_number, metavar="AÑO", help="si falta, el actual")
    taken = add_command(
        deeds,
        "import",
        "agrega los inhábiles de un archivo CSV o ICS",
        "Avisa a quien le cambia una fecha.",
    )
    taken.add_argument("file", type=Path, metavar="ARCHIVO", help="el CSV o ICS")
    taken.add_argument("--dry-run", action="store_true", help="solo muestra qué agregaría")
    dates = add_command(deeds, "dates", "muestra las fechas de un trimestre, y las UR que tienen otras")
    dates.add_argument("period", nargs="?", metavar="TRIMESTRE", help="por ejemplo 3T2025")


def _add_audit(commands: "Parsers") -> None:
    audit = add_command(commands, "audit", "muestra, exporta o verifica el historial de cambios")
    audit.add_argument("--unit", metavar="UR", help="solo de una UR")
    audit.add_argument("--period", metavar="TRIMESTRE", help="solo de un trimestre, por ejemplo 3T2025")
    audit.add_argument("--export", type=Path, metavar="ARCHIVO", help="lo escribe en un .csv o .jsonl")
    audit.add_argument("--verify", action="store_true", help="comprueba la cadena de sellos; 1 si está rota")
    audit.add_argument(
        "--against",
        nargs="+",
        default=(),
        metavar="TESTIGO",
        help="lo compara con un acuse en PDF, un respaldo o un sello impreso: '1234 3f2a9c1d5b7e'",
    )
