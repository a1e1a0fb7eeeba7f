"""The import contracts hold, and each of them really breaks when somebody violates it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.project import PACKAGES, ROOT, configuration

LINTER = Path(sys.executable).with_name("lint-imports")
# A contract with exceptions is reported as "KEPT (1 ignored import)".
VERDICT = re.compile(r"^(?P<contract>.+) (?P<verdict>KEPT|BROKEN)(?: \(.+\))?$", re.MULTILINE)
OFFENCE = re.compile(r"- +(?P<importer>[\w.]+) -> (?P<imported>[\w.]+) \(l\.")

LAYERS = "Imports point down"
SANDBOX = "The sandbox imports nothing of ours"
PURE = "The domain does no I/O"
APSCHEDULER = "apscheduler only in jobs.trigger and app"
DOMAIN = "Rooms of the domain stand on its kit"
USECASES = "Rooms of usecases stand between their kit and the switchboard"
BOT = "Rooms of the bot stand between its kit and the switchboard"
TEXTS = "Rooms of the texts stand on their kit"
CIRCLE = "Rooms of one layer form no circle"

VIOLATIONS = {
    LAYERS: ("usecases.kit", "import bot"),
    DOMAIN: ("domain.kit", "import domain.capture"),
    USECASES: ("usecases.capture", "import usecases.switchboard"),
    BOT: ("bot.buttons", "import bot.calendar"),
    TEXTS: ("texts.kit", "import texts.people"),
    SANDBOX: ("sandbox", "import domain"),
    PURE: ("domain.kit", "import socket"),
    "telegram only in bot and app": ("usecases.kit", "from telegram import Bot"),
    APSCHEDULER: ("jobs", "from apscheduler.schedulers.asyncio import AsyncIOScheduler"),
    "sqlalchemy only in storage and app": ("domain.kit", "from sqlalchemy import select"),
    "pydantic_settings only in app": ("bot.kit", "from pydantic_settings import BaseSettings"),
    "starlette and uvicorn only in sandbox, bot and app": ("jobs", "from starlette.routing import Route"),
    "aiohttp only in bot": ("usecases.kit", "import aiohttp"),
    "Libraries of documents are loaded by workers only": ("bot.kit", "from pypdf import PdfReader"),
}
"""By contract, a module and a statement of it that break it; a circle takes two."""

ROOMED = {"domain": DOMAIN, "usecases": USECASES, "bot": BOT, "texts": TEXTS}
KITS_CLIMB = [
    ("domain.kit", "domain.people"),
    ("usecases.kit", "usecases.reminders"),
    ("usecases.kit", "usecases.switchboard"),
    ("bot.kit", "bot.buttons"),
    ("bot.kit", "bot.papers"),
    ("bot.delivery", "bot.switchboard"),
    ("texts.kit", "texts.calendar"),
]
CIRCLES = [
    ("domain.capture", "domain.review"),
    ("usecases.people", "usecases.status"),
    ("bot.capture", "bot.reminders"),
    ("texts.people", "texts.papers"),
    ("documents.read", "documents.filed"),
]

HOMES = {
    "telegram": {"app", "bot"},
    "apscheduler": {"app"},
    "sqlalchemy": {"app", "storage"},
    "alembic": {"app", "storage"},
    "pydantic_settings": {"app"},
    "starlette": {"app", "bot", "sandbox"},
    "uvicorn": {"app", "bot", "sandbox"},
    "aiohttp": {"bot"},
    "pypdf": {"documents"},
    "PIL": {"documents"},
    "rapidocr": {"documents"},
}

CLIMBS = [
    ("domain", "storage"),
    ("domain", "documents"),
    ("storage", "usecases"),
    ("documents", "usecases"),
    ("usecases", "texts"),
    ("usecases", "jobs"),
    ("usecases", "sandbox"),
    ("texts", "bot"),
    ("texts", "jobs"),
    ("bot", "app"),
    ("jobs", "app"),
]
SIBLINGS = [
    ("bot", "jobs"),
    ("bot", "sandbox"),
    ("jobs", "bot"),
    ("jobs", "sandbox"),
    ("documents", "storage"),
    ("storage", "documents"),
]


def test_the_import_contracts_hold() -> None:
    report = lint(ROOT)

    assert report.broken == set(), report.output
    assert report.kept == contract_names()


def test_every_contract_has_a_planted_violation() -> None:
    assert {*VIOLATIONS, CIRCLE} == contract_names()


def test_packages_without_a_violation_keep_every_contract(skeleton: Path) -> None:
    report = lint(skeleton)

    assert report.kept == contract_names(), report.output


@pytest.mark.parametrize("contract", VIOLATIONS)
def test_a_planted_violation_breaks_its_contract_and_no_other(contract: str, skeleton: Path) -> None:
    package, statement = VIOLATIONS[contract]
    plant(skeleton, package, statement)

    report = lint(skeleton)

    assert report.broken == {contract}, report.output
    assert {importer for importer, _ in report.offences} == {f"{package}.planted"}


@pytest.mark.parametrize("library", HOMES)
def test_a_library_is_refused_everywhere_but_at_home(library: str, skeleton: Path) -> None:
    for package in PACKAGES:
        plant(skeleton, package, f"import {library}")

    report = lint(skeleton)

    refused = {importer for importer, imported in report.offences if imported == library}
    assert refused == {f"{package}.planted" for package in set(PACKAGES) - HOMES[library]}


def test_apscheduler_is_allowed_in_the_one_file_that_ticks(skeleton: Path) -> None:
    (skeleton / "jobs" / "trigger.py").write_text("import apscheduler\n")

    assert lint(skeleton).broken == set()


@pytest.mark.parametrize(("importer", "imported"), CLIMBS + SIBLINGS)
def test_imports_neither_climb_nor_go_sideways(importer: str, imported: str, skeleton: Path) -> None:
    plant(skeleton, importer, f"import {imported}")

    report = lint(skeleton)

    assert LAYERS in report.broken, report.output
    assert (f"{importer}.planted", imported) in report.offences


@pytest.mark.parametrize(("importer", "imported"), KITS_CLIMB)
def test_a_kit_knows_no_subject_and_no_subject_knows_the_switchboard(
    importer: str, imported: str, skeleton: Path
) -> None:
    plant(skeleton, importer, f"import {imported}")

    assert lint(skeleton).broken == {ROOMED[importer.partition(".")[0]]}


@pytest.mark.parametrize(("one", "other"), CIRCLES)
def test_two_rooms_of_a_layer_do_not_know_each_other(one: str, other: str, skeleton: Path) -> None:
    plant(skeleton, one, f"import {other}")
    assert lint(skeleton).broken == set()

    plant(skeleton, other, f"import {one}")
    assert lint(skeleton).broken == {CIRCLE}


@pytest.mark.parametrize("layer", ROOMED)
def test_a_room_that_no_contract_names_is_refused(layer: str, skeleton: Path) -> None:
    (skeleton / layer / "attic").mkdir()
    (skeleton / layer / "attic" / "__init__.py").touch()

    assert lint(skeleton).broken == {ROOMED[layer]}


@pytest.mark.parametrize("package", sorted(set(PACKAGES) - {"sandbox"}))
def test_the_sandbox_knows_none_of_our_packages(package: str, skeleton: Path) -> None:
    plant(skeleton, "sandbox", f"import {package}")

    assert SANDBOX in lint(skeleton).broken


@pytest.fixture
def skeleton(tmp_path: Path) -> Path:
    """Our packages without their contents, under the project's own configuration."""
    for package in PACKAGES:
        for folder in sorted(path.parent for path in (ROOT / package).rglob("__init__.py")):
            copy = tmp_path / folder.relative_to(ROOT)
            copy.mkdir(parents=True)
            (copy / "__init__.py").touch()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


class Report:
    """What lint-imports printed, read back: contract names and offending import pairs."""

    def __init__(self, output: str) -> None:
        self.output = output
        verdicts = {match["contract"]: match["verdict"] for match in VERDICT.finditer(output)}
        self.kept = {contract for contract, verdict in verdicts.items() if verdict == "KEPT"}
        self.broken = {contract for contract, verdict in verdicts.items() if verdict == "BROKEN"}
        self.offences = {(match["importer"], match["imported"]) for match in OFFENCE.finditer(output)}


def lint(folder: Path) -> Report:
    run = subprocess.run(
        [LINTER, "--no-logo", "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )
    report = Report(run.stdout)
    assert report.kept | report.broken, run.stdout + run.stderr
    assert (run.returncode == 0) == (not report.broken)
    return report


def plant(folder: Path, package: str, statement: str) -> None:
    (folder / package.replace(".", "/") / "planted.py").write_text(statement + "\n")


def contract_names() -> set[str]:
    return {contract["name"] for contract in configuration()["tool"]["importlinter"]["contracts"]}
