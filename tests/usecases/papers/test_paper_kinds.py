"""A kind of document is declared once and completely: an incomplete one is refused here."""

from pathlib import Path
from string import Formatter

import pytest

from domain.kit.access import TABLE
from domain.papers.kinds import FORMAT_NAMES, PAPERS, Paper, PaperKind, Reach
from usecases.papers.make_papers import GATHERERS

TESTS = Path(__file__).parents[2]
MENUS = "".join(path.read_text(encoding="utf-8") for path in (TESTS / "golden").glob("menu_*.txt"))
HELPS = "".join(path.read_text(encoding="utf-8") for path in (TESTS / "golden").glob("help_*.txt"))
SHELL = (TESTS / "app" / "words.txt").read_text(encoding="utf-8")


def parts_of(paper: Paper) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(paper.stem) if name}


def test_every_kind_is_declared_and_gathered() -> None:
    assert list(PAPERS) == list(PaperKind), "not declared in domain/papers/kinds.py, or in another order"
    assert set(GATHERERS) == set(PaperKind), (
        "who gathers its facts? GATHERERS of usecases/papers/make_papers.py"
    )


def test_no_two_kinds_share_a_command_or_the_name_of_a_file() -> None:
    assert len({paper.command for paper in PAPERS.values()}) == len(PAPERS)
    assert len({paper.stem for paper in PAPERS.values()}) == len(PAPERS)


@pytest.mark.parametrize("paper", PAPERS.values(), ids=lambda paper: paper.kind.value)
def test_a_declaration_is_whole(paper: Paper) -> None:
    assert paper.name
    assert paper.in_chat
    assert paper.in_shell
    assert TABLE[paper.action]
    assert paper.formats
    assert set(paper.formats) <= set(FORMAT_NAMES)


@pytest.mark.parametrize("paper", PAPERS.values(), ids=lambda paper: paper.kind.value)
def test_the_name_of_a_file_says_its_kind_its_quarter_and_whose_it_is(paper: Paper) -> None:
    assert paper.stem.startswith(f"{paper.kind.value}-")
    assert paper.stem.endswith("-{period}")
    assert parts_of(paper) <= {"unit", "programme", "period"}
    assert ("unit" in parts_of(paper)) is (paper.reach is not Reach.TOWN)


@pytest.mark.parametrize("paper", PAPERS.values(), ids=lambda paper: paper.kind.value)
def test_menu_help_and_command_line_show_a_kind_and_have_it_in_their_golden_files(paper: Paper) -> None:
    assert f"/{paper.command} — Recibir {paper.in_chat}" in MENUS, "python -m tests.golden"
    assert f"/{paper.command} " in HELPS
    assert f"— {paper.in_chat}" in HELPS
    assert f"puntual report {paper.kind.value}: Escribe {paper.in_shell} (" in SHELL, (
        "python -m tests.app.words"
    )
