"""The project as files: where it is, which packages it has, what would be committed."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PACKAGES = ("app", "bot", "documents", "domain", "jobs", "sandbox", "storage", "texts", "usecases", "workers")
_LEFT_BY_TOOLS = {".git", ".venv", "__pycache__", "build", "data"}


@dataclass(frozen=True)
class Module:
    """One Python file of ours; `path` is relative to the root, with slashes."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)


@cache
def configuration() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def python_files(*folders: str) -> list[Module]:
    """Return the modules of these folders, migrations excepted, in a stable order."""
    paths = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    modules = (Module(path.relative_to(ROOT).as_posix(), path.read_text()) for path in paths)
    return [module for module in modules if not module.path.startswith("storage/migrations/")]


def committed_texts() -> Iterator[tuple[str, str]]:
    """Yield path and text of every file that is in git or would be; binary files are left out."""
    for path in _paths():
        try:
            yield path, (ROOT / path).read_text()
        except UnicodeDecodeError:
            continue


def _paths() -> list[str]:
    if not (ROOT / ".git").exists():
        return _walked()
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [path for path in listed.stdout.split("\0") if path and (ROOT / path).is_file()]


def _walked() -> list[str]:
    # An unpacked archive has no git; the rules hold there too.
    files = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return [path.as_posix() for path in files if not _LEFT_BY_TOOLS & set(path.parts)]
