"""An Informe Trimestral as text, in the layout that municipalities export: input for the bulk data."""

import random

INDICATORS = 15
QUARTERS = "1er. Trim.\t2do. Trim.\t3er. Trim.\t4to. Trim.\tAcumulado *"
HEADING = (
    "Nivel\tNombre\tDefinición\tMétodo de Cálculo\tUnidad de Medida\tTipo\tDimensión\tFrecuencia de Medición"
    "\tSentido Esperado\tLínea Base\t\tValores Programados\t\t\t\t\tValores Alcanzados"
)
NAMES = ("1er. Trimestre 2025", "2do. Trimestre 2025", "3er. Trimestre 2025", "4to. Trimestre 2025")
DEFINITION = (
    "Mide el número de acciones realizadas para la integración de los informes trimestrales respecto de las "
    "programadas, así como la recepción de la información que envían las Unidades Responsables."
)
EVIDENCE = "Oficio IMP/{n}/2025 de fecha 26 de septiembre de 2025."


def informe(code: str, quarter: int) -> str:
    """Return the report of a UR that has reached its goals of 25 % up to this quarter of 2025."""
    lines = ["Informe Trimestral 2025", "", f"Unidad Responsable:\t{code} - Jardines"]
    lines += ["Programa Presupuestario:\t8 - Gobierno innovador"]
    lines += [f"Trimestre que se reporta:\t{NAMES[quarter - 1]}", ""]
    lines += ["Eje:\t1. Ciudad limpia", "Objetivo:\t1.1 Plantar árboles.", ""]
    lines += [HEADING, "\t" * 9 + "\t".join(["Valor\tAño", QUARTERS, QUARTERS, QUARTERS])]
    return "\n".join([*lines, *(_row(n, quarter) for n in range(1, INDICATORS + 1))])


def _row(number: int, quarter: int) -> str:
    """Return a row with texts as long as real ones, all different: equal ones would be laid out only once."""
    words = DEFINITION.split()
    random.Random(number).shuffle(words)
    texts = [f"Componente {number}", f"Porcentaje de acciones {number}", " ".join(words)]
    texts += ["(Realizadas / Programadas) * 100", "Porcentaje", "De gestión", "Eficacia"]
    texts += ["Trimestral", "Ascendente", "10", "2023"]
    ahead = 4 - quarter
    achieved = ["25"] * quarter + [""] * ahead + [str(25 * quarter)]
    short = ["0"] * quarter + ["25"] * ahead + [str(25 * ahead)]
    return "\t".join([*texts, *["25"] * 4, "100", *achieved, *short, EVIDENCE.format(n=number)])
