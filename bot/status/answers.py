"""A status asked for in free text, and the buttons under it."""

from bot.buttons.status import ShowChart, ShowDetail, ShowGroup, ShowStatus
from bot.kit.handlers import Buttons
from bot.kit.run_command import run_command
from bot.status.commands import commands
from bot.status.typed import read_asked_in_words
from domain.kit.moments import Moment
from domain.status.unit_search import Entry
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.say import answer
from usecases.status.ask_status import show_chart, show_detail, show_group
from usecases.status.show_status import show_status

buttons = Buttons()


async def answer_status(uow: UnitOfWork, person: Person, text: str, moment: Moment) -> bool:
    """Take `estado particular 2T2025` as the command; False for any other text."""
    asked = read_asked_in_words(text)
    if asked is None:
        return False
    await run_command(uow, person, commands.by_name["estado"], asked, moment)
    return True


@buttons.on(ShowStatus)
async def look(uow: UnitOfWork, person: Person, callback: ShowStatus, moment: Moment) -> None:
    for said in await show_status(uow, person, callback.unit_code, callback.period, moment):
        await answer(uow, person.chat_id, said, moment)


@buttons.on(ShowDetail)
async def detail(uow: UnitOfWork, person: Person, callback: ShowDetail, moment: Moment) -> None:
    said = await show_detail(uow, person, callback.unit_code, callback.period, moment, page=callback.page)
    await answer(uow, person.chat_id, said, moment)


@buttons.on(ShowChart)
async def chart(uow: UnitOfWork, person: Person, callback: ShowChart, moment: Moment) -> None:
    said = await show_chart(uow, person, callback.unit_code, callback.period, moment, page=callback.page)
    await answer(uow, person.chat_id, said, moment)


@buttons.on(ShowGroup)
async def group(uow: UnitOfWork, person: Person, callback: ShowGroup, moment: Moment) -> None:
    entry = Entry(callback.kind, callback.code, "")
    said = await show_group(uow, person, entry, callback.period, moment, page=callback.page)
    await answer(uow, person.chat_id, said, moment)
