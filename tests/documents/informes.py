"""Builders of small reports: they print what the tests name and plausible text elsewhere."""

from documents.read.informe.text import read_informe
from domain.kit.reports import DocumentRefused, ImportedIndicator, ImportedProgramme

GOOD_NUMBERS = "25 25 25 25 100 25 _ _ _ 25 0 25 25 25 75"
QUARTERS = "1er. Trim.\t2do. Trim.\t3er. Trim.\t4to. Trim.\tAcumulado *"
HEADING = (
    "Nivel\tNombre\tDefinición\tMétodo de Cálculo\tUnidad de Medida\tTipo\tDimensión\tFrecuencia de Medición"
    "\tSentido Esperado\tLínea Base\t\tValores Programados\t\t\t\t\tValores Alcanzados"
)


def a_row(
    level: str = "Componente 1",
    *,
    name: str = "Porcentaje de árboles",
    definition: str = "Mide los árboles",
    method: str = "(Vivos / Plantados) * 100",
    kind: str = "De gestión",
    baseline: str = "10 2023",
    numbers: str = GOOD_NUMBERS,
    evidence: str = "Oficio A/1/2024 de mayo.",
    lead: int = 0,
) -> str:
    """Write numbers and baseline separated by spaces, with _ for a blank cell."""
    texts = [level, name, definition, method, "Porcentaje", kind, "Eficacia", "Mensual", "Ascendente"]
    values = ["" if word == "_" else word for word in f"{baseline} {numbers}".split()]
    return "\t".join([*[""] * lead, *texts, *values, evidence])


def a_header(
    *,
    title: str = "Informe Trimestral 2024",
    unit: str = "101 - Jardines",
    programme: str = "5 - Ciudad verde",
    period: str = "1er. Trimestre 2024",
    eje: str = "1. Ciudad limpia",
    objetivo: str = "1.1 Plantar árboles.",
) -> str:
    lines = [title, "", f"Unidad Responsable:\t{unit}", f"Programa Presupuestario:\t{programme}"]
    lines += [f"Trimestre que se reporta:\t{period}", "", f"Eje:\t{eje}", f"Objetivo:\t{objetivo}", ""]
    return "\n".join(lines)


def a_table(*rows: str, header: str | None = None, baseline: str = "Valor\tAño") -> str:
    """Print a page of the 2024 table; its first row is line 12."""
    second = "\t" * 9 + f"{baseline}\t{QUARTERS}\t{QUARTERS}\t{QUARTERS}"
    return "\n".join([a_header() if header is None else header, HEADING, second, *rows])


def a_sheet(
    *,
    title: str = "3ER. INFORME TRIMESTRAL 2025 (JULIO-SEPTIEMBRE)",
    unit: str = "UNIDAD RESPONSABLE:\t101.- SECRETARIA DE JARDINES",
    level: str = "COMPONENTE:\t7",
    name: str = "INDICADOR:\tPORCENTAJE DE ÁRBOLES VIVOS.",
    value: str = "VALOR ALCANZADO:\t25%",
    prose: str = "Se plantaron árboles en la Secretaría de Jardines.",
) -> str:
    lines = [title, unit, "PROGRAMA PRESUPUESTARIO:\t08.- CIUDAD VERDE", "EJE:\t2.- CIUDAD LIMPIA.", level]
    return "\n".join([*lines, name, "AREA RESPONSABLE:\tVIVERO", value, "", prose, "", "Elaboró:", ""])


def read(text: str) -> ImportedProgramme:
    return read_informe(text, source="informe.txt")


def read_one(row: str, **header: str) -> ImportedIndicator:
    (indicator,) = read(a_table(row, header=a_header(**header))).indicators
    return indicator


def refusals(text: str) -> list[tuple[str, str]]:
    """Return place and text of each reason to refuse the report; fail when it is taken."""
    try:
        read(text)
    except DocumentRefused as refusal:
        return [(error.place, error.text) for error in refusal.errors]
    raise AssertionError("the report was taken")


def flag_codes(indicator: ImportedIndicator) -> list[str]:
    return [flag.code for flag in indicator.flags]
