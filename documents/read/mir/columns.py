"""The columns of the MIR workbook, shared by its reader and its template."""

from dataclasses import dataclass
from enum import StrEnum

from domain.kit.indicators import LevelKind, Sense

PROGRAMMES = "Programas"
INDICATORS = "Indicadores"
EXAMPLE = "EJEMPLO"

TEXT_FORMAT = "@"
NUMBER_FORMAT = "0.00##"
WHOLE_FORMAT = "0"


class MirKey(StrEnum):
    """The columns; the value names one in code, the heading names it for people."""

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


GOALS = (MirKey.GOAL_1, MirKey.GOAL_2, MirKey.GOAL_3, MirKey.GOAL_4)


@dataclass(frozen=True)
class MirColumn:
    """`choices` are the values allowed (none: free text); `number_format` keeps codes such as 08 as typed."""

    key: MirKey
    heading: str
    width: int
    example: str | int
    number_format: str = TEXT_FORMAT
    choices: tuple[str, ...] = ()


PROGRAMME_COLUMNS = (
    MirColumn(MirKey.YEAR, "Ejercicio", 11, 2026, WHOLE_FORMAT),
    MirColumn(MirKey.UNIT_CODE, "Clave UR", 10, EXAMPLE),
    MirColumn(MirKey.UNIT_NAME, "Unidad Responsable", 36, "Secretaría de Ejemplo"),
    MirColumn(MirKey.PROGRAMME_CODE, "Clave PP", 10, "08"),
    MirColumn(MirKey.PROGRAMME_NAME, "Programa Presupuestario", 36, "Gobierno Innovador"),
    MirColumn(MirKey.EJES, "Ejes del PMD", 36, "2. Gobierno honesto"),
    MirColumn(MirKey.OBJETIVOS, "Objetivos del PMD", 50, "2.6 Establecer una planeación participativa."),
)

INDICATOR_COLUMNS = (
    MirColumn(MirKey.UNIT_CODE, "Clave UR", 10, EXAMPLE),
    MirColumn(MirKey.PROGRAMME_CODE, "Clave PP", 10, "08"),
    MirColumn(MirKey.LEVEL, "Nivel", 13, "Actividad", choices=tuple(kind.value for kind in LevelKind)),
    MirColumn(MirKey.NUMBER, "Número", 9, "7.1"),
    MirColumn(MirKey.NAME, "Nombre del indicador", 44, "Porcentaje de solicitudes atendidas"),
    MirColumn(MirKey.DEFINITION, "Definición", 44, "Mide las solicitudes atendidas del total recibido"),
    MirColumn(
        MirKey.METHOD, "Método de cálculo", 44, "(Solicitudes atendidas / Solicitudes recibidas) * 100"
    ),
    MirColumn(MirKey.UNIT_OF_MEASURE, "Unidad de medida", 14, "Porcentaje"),
    MirColumn(MirKey.TYPE, "Tipo", 13, "Gestión", choices=("Estratégico", "Gestión")),
    MirColumn(
        MirKey.DIMENSION,
        "Dimensión",
        13,
        "Eficacia",
        choices=("Eficacia", "Eficiencia", "Calidad", "Economía"),
    ),
    MirColumn(
        MirKey.FREQUENCY,
        "Frecuencia de medición",
        14,
        "Mensual",
        choices=("Mensual", "Bimestral", "Trimestral", "Semestral", "Anual"),
    ),
    MirColumn(
        MirKey.SENSE, "Sentido esperado", 14, "Ascendente", choices=tuple(sense.value for sense in Sense)
    ),
    MirColumn(MirKey.BASELINE_VALUE, "Línea base: valor", 11, 0, NUMBER_FORMAT),
    MirColumn(MirKey.BASELINE_YEAR, "Línea base: año", 11, 2025, WHOLE_FORMAT),
    MirColumn(MirKey.AREA, "Área responsable", 30, "Departamento de Atención"),
    MirColumn(MirKey.GOAL_1, "Meta T1", 9, 25, NUMBER_FORMAT),
    MirColumn(MirKey.GOAL_2, "Meta T2", 9, 25, NUMBER_FORMAT),
    MirColumn(MirKey.GOAL_3, "Meta T3", 9, 25, NUMBER_FORMAT),
    MirColumn(MirKey.GOAL_4, "Meta T4", 9, 25, NUMBER_FORMAT),
)

SHEETS = {PROGRAMMES: PROGRAMME_COLUMNS, INDICATORS: INDICATOR_COLUMNS}
SUM_HEADING = "Suma de metas"
