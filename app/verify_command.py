"""`puntual verify`: tell whether a closing package is still as it was made; no database is needed."""

import argparse
from pathlib import Path

from app.offline import CommandFailed
from app.settings import Settings
from bot.texts.formats import count
from documents.package import PackageCheck, check_package

PROBLEMS = {
    "changed": "cambió después de hacerse el paquete",
    "missing": "falta",
    "unknown": "no estaba en el paquete",
    "twice": "está dos veces",
    "acuse": "los datos del acuse de esta UR no son los que se sellaron",
    "no_manifest": "no está, está dos veces o no es de Puntual: no se puede revisar nada",
    "too_large": "El paquete trae más archivos o más datos que cualquiera de Puntual: no se revisa.",
    "unreadable": "no existe, está cortado o no es un ZIP",
}


def add_verify(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("verify", help="revisa que un paquete de cierre siga como se hizo")
    parser.add_argument("package", type=Path, metavar="PAQUETE.zip")


def run_verify(_: Settings, arguments: argparse.Namespace) -> int:
    """Print what was found and return 1 when anything is wrong."""
    check = check_package(arguments.package)
    if check.problems:
        lines = [f"{where}: {PROBLEMS[what]}" if where else PROBLEMS[what] for what, where in check.problems]
        raise CommandFailed("\n".join(lines))
    print(_genuine(check))
    return 0


def _genuine(check: PackageCheck) -> str:
    manifest = check.manifest or {}
    units = ", ".join(str(unit["code"]) for unit in manifest["units"])
    absent = [path for unit in manifest["units"] for path in unit.get("absent", ())]
    lines = [
        f"Íntegro: {count(check.files, 'archivo', 'archivos')} de {units}, {manifest['period']}.",
        f"Hecho: {manifest['made_at']}",
        f"Huella de manifest.json: {check.sha256}",
    ]
    if absent:
        lines.append(f"Al hacerlo ya no estaban en el servidor: {', '.join(absent)}")
    return "\n".join(lines)
