"""Buttons and typed text of review."""

from bot.buttons.review import AskCorrection, DecideCorrection, MoveEntrega, ShowEntrega
from bot.capture.find_level import find_level
from bot.kit.handlers import Buttons
from bot.kit.run_command import run_command
from bot.review.commands import commands
from bot.review.typed import TypedMove, read_correction, read_decision, read_move, read_show
from domain.capture.messages import UnknownIndicator
from domain.kit.entregas import TABLE
from domain.kit.moments import Moment
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.capture.correct_indicator import correct_indicator
from usecases.kit.choose_period import choose_period
from usecases.kit.say import answer
from usecases.review.decide_correction import decide_correction
from usecases.review.request_correction import CorrectionWish, request_correction
from usecases.review.review_entrega import Pressed, press
from usecases.review.show_entrega import show_entrega

buttons = Buttons()


@buttons.on(ShowEntrega)
async def turn_entrega(uow: UnitOfWork, person: Person, callback: ShowEntrega, moment: Moment) -> None:
    unit_code, period, page = callback.unit_code, callback.period, callback.page
    for said in await show_entrega(uow, person, unit_code, period, moment, page=page):
        await answer(uow, person.chat_id, said, moment)


@buttons.on(MoveEntrega)
async def move_entrega(uow: UnitOfWork, person: Person, callback: MoveEntrega, moment: Moment) -> bool:
    pressed = Pressed(callback.unit_code, callback.period, callback.move, callback.version)
    return await press(uow, person, pressed, moment)


@buttons.on(AskCorrection)
async def ask_correction(uow: UnitOfWork, person: Person, callback: AskCorrection, moment: Moment) -> bool:
    await request_correction(uow, person, CorrectionWish(callback.indicator_id, callback.period), moment)
    return True


@buttons.on(DecideCorrection)
async def decide(uow: UnitOfWork, person: Person, callback: DecideCorrection, moment: Moment) -> bool:
    correction_id, is_granted = callback.correction_id, callback.is_granted
    return await decide_correction(uow, person, correction_id, moment, is_granted=is_granted)


async def answer_review(uow: UnitOfWork, person: Person, text: str, moment: Moment) -> bool:
    """Run a typed button of review; False when the text is none or the person lacks the right."""
    typed = read_move(text)
    if typed is not None and person.actor.may(TABLE[typed.move].action):
        return await _move_typed(uow, person, typed, moment)
    shown = read_show(text)
    if shown is not None and person.actor.may(ShowEntrega.needs):
        await run_command(uow, person, commands.by_name["entrega"], shown, moment)
        return True
    decision = read_decision(text)
    if decision is not None and person.actor.may(DecideCorrection.needs):
        await decide(uow, person, decision, moment)
        return True
    level = read_correction(text)
    if level is not None and person.actor.may(AskCorrection.needs):
        wanted = await find_level(uow, person, level, moment)
        if wanted is None:
            await answer(uow, person.chat_id, UnknownIndicator(text, is_to_capture=False), moment)
        else:
            await correct_indicator(uow, person, wanted, moment, said=text)
        return True
    return False


async def _move_typed(uow: UnitOfWork, person: Person, typed: TypedMove, moment: Moment) -> bool:
    own = person.actor.units_for(TABLE[typed.move].action)
    unit_code = typed.unit_code or (own[0] if len(own) == 1 else None)
    if unit_code is None:
        return False
    period = typed.period or await choose_period(uow, unit_code, moment)
    await press(uow, person, Pressed(unit_code, period, typed.move), moment)
    return True
