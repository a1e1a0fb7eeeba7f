"""The columns of the MIR workbook, shared by its reader and its template."""

from dataclasses import dataclass
from enum import StrEnum

from domain.indicators import LevelKind, Sense

PROGRAMMES = "Programas"
INDICATORS = "Indicadores"
EXAMPLE = "EJEMPLO"

TEXT_FORMAT = "@"
NUMBER_FORMAT = "0.00##"
WHOLE_FORMAT = "0"


class Key(StrEnum):
    """What a column holds; the value names it in code, the heading names it for people."""

    YEAR = "year"
    UNIT_CODE = "unit_code"
    UNIT_NAME = "unit_name"
    PROGRAMME_CODE = "programme_code"
    PROGRAMME_NAME = "programme_name"
    EJES = "ejes"
    OBJETIVOS = "objetivos"
    LEVEL = "level"
    NUMBER = "number"
    NAME = "name"
    DEFINITION = "definition"
    METHOD = "method"
    UNIT_OF_MEASURE = "unit_of_measure"
    TYPE = "type"
    DIMENSION = "dimension"
    FREQUENCY = "frequency"
    SENSE = "sense"
    BASELINE_VALUE = "baseline_value"
    BASELINE_YEAR = "baseline_year"
    AREA = "area"
    GOAL_1 = "goal_1"
    GOAL_2 = "goal_2"
    GOAL_3 = "goal_3"
    GOAL_4 = "goal_4"


GOALS = (Key.GOAL_1, Key.GOAL_2, Key.GOAL_3, Key.GOAL_4)


@dataclass(frozen=True)
class Column:
    """`choices` are the only values taken (none: free); `number_format` keeps codes such as 08 as typed."""

    key: Key
    heading: str
    width: int
    example: str | int
    number_format: str = TEXT_FORMAT
    choices: tuple[str, ...] = ()


PROGRAMME_COLUMNS = (
    Column(Key.YEAR, "Ejercicio", 11, 2026, WHOLE_FORMAT),
    Column(Key.UNIT_CODE, "Clave UR", 10, EXAMPLE),
    Column(Key.UNIT_NAME, "Unidad Responsable", 36, "Secretaría de Ejemplo"),
    Column(Key.PROGRAMME_CODE, "Clave PP", 10, "08"),
    Column(Key.PROGRAMME_NAME, "Programa Presupuestario", 36, "Gobierno Innovador"),
    Column(Key.EJES, "Ejes del PMD", 36, "2. Gobierno honesto"),
    Column(Key.OBJETIVOS, "Objetivos del PMD", 50, "2.6 Establecer una planeación participativa."),
)

INDICATOR_COLUMNS = (
    Column(Key.UNIT_CODE, "Clave UR", 10, EXAMPLE),
    Column(Key.PROGRAMME_CODE, "Clave PP", 10, "08"),
    Column(Key.LEVEL, "Nivel", 13, "Actividad", choices=tuple(kind.value for kind in LevelKind)),
    Column(Key.NUMBER, "Número", 9, "7.1"),
    Column(Key.NAME, "Nombre del indicador", 44, "Porcentaje de solicitudes atendidas"),
    Column(Key.DEFINITION, "Definición", 44, "Mide las solicitudes atendidas del total recibido"),
    Column(Key.METHOD, "Método de cálculo", 44, "(Solicitudes atendidas / Solicitudes recibidas) * 100"),
    Column(Key.UNIT_OF_MEASURE, "Unidad de medida", 14, "Porcentaje"),
    Column(Key.TYPE, "Tipo", 13, "Gestión", choices=("Estratégico", "Gestión")),
    Column(
        Key.DIMENSION, "Dimensión", 13, "Eficacia", choices=("Eficacia", "Eficiencia", "Calidad", "Economía")
    ),
    Column(
        Key.FREQUENCY,
        "Frecuencia de medición",
        14,
        "Mensual",
        choices=("Mensual", "Bimestral", "Trimestral", "Semestral", "Anual"),
    ),
    Column(Key.SENSE, "Sentido esperado", 14, "Ascendente", choices=tuple(sense.value for sense in Sense)),
    Column(Key.BASELINE_VALUE, "Línea base: valor", 11, 0, NUMBER_FORMAT),
    Column(Key.BASELINE_YEAR, "Línea base: año", 11, 2025, WHOLE_FORMAT),
    Column(Key.AREA, "Área responsable", 30, "Departamento de Atención"),
    Column(Key.GOAL_1, "Meta T1", 9, 25, NUMBER_FORMAT),
    Column(Key.GOAL_2, "Meta T2", 9, 25, NUMBER_FORMAT),
    Column(Key.GOAL_3, "Meta T3", 9, 25, NUMBER_FORMAT),
    Column(Key.GOAL_4, "Meta T4", 9, 25, NUMBER_FORMAT),
)

SHEETS = {PROGRAMMES: PROGRAMME_COLUMNS, INDICATORS: INDICATOR_COLUMNS}
SUM_HEADING = "Suma de metas"
