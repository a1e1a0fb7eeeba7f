"""`puntual verify`: tell whether a closing package is still as it was made; no database is needed."""

from pathlib import Path

from app.offline import CommandFailed
from app.settings import Settings
from app.working import ENDS, limits_of
from bot.texts.formats import count
from documents.package import PackageCheck
from usecases.makers import PACKAGE_CHECKED
from workers.calls import TaskEnded, call
from workers.once import done_once

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


def verify(settings: Settings, package: Path) -> None:
    """Print what was found; raise CommandFailed when anything is wrong."""
    check = _checked(settings, package.absolute())
    if check.problems:
        lines = [f"{where}: {PROBLEMS[what]}" if where else PROBLEMS[what] for what, where in check.problems]
        raise CommandFailed("\n".join(lines))
    print(_genuine(check))


def _checked(settings: Settings, package: Path) -> PackageCheck:
    try:
        check: PackageCheck = done_once(call(PACKAGE_CHECKED, package), limits_of(settings))
    except TaskEnded as ended:
        raise CommandFailed(f"{package.name}: revisarlo {ENDS[ended.end]}") from ended
    return check


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
