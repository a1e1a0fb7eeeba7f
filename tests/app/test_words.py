"""Help and errors of the command line: all Spanish, in any Python, without loading other modules."""

import argparse
import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app import __version__
from app.words.everyday import ROLES
from app.words.spanish import COUNTED, SENTENCES
from domain.kit.access import Role
from tests.app.words import SHEET, parsers, sheet
from tests.architecture.project import PACKAGES
from tests.pythons import VERSIONS, python_of

ROOT = Path(__file__).parents[2]
ENGLISH = (
    "usage:",
    "options:",
    "positional",
    "arguments",
    "show ",
    "error:",
    "required",
    "invalid",
    "choose",
)
TO_PROGRAMMERS = {
    ".__call__() not defined",
    "conflicting subparser: %s",
    "conflicting subparser alias: %s",
    "conflicting option string: %s",
    "cannot merge actions - two groups are named %r",
    "'required' is an invalid argument for positionals",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "dest= is required for options like %r",
    "invalid conflict_resolution value: %r",
    "mutually exclusive arguments must be optional",
    "cannot have multiple subparser arguments",
    "%r is not callable",
}
"""What argparse says while a parser is built: our own test runs see it, no person does."""
NEWER = {
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": "Python 3.14",
}
MISTAKES = [
    ([], "puntual: falta ORDEN."),
    (["bailar"], "puntual: ORDEN: «bailar» no se conoce; elija entre migrate, run,"),
    (["status"], "puntual status: falta UR."),
    (["status", "402", "--foo"], "puntual: sobra o no se conoce: --foo."),
    (["status", "402", "3T2025", "otro"], "puntual: sobra o no se conoce: otro."),
    (["status", "--json=sí", "402"], "puntual status: --json: no lleva valor, y se le dio 'sí'."),
    (["tick"], "puntual tick: falta AVISO."),
    (
        ["tick", "menus"],
        "puntual tick: AVISO: «menus» no se conoce; elija entre reminders, summary, closings.",
    ),
    (["tick", "summary", "--at"], "puntual tick: --at: le falta su valor."),
    (["invite", "--role", "enlace"], "puntual invite: falta --name."),
    (["invite"], "puntual invite: falta --role, --name."),
    (
        ["invite", "--role", "x"],
        "puntual invite: --role: «x» no se conoce; elija entre enlace, titular, implan,",
    ),
    (["units", "--rename", "402"], "puntual units: --rename: necesita 2 valores."),
    (["goals", "402", "--in"], "puntual goals: --indicator: le falta su valor."),
    (["goals", "402", "--o=1", "--i=2", "--s"], "puntual goals: --set: le falta su valor."),
    (["report", "informe", "402", "3T2025", "--l=1"], "puntual report informe: --lights: no lleva valor,"),
    (["variables", "402", "--de", "1", "--x"], "puntual: sobra o no se conoce: --x."),
    (["report", "x"], "puntual report: DOCUMENTO: «x» no se conoce; elija entre informe, ficha,"),
    (["report", "informe", "402"], "puntual report informe: falta TRIMESTRE."),
    (["calendar", "list", "x"], "puntual calendar list: AÑO: «x» no es un número entero."),
    (["sandbox", "--port", "x"], "puntual sandbox: --port: «x» no es un número entero."),
    (["parked", "x"], "puntual parked: QUÉ: «x» no se conoce; elija entre retry, dismiss."),
    (["completion", "cmd"], "puntual completion: TERMINAL: «cmd» no se conoce; elija entre bash, zsh, fish,"),
]


