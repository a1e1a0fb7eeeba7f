"""What a refusal shows as an example: the same command, as it is typed by whoever was refused."""

from domain.papers import PAPERS, Reach

A_UNIT, A_QUARTER = "402", "3T2025"

_PAPERS = {paper.command: paper.reach for paper in PAPERS.values()}
OF_UNIT = frozenset(
    {
        *("estado", "entrega", "enviar", "plantilla", "historial", "prorroga", "prorrogas", "reabrir"),
        *("calendario", "recordar", "relevo", "personas", "metas", "umbrales", "variables", "atencion"),
        *("renombrar", "reprogramar", "confirmar", "ajustar", "contar", "invitar", "revocar"),
        *("retirar invitación", "cambiar fecha", "reasignaciones"),
        *(name for name, reach in _PAPERS.items() if reach is not Reach.TOWN),
    }
)
"""What is asked for of one UR."""
OF_QUARTER = frozenset(
    {
        *("estado", "entrega", "enviar", "prorroga", "reabrir", "calendario"),
        *("pendientes", "capturar", "resumen", "cerrar", "cambiar fecha"),
        *(name for name, reach in _PAPERS.items() if reach is Reach.TOWN),
    }
)
"""What is asked for of one quarter, without any UR where the command needs none."""
NEEDS_BOTH = frozenset({"reabrir"})
SHOWS_OLD = frozenset({"estado", "entrega", "historial", "pendientes", "plantilla", *_PAPERS})
"""What may be seen of years long over."""


def example_of_unit(command: str, unit_code: str = A_UNIT) -> str:
    """`/prorroga 402`; empty for what names no UR."""
    if command not in OF_UNIT:
        return ""
    return _typed(command, unit_code, A_QUARTER if command in NEEDS_BOTH else "")


def example_of_quarter(command: str) -> str:
    """`/pendientes 3T2025`, or the quarter alone where no command is known."""
    if command not in OF_QUARTER:
        return A_QUARTER
    return _typed(command, A_UNIT if command in NEEDS_BOTH else "", A_QUARTER)


def example_of_both(command: str, unit_code: str, period: str) -> str:
    """`/estado 402 4T2024`; empty for what cannot be seen of such a quarter."""
    if command not in SHOWS_OLD:
        return ""
    return _typed(command, unit_code if command in OF_UNIT else "", period)


def _typed(command: str, *operands: str) -> str:
    """A command has a slash; what is typed in several words has none."""
    name = command if " " in command else f"/{command}"
    return " ".join(filter(None, (name, *operands)))
