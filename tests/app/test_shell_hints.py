"""Output of the shell names only commands of the shell, never one with a slash."""

import re

import pytest

from domain.kit.access import Role
from tests.app.conftest import Types
from tests.facts import ANA, CARLA, Office, a_mir, a_row, an_avance

IN_A_CHAT = re.compile(r"(?<![\w/.:<])/[a-z]{4,}")
QUOTED = "  | "
"""How `rehearse` begins a line of a message that it shows."""

TYPED = (
    "status 402",
    "status 402 3T2025",
    "status 402 3T2019",
    "status 402 1T2026",
    "status 999",
    "status 402 5T2025",
    "people",
    "people 402",
    "people 999",
    "units",
    "goals 402",
    "goals 999",
    "goals 402 --set 20",
    "rules 402",
    "rules 999",
    "rules 402 --limits 90",
    "rules 402 --limits 80,90,110",
    "rules 402 --months yes",
    "variables 402",
    "variables 999",
    "variables 402 --indicator Componente_7 --set reuniones --denominator 1440",
    "variables 402 --indicator Componente_7 --set reuniones --denominator x",
    "doubts",
    "doubts 402",
    "doubts --settle 8 9",
    "causes",
    "causes --add below Lluvias",
    "causes --add below x",
    "causes --retire Nada",
    "calendar list",
    "calendar list 1800",
    "calendar dates",
    "calendar dates 3T2025",
    "rehearse",
    "rehearse nunca",
    "rehearse 1T2025 4T2029",
    "revoke Nadie",
    "revoke Tania",
    "audit --unit 999",
    "report informe 999 3T2025",
    "report informe 402 3T2019",
    "invite --role titular --unit 999 --name Tania",
    "parked",
    "parked retry 8",
)


@pytest.fixture(params=["nothing", "all"])
async def town(request: pytest.FixtureRequest, office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """402 owes everything of its quarter, or only the sending."""
    monkeypatch.setenv("PUNTUAL_CLOCK_START", "2025-09-25T12:00")
    await office.register(a_mir(a_row(), a_row("Actividad 7.1")))
    await office.lets_in(ANA)
    await office.lets_in(CARLA, Role.IMPLAN, None)
    if request.param == "all":
        for programme in (await office.report()).programmes:
            for each in programme.indicators:
                await office.save(each.id, an_avance("25"))
    return office


async def test_no_answer_names_a_command_of_the_chat(town: Office, types: Types) -> None:
    await types("invite", "--role", "titular", "--unit", "402", "--name", "Tania")
    named = {}
    for typed in TYPED:
        told = await types(*(word.replace("_", " ") for word in typed.split()))
        lines = [line for line in (told.out + told.err).splitlines() if not line.startswith(QUOTED)]
        if found := IN_A_CHAT.findall("\n".join(lines)):
            named[typed] = found
    assert named == {}
