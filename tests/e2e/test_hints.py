"""A refusal shows an example of the same command that is then accepted."""

import re

import pytest

from bot.switchboard.commands import COMMANDS
from bot.switchboard.words import word
from domain.calendar.closing_messages import ClosingNotTaken
from domain.calendar.prorroga_messages import ProrrogaNotTaken
from domain.kit.access import Role
from domain.kit.report_messages import NoProgramme, UnknownPeriod, UnknownUnit
from domain.kit.said import Said
from domain.people.messages import UnitAsked
from domain.people.welcome_messages import NotAllowed
from domain.reminders.messages import NudgeNotMade
from sandbox.formatting import parse_html
from tests.e2e.matrix import REFUSALS, name_of
from tests.e2e.reception import Reception, a_text
from tests.facts import ANA
from texts.kit.rendering import Message
from usecases.switchboard.compose import compose

RESTS = ("", "999", "504", "402", "402 1T2019", "402 5T2025", "5T2025", "foo", "402 foo")
PHRASES = (
    "retirar invitación",
    "retirar causa",
    "agregar causa",
    "cambiar fecha",
    "agregar inhábil",
    "no me toca",
)
SAME = (UnknownUnit, NotAllowed, UnknownPeriod, NoProgramme, UnitAsked)
"""Refusals that show the very command that was typed."""
HINT = re.compile(
    r"(?:(?<![\w/<.])/([a-z]+)|(?<=ejemplo: )((?:cambiar|retirar|agregar) \w+))"
    r"((?: (?:402|504|7\.1|[1-4]T20\d\d|todas|mañana|24 sep)\b)*)"
)
NOT_MET = REFUSALS - {"help"} | {"unit asked", "paper not taken", "calendar not taken", "name a unit"}
OF_THE_DAY = {
    NudgeNotMade: {"nothing_owed", "nobody", "too_early", "shut"},
    ClosingNotTaken: {"not_closed"},
    ProrrogaNotTaken: {"none_awaited"},
}
"""What is refused as things stand, however it is typed."""


def is_refusal(said: Said) -> bool:
    return isinstance(said, SAME) or name_of(said) in NOT_MET


def is_of_the_day(said: Said) -> bool:
    return getattr(said, "problem", None) in OF_THE_DAY.get(type(said), ())


def typed_as(name: str) -> str:
    return name if " " in name else f"/{name}"


async def hints_of(reception: Reception, said: Said) -> tuple[str, list[str]]:
    async with reception.office.database.read() as uow:
        composed = await compose(uow, said, reception.office.moment)
    message = word(composed) if composed else Message("")
    if not isinstance(message, Message):
        return "", []
    text = parse_html(message.html).text
    return text, ["".join(each) for each in HINT.findall(text)]


@pytest.mark.parametrize("role", Role)
async def test_a_refusal_shows_the_command_that_was_meant(reception: Reception, role: Role) -> None:
    await reception.opens()
    await reception.admits(ANA, role)
    wrong = []
    for name in (*COMMANDS, *PHRASES):
        for rest in RESTS:
            typed = f"{typed_as(name)} {rest}".strip()
            for said in await reception.would_tell(a_text(ANA, typed), ANA):
                if not is_refusal(said):
                    continue
                text, hints = await hints_of(reception, said)
                if isinstance(said, UnknownUnit) and not hints:
                    wrong.append((typed, "no example", text))
                for hint in hints:
                    first = next((each for each in PHRASES if hint.startswith(each)), hint.split()[0])
                    if isinstance(said, SAME) and first not in {name, "ayuda"}:
                        wrong.append((typed, "another command", text))
                    shown = typed_as(hint) if first == hint.split()[0] else hint
                    met = await reception.would_tell(a_text(ANA, shown), ANA)
                    if not met or any(is_refusal(each) and not is_of_the_day(each) for each in met):
                        wrong.append((typed, f"{shown} is met with {[name_of(each) for each in met]}", text))

    assert not wrong, "\n".join(map(str, wrong))
