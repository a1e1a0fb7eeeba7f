"""`puntual verify`: verifies a closing package without a database."""

from pathlib import Path

from app.offline import CommandFailed
from app.settings import Settings
from app.working import ENDS, limits_of
from documents.package import PackageCheck
from texts.kit.formats import count
from usecases.kit.makers import PACKAGE_CHECKED
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


def verify(settings: Settings, package: Path) -> bool:
    """Print the result and return whether all evidence is in it; raise CommandFailed if it was changed."""
    check = _checked(settings, package.absolute())
    if check.problems:
        lines = [f"{where}: {PROBLEMS[what]}" if where else PROBLEMS[what] for what, where in check.problems]
        raise CommandFailed("\n".join(lines))
    absent, altered = _left_out(check, "absent"), _left_out(check, "altered")
    print(_genuine(check, is_complete=not absent and not altered))
    if altered:
        print(f"Al hacerlo estaban alterados en el servidor, y no van: {', '.join(altered)}")
    if absent:
        print(f"Al hacerlo ya no estaban en el servidor: {', '.join(absent)}")
    return not absent and not altered


def _checked(settings: Settings, package: Path) -> PackageCheck:
    try:
        check: PackageCheck = done_once(call(PACKAGE_CHECKED, package), limits_of(settings))
    except TaskEnded as ended:
        raise CommandFailed(f"{package.name}: revisarlo {ENDS[ended.end]}") from ended
    return check


def _genuine(check: PackageCheck, *, is_complete: bool) -> str:
    manifest = check.manifest or {}
    units = ", ".join(str(unit["code"]) for unit in manifest["units"])
    head, tail = ("Íntegro", "") if is_complete else ("Como se hizo", ", sin todas sus evidencias")
    lines = [
        f"{head}: {count(check.files, 'archivo', 'archivos')} de {units}, {manifest['period']}{tail}.",
        f"Hecho: {manifest['made_at']}",
        f"Huella de manifest.json: {check.sha256}",
    ]
    return "\n".join(lines)


def _left_out(check: PackageCheck, how: str) -> list[str]:
    """Return evidence that was already faulty when the package was made."""
    manifest = check.manifest or {}
    found = [path for unit in manifest["units"] for path in unit.get(how, ())]
    return found + (list(manifest.get("left_out", ())) if how == "altered" else [])