def typed(*words: str, python: str = sys.executable) -> "subprocess.CompletedProcess[str]":
    """Run a command without installed libraries: the parser needs none."""
    return subprocess.run(
        [python, "-S", "-m", "app.cli", *words],
        cwd=ROOT,
        env={"COLUMNS": "100", "NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("parser", parsers(), ids=lambda parser: str(parser.prog))
def test_a_help_is_spanish_and_opens_with_what_the_command_does(parser: argparse.ArgumentParser) -> None:
    told = parser.format_help()

    assert told.startswith(f"uso: {parser.prog} ")
    assert parser.description
    assert re.match(r"[A-ZÁÉÍÓÚ][^.]+\.( |$)", parser.description)
    assert told.split("\n\n")[1].replace("\n", " ") == parser.description
    assert "muestra esta ayuda y termina" in told
    assert [word for word in ENGLISH if word in told] == []


@pytest.mark.parametrize("parser", parsers(), ids=lambda parser: str(parser.prog))
def test_every_word_is_explained_and_no_value_goes_by_its_english_name(
    parser: argparse.ArgumentParser,
) -> None:
    for action in parser._actions:
        assert action.help or isinstance(action, argparse._SubParsersAction), action
        takes_none = action.option_strings and action.nargs == 0
        assert takes_none or action.metavar or action.choices, action
        assert action.option_strings or action.metavar, action


def test_the_helps_say_what_the_sheet_says() -> None:
    assert sheet() == SHEET.read_text(encoding="utf-8"), "python -m tests.app.words"


@pytest.mark.parametrize(("words", "expected"), MISTAKES, ids=lambda each: " ".join(each) if each else "")
def test_a_mistake_is_told_in_spanish(
    words: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from app.cli import main

    with pytest.raises(SystemExit) as ended:
        main(words)

    usage, said = capsys.readouterr().err.rsplit("\npuntual", 1)
    assert ended.value.code == 2
    assert usage.startswith("uso: puntual")
    assert f"puntual{unquoted(said)}".startswith(expected)
    assert said.endswith(" -h\n")


def unquoted(said: str) -> str:
    """Python 3.11 quotes each choice, later versions do not."""
    before, between, choices = said.partition("elija entre ")
    return before + between + choices.replace("'", "")


@pytest.mark.parametrize("version", VERSIONS)
def test_any_python_says_so(version: str) -> None:
    python = python_of(version)

    mistaken = [
        typed(*words, python=python) for words in ([], ["bailar"], ["status", "--json=x"], ["units", "--r"])
    ]
    helped = [
        typed(*words, python=python) for words in (["-h"], ["report", "-h"], ["calendar", "list", "-h"])
    ]

    assert [each.returncode for each in (*mistaken, *helped)] == [2, 2, 2, 2, 0, 0, 0]
    for each in (*mistaken, *helped):
        assert (each.stdout + each.stderr).startswith("uso: puntual")
        assert [word for word in ENGLISH if word in each.stdout + each.stderr] == []


@pytest.mark.parametrize("version", VERSIONS)
def test_nothing_that_argparse_can_say_is_left_in_english(version: str) -> None:
    asked = [python_of(version), "-c", "import argparse; print(argparse.__file__)"]
    source = Path(subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip())

    said = {
        node.args[0].value
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("_", "ngettext")
        and isinstance(node.args[0], ast.Constant)
    }

    assert len(said) > 30
    assert said - SENTENCES.keys() - COUNTED.keys() - TO_PROGRAMMERS == set()


def test_what_a_newer_python_says_is_translated_already() -> None:
    assert NEWER.keys() - SENTENCES.keys() == set()


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_translation_asks_for_nothing_that_argparse_does_not_give(sentence: str) -> None:
    given = dict.fromkeys(("prog", "message", "argument_name", "value", "choices", "closest", "heading"), "x")
    given |= dict.fromkeys(("option", "matches", "type", "parser_name", "filename", "error", "default"), "x")
    values: object = given if "%(" in sentence else ("x",) * sentence.count("%")

    assert SENTENCES[sentence] % values if "%" in sentence else SENTENCES[sentence]
    for name in given:
        assert f"%({name})" in sentence or f"%({name})" not in SENTENCES[sentence]


@pytest.mark.parametrize(
    ("words", "more"),
    [
        (["-h"], set()),
        (["--version"], set()),
        (["status", "-h"], set()),
        (["bailar"], set()),
        (["tick", "x"], set()),
        (["report", "informe", "-h"], {"app.words.documents"}),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_words_alone_load_nothing_but_words(words: list[str], more: set[str]) -> None:
    program = (
        "import atexit, sys\n"
        "atexit.register(lambda: print('\\n'.join(sys.modules), file=sys.stderr))\n"
        "from app.cli import main\n"
        f"main({words})"
    )

    run = subprocess.run(
        [sys.executable, "-S", "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )

    loaded = {name for name in run.stderr.split() if name.partition(".")[0] not in sys.stdlib_module_names}
    ours = {name for name in loaded if name.partition(".")[0] in PACKAGES}
    declared = {name for name in ours if name.partition(".")[0] == "domain"}
    assert bool(declared) is bool(more)
    assert ours - declared == more | {"app", "app.cli", "app.words"} | {
        f"app.words.{name}" for name in ("administration", "everyday", "reports", "spanish")
    }
    assert not {"sqlalchemy", "telegram", "pydantic", "openpyxl", "aiohttp"} & loaded


def test_the_version_is_told() -> None:
    told = typed("--version")

    assert (told.returncode, told.stdout) == (0, f"puntual {__version__}\n")


def test_the_words_know_the_roles_that_there_are() -> None:
    assert tuple(role.value for role in Role) == ROLES
