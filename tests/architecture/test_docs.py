"""What the pages for developers say of files is true: a path that is named exists, a link leads somewhere."""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.architecture.project import PACKAGES, ROOT

FOLDERS = {*PACKAGES, ".ci", "bench", "deploy", "docs", "findings", "scripts", "tests"}
GUIDES = "guia-"
"""Pages for people who use or operate the product: their paths lie in the data folder of an installation."""
CODE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"[\w.-]+(?:/[\w.*-]+)+/?|[\w-]+\.(?:py|md|toml|typ|txt|service|yaml)")
PLACED = re.compile(r"`(\w+)[^`\n]*` in\s+`([\w/]+\.py)`")
"""A name that is said to stand in a file: `TABLE` in `domain/kit/entregas.py`."""
RUN = re.compile(r"`python -m ([\w.]+)[^`]*`")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")

PAGES = sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/*.md"))
EVERY_PAGE = PAGES + sorted(ROOT.glob("docs/decisions/*.md"))


def names(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", [page for page in PAGES if not page.name.startswith(GUIDES)], ids=names)
def test_every_path_that_is_named_exists(page: Path) -> None:
    assert [path for path in paths_in(page.read_text()) if not exists(path)] == []


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_every_name_stands_in_the_file_that_is_said_to_hold_it(page: Path) -> None:
    placed = PLACED.findall(page.read_text())

    assert [(name, path) for name, path in placed if not stands_in(name, path)] == []


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_every_module_that_is_to_be_run_is_there(page: Path) -> None:
    modules = RUN.findall(page.read_text().replace("\n", " "))

    assert [module for module in modules if find_spec(module) is None] == []


@pytest.mark.parametrize("page", EVERY_PAGE, ids=names)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text()) if "://" not in link]

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_page_by_subject_is_in_the_list_of_the_architecture() -> None:
    listed = set(LINK.findall((ROOT / "docs" / "architecture.md").read_text()))
    subjects = {page.name for page in ROOT.glob("docs/*.md") if not page.name.startswith(GUIDES)}

    assert subjects - {"architecture.md"} <= listed


def test_a_page_is_looked_through_for_what_it_names() -> None:
    text = "`bot/gone.py`, `Thing` in `domain/*.py`, `data/puntual.db`, `nowhere.py`, `402 3T2025`"

    assert list(paths_in(text)) == ["bot/gone.py", "domain/*.py", "nowhere.py"]
    assert [path for path in paths_in(text) if not exists(path)] == ["bot/gone.py", "nowhere.py"]


def test_a_name_is_looked_for_in_its_file() -> None:
    assert PLACED.findall("`TABLE` in\n`domain/kit/entregas.py`") == [("TABLE", "domain/kit/entregas.py")]
    assert stands_in("TABLE", "domain/kit/entregas.py")
    assert not stands_in("NO_SUCH_TABLE", "domain/kit/entregas.py")


def paths_in(text: str) -> Iterator[str]:
    """Yield what stands between backticks and is a path of the repository, or a bare file name."""
    for code in CODE.findall(text):
        if PATH.fullmatch(code) and ("/" not in code or code.split("/")[0] in FOLDERS):
            yield code


def stands_in(name: str, path: str) -> bool:
    return exists(path) and re.search(rf"\b{name}\b", (ROOT / path).read_text()) is not None


def exists(path: str) -> bool:
    return any(True for _ in ROOT.glob(path))
