"""Arguments of `puntual report`; those of each kind of document are in `documents.py`."""

from typing import TYPE_CHECKING

from app.words.spanish import add_command

if TYPE_CHECKING:
    from app.words.spanish import Parsers


def add_reports(commands: "Parsers", *, with_kinds: bool) -> None:
    """Add the command; `with_kinds` adds its documents, whose declarations are slow to load."""
    report = add_command(
        commands,
        "report",
        "escribe los documentos para firmar y entregar",
        "Cada documento explica lo suyo con -h, por ejemplo: puntual report informe -h",
    )
    kinds = report.add_subparsers(dest="kind", required=True, title="documentos", metavar="DOCUMENTO")
    if with_kinds:
        from app.words.documents import add_documents

        add_documents(kinds)
