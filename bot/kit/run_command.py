"""Runs a command without losing the open question."""

from functools import wraps

from bot.kit.commands import Command, Handler
from domain.kit.moments import Moment
from domain.kit.periods import PeriodNotUnderstood
from domain.kit.report_messages import UnknownPeriod, UnknownUnit
from domain.kit.said import Said
from domain.people.welcome_messages import NotAllowed
from storage.people import Person
from storage.uow import UnitOfWork
from texts.kit.hints import Takes
from usecases.kit.conversations import ask_again, open_thread
from usecases.kit.say import answer


async def run_command(uow: UnitOfWork, person: Person, chosen: Command, rest: str, moment: Moment) -> None:
    """Run a command that the person's roles allow, without losing the open question."""
    if not person.actor.may(chosen.action):
        await answer(uow, person.chat_id, NotAllowed(()), moment)
    else:
        try:
            await chosen.handler(uow, person, rest, moment)
        except PeriodNotUnderstood as refused:
            await answer(uow, person.chat_id, _not_understood(chosen, refused.text), moment)
    if not chosen.moves_on:
        await ask_again(uow, person, moment)


def keeping_question(handler: Handler) -> Handler:
    """Ask the open question again after a command that opened no dialogue."""

    @wraps(handler)
    async def run(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
        before = await open_thread(uow, person)
        await handler(uow, person, rest, moment)
        if (await open_thread(uow, person)).version == before.version:
            await ask_again(uow, person, moment)

    return run


def _not_understood(command: Command, text: str) -> Said:
    """Explain an argument that was not understood: most likely it was meant as the code of a UR."""
    is_unit = Takes.UNIT in command.takes and not any(c.isdigit() for c in text)
    return UnknownUnit(text, command.name) if is_unit else UnknownPeriod(text, command.name)
