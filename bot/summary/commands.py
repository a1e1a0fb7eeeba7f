"""/resumen and the buttons under a summary: the whole list, its picture, its workbook."""

from bot.buttons.summary import ShowAllGaps, ShowGapsBook, ShowGapsPicture
from bot.kit.commands import IMPLAN, Command, Declared, HelpGroup, HelpLine, MenuLine
from bot.kit.handlers import Buttons
from bot.kit.typed import read_period
from domain.kit.access import Action
from domain.kit.moments import Moment
from domain.summary.messages import GapsBook, GapsPicture
from storage.people import Person
from storage.uow import UnitOfWork
from texts.kit.hints import Takes
from usecases.kit.choose_period import choose_period
from usecases.kit.say import answer
from usecases.summary.show_summary import show_summary

commands = Declared()
buttons = Buttons()

FILES: dict[str, type[GapsPicture | GapsBook]] = {"imagen": GapsPicture, "excel": GapsBook}


async def summary(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    """Answer `/resumen`; `todas`, `imagen` and `excel` return the whole list or a file of any quarter."""
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


commands.declare(
    Command(
        "resumen",
        Action.SEE_SUMMARY,
        summary,
        ("/resumen", "/resumen todas", "/resumen imagen", "/resumen excel 3T2025"),
        takes=Takes.QUARTER,
        menu=MenuLine(70, "Ver las brechas de todas las UR"),
        help=(
            HelpLine(
                HelpGroup.RECEIVE, 10, "/resumen", "brechas; también /resumen todas, imagen o excel", IMPLAN
            ),
        ),
    )
)


@buttons.on(ShowAllGaps)
async def all_gaps(uow: UnitOfWork, person: Person, callback: ShowAllGaps, moment: Moment) -> None:
    said = await show_summary(uow, moment, callback.day_period, every_unit=True)
    await answer(uow, person.chat_id, said, moment)


@buttons.on(ShowGapsPicture)
async def picture(uow: UnitOfWork, person: Person, callback: ShowGapsPicture, moment: Moment) -> None:
    await answer(uow, person.chat_id, GapsPicture(callback.period), moment)


@buttons.on(ShowGapsBook)
async def book(uow: UnitOfWork, person: Person, callback: ShowGapsBook, moment: Moment) -> None:
    await answer(uow, person.chat_id, GapsBook(callback.period), moment)
