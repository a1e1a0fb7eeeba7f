"""/resumen and the buttons under a summary: the whole list, its picture, its workbook."""

from bot.callbacks import ShowAllGaps
from bot.callbacks_summary import ShowGapsBook, ShowGapsPicture, SummaryCallback
from bot.typed import read_period
from domain.messages.summaries import GapsBook, GapsPicture
from domain.moments import Moment
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.choose_period import choose_period
from usecases.say import answer
from usecases.show_summary import show_summary

GapsCallback = ShowAllGaps | SummaryCallback

FILES: dict[str, type[GapsPicture | GapsBook]] = {"imagen": GapsPicture, "excel": GapsBook}


async def summary(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    """Answer `/resumen`; `todas`, `imagen` and `excel` ask for the whole list or a file, of any quarter."""
    first, _, others = rest.strip().partition(" ")
    wanted = first.casefold()
    has_word = wanted == "todas" or wanted in FILES
    period = read_period(others.strip() if has_word else rest)
    if wanted in FILES:
        chosen = period or await choose_period(uow, None, moment)
        await answer(uow, person.chat_id, FILES[wanted](chosen), moment)
        return
    said = await show_summary(uow, moment, period, every_unit=has_word)
    await answer(uow, person.chat_id, said, moment)


async def do_summary(uow: UnitOfWork, person: Person, callback: GapsCallback, moment: Moment) -> None:
    match callback:
        case ShowAllGaps(period):
            said = await show_summary(uow, moment, period, every_unit=True)
            await answer(uow, person.chat_id, said, moment)
        case ShowGapsPicture(period):
            await answer(uow, person.chat_id, GapsPicture(period), moment)
        case ShowGapsBook(period):
            await answer(uow, person.chat_id, GapsBook(period), moment)
