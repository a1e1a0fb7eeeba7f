"""A status that is asked for in words, and the buttons under it."""

from bot.callbacks_status import ShowChart, ShowDetail, ShowGroup, StatusCallback
from bot.commands import COMMANDS, run_command
from bot.typed import read_asked_in_words
from domain.moments import Moment
from domain.said import Said
from domain.unit_search import Entry
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.ask_status import show_chart, show_detail, show_group
from usecases.say import answer


async def answer_status(uow: UnitOfWork, person: Person, text: str, moment: Moment) -> bool:
    """Take `estado particular 2T2025`, as the command that it nearly is; False for any other text."""
    asked = read_asked_in_words(text)
    if asked is None:
        return False
    await run_command(uow, person, COMMANDS["estado"], asked, moment)
    return True


async def do_status(uow: UnitOfWork, person: Person, callback: StatusCallback, moment: Moment) -> None:
    said = await _said(uow, person, callback, moment)
    await answer(uow, person.chat_id, said, moment)


async def _said(uow: UnitOfWork, person: Person, callback: StatusCallback, moment: Moment) -> Said:
    match callback:
        case ShowDetail(unit_code, period, page):
            return await show_detail(uow, person, unit_code, period, moment, page=page)
        case ShowChart(unit_code, period, page):
            return await show_chart(uow, person, unit_code, period, moment, page=page)
        case ShowGroup(kind, code, period, page):
            entry = Entry(kind, code, "")
            return await show_group(uow, person, entry, period, moment, page=page)
