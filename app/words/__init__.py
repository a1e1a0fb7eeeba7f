"""The command-line parser of `puntual`: arguments and help texts, without the work.

It imports nothing else of ours, so that help, version and errors are fast; only `puntual report` reads the
declarations of its documents.
"""

from app import __version__
from app.words.administration import add_administration
from app.words.everyday import add_everyday
from app.words.reports import add_reports
from app.words.spanish import Parser


def build_parser(*, with_documents: bool = True) -> Parser:
    parser = Parser(
        prog="puntual",
        description="Informes trimestrales a tiempo, completos y con prueba.",
        epilog="Cada orden explica lo suyo con -h, por ejemplo: puntual status -h",
    )
    parser.add_argument(
        "--version", action="version", version=f"puntual {__version__}", help="muestra la versión y termina"
    )
    commands = parser.add_subparsers(dest="command", required=True, title="órdenes", metavar="ORDEN")
    add_everyday(commands)
    add_reports(commands, with_kinds=with_documents)
    add_administration(commands)
    return parser
