"""The handlers of the buttons that begin a capture or list what is missing."""

from bot.buttons.capture import OpenIndicator, ShowPending, WriteNarrative
from bot.kit.handlers import Buttons
from domain.kit.moments import Moment
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.capture.capture_indicator import IndicatorWanted, open_indicator
from usecases.capture.capture_narrative import begin_narrative
from usecases.kit.say import answer
from usecases.status.show_pending import show_pending

buttons = Buttons()


@buttons.on(OpenIndicator)
async def capture(uow: UnitOfWork, person: Person, callback: OpenIndicator, moment: Moment) -> bool:
    wanted = IndicatorWanted(callback.indicator_id, callback.period, callback.met)
    return await open_indicator(uow, person, wanted, moment)


@buttons.on(WriteNarrative)
async def narrate(uow: UnitOfWork, person: Person, callback: WriteNarrative, moment: Moment) -> bool:
    return await begin_narrative(uow, person, callback.indicator_id, callback.period, moment)


@buttons.on(ShowPending)
async def turn_pending(uow: UnitOfWork, person: Person, callback: ShowPending, moment: Moment) -> None:
    said = await show_pending(uow, person, callback.period, moment, page=callback.page)
    await answer(uow, person.chat_id, said, moment)
