"""Handles text that does not answer the open question: a command without its slash, small talk, a UR code."""

from bot.kit.run_command import run_command
from bot.kit.typed import TypedCommand
from bot.papers.answers import KINDS
from bot.switchboard.commands import COMMANDS
from bot.switchboard.small_talk import SmallTalk, read_small_talk
from bot.switchboard.spoken_commands import (
    nearest,
    read_bare_command,
    read_phrase,
    read_unit,
    read_verb,
    spoken,
    verbs_of,
)
from domain.capture.messages import NoOpenQuestion
from domain.kit.access import Action
from domain.kit.moments import Moment
from domain.people.welcome_messages import Help
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.conversations import ask_again
from usecases.kit.say import answer
from usecases.people.invite import menu_of, welcome

VERBS = verbs_of(COMMANDS)


async def take_aside(uow: UnitOfWork, person: Person, text: str, moment: Moment, *, is_open: bool) -> bool:
    """Handle text that answers no question, even while one is open; False for everything else."""
    talk = read_small_talk(text)
    if talk is not None:
        await _talk(uow, person, talk, moment)
        return True
    command = read_verb(text, VERBS) or read_bare_command(text, COMMANDS)
    if command is None or not _is_meant(person, command.name, command.rest, is_open=is_open):
        return False
    await run_command(uow, person, COMMANDS[command.name], command.rest, moment)
    return True


async def run_named(uow: UnitOfWork, person: Person, typed: TypedCommand, moment: Moment) -> None:
    """Run a typed command, or what it means without its slash: `/menu`, `/estado402`, `/402`.

    For an unknown command, answer with the nearest one and the list of commands.
    """
    command = COMMANDS.get(typed.name)
    if command is not None:
        await run_command(uow, person, command, typed.rest, moment)
        return
    text = spoken(typed)
    if await take_aside(uow, person, text, moment, is_open=False):
        return
    if await answer_phrase(uow, person, text, moment) or await answer_unit(uow, person, text, moment):
        return
    theirs = [name for name, each in COMMANDS.items() if person.actor.may(each.action)]
    said = Help(menu_of(person).roles, unknown=typed.name, meant=nearest(typed.name, theirs))
    await answer(uow, person.chat_id, said, moment)
    await ask_again(uow, person, moment)


async def answer_phrase(uow: UnitOfWork, person: Person, text: str, moment: Moment) -> bool:
    """Run a command that is typed in other words. Only where no question is open: it may be the answer."""
    name = read_phrase(text, COMMANDS)
    if name is None:
        return False
    await run_command(uow, person, COMMANDS[name], "", moment)
    return True


async def answer_unit(uow: UnitOfWork, person: Person, text: str, moment: Moment) -> bool:
    """Show the status of a bare UR code. Only where no question is open: 402 may be the answer."""
    asked = read_unit(text)
    if asked is None:
        return False
    await run_command(uow, person, COMMANDS[asked.name], asked.rest, moment)
    return True


def _is_meant(person: Person, name: str, rest: str, *, is_open: bool) -> bool:
    """Tell whether a text is a command: `informe 3T2025` may also answer a question.

    Without the right it is not taken as a command, except a capture that names its indicator.
    """
    if not rest or COMMANDS[name].action is Action.CAPTURE:
        return True
    return person.actor.may(COMMANDS[name].action) and not (is_open and name in KINDS)


async def _talk(uow: UnitOfWork, person: Person, talk: SmallTalk, moment: Moment) -> None:
    """Answer politely, and repeat the open question if there is one."""
    if talk is SmallTalk.HELP:
        await run_command(uow, person, COMMANDS["ayuda"], "", moment)
    elif await ask_again(uow, person, moment):
        return
    elif talk is SmallTalk.THANKS:
        thanked = NoOpenQuestion(person.actor.may(Action.CAPTURE), is_thanked=True)
        await answer(uow, person.chat_id, thanked, moment)
    else:
        await answer(uow, person.chat_id, await welcome(uow, person), moment)
