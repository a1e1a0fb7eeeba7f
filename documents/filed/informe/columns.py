"""The columns of the Informe Trimestral: their groups, headings and widths."""

from dataclasses import dataclass

QUARTERS = ("1er. Trim.", "2do. Trim.", "3er. Trim.", "4to. Trim.", "Acumulado")
DESCRIPTIVE = (
    "Nivel",
    "Nombre",
    "Definición",
    "Método de Cálculo",
    "Unidad de Medida",
    "Tipo",
    "Dimensión",
    "Frecuencia de Medición",
    "Sentido Esperado",
)
BASELINE = "Línea Base"
BASELINE_CELLS = ("Valor", "Año")
DATA = "Datos del Indicador"
PROOF = "Medios de Verificación"
LIGHT = "Semáforo"
GROUPS = ("Valores Programados", "Valores Alcanzados", "Variación")

LEFT = len(DESCRIPTIVE)
FIRST_NUMBER = LEFT + len(BASELINE_CELLS)
LAST = FIRST_NUMBER + len(GROUPS) * len(QUARTERS)
"""Position of the last column, medios de verificación, from 0."""

POINTS = (
    *(35.0, 58.0, 78.0, 78.0, 27.5, 27.5, 25.5, 27.0, 28.5, 16.0, 17.0),
    *(14.6, 14.6, 14.6, 14.6, 27.0) * 3,
    86.0,
)
"""Width of each column in points on landscape letter paper."""
LIGHT_POINTS = 32.0
_GIVERS = {2: 11.0, 3: 11.0, LAST: 10.0}
"""The width that definition, method and medios de verificación lose to the column of lights."""


@dataclass(frozen=True)
class HeadingCell:
    """One cell of the three rows of headings: its position from 0 and its extent."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


def widths(*, has_lights: bool) -> tuple[float, ...]:
    """Return the width of each column, including that of the lights if wanted."""
    if not has_lights:
        return POINTS
    return (*(points - _GIVERS.get(place, 0) for place, points in enumerate(POINTS)), LIGHT_POINTS)


def heads(*, has_lights: bool = False) -> tuple[HeadingCell, ...]:
    """Return the cells of the headings in reading order."""
    count = len(QUARTERS)
    groups = tuple(
        HeadingCell(text, 0, FIRST_NUMBER + count * place, columns=count) for place, text in enumerate(GROUPS)
    )
    described = tuple(HeadingCell(text, 1, place, rows=2) for place, text in enumerate(DESCRIPTIVE))
    quarters = tuple(
        HeadingCell(text, 1, FIRST_NUMBER + place, rows=2)
        for place, text in enumerate(QUARTERS * len(GROUPS))
    )
    return (
        HeadingCell(DATA, 0, 0, columns=FIRST_NUMBER),
        *groups,
        HeadingCell(PROOF, 0, LAST, rows=3),
        *((HeadingCell(LIGHT, 0, LAST + 1, rows=3),) if has_lights else ()),
        *described,
        HeadingCell(BASELINE, 1, LEFT, columns=len(BASELINE_CELLS)),
        *quarters,
        *(HeadingCell(text, 2, LEFT + place) for place, text in enumerate(BASELINE_CELLS)),
    )
