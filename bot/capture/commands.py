"""/pendientes, /capturar, /corregir, /narrativa and /cancelar."""

from dataclasses import replace

from bot.capture.find_level import find_level
from bot.capture.typed import read_level
from bot.kit.commands import ENLACE, IMPLAN, OWN, Command, Declared, HelpGroup, HelpLine, MenuLine
from bot.kit.typed import is_period, read_period
from bot.summary.commands import summary
from domain.capture.messages import NoOpenQuestion, UnknownIndicator
from domain.capture.narrative_messages import NarrativeNotTaken
from domain.kit.access import Action
from domain.kit.avances import Missing
from domain.kit.dialogues.forms import Left
from domain.kit.moments import Moment
from domain.kit.said import Said
from storage.people import Person
from storage.uow import UnitOfWork
from texts.kit.hints import Takes
from usecases.capture.capture_indicator import IndicatorWanted, cancel_capture, open_indicator
from usecases.capture.capture_narrative import begin_narrative
from usecases.capture.correct_indicator import correct_indicator
from usecases.kit.choose_period import choose_period
from usecases.kit.conversations import ask_again, open_question
from usecases.kit.say import answer
from usecases.papers.order_paper import cancel_latest_paper
from usecases.status.show_pending import show_pending
from usecases.switchboard.answer_form import take_form_answer

commands = Declared()


async def pending(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    if person.actor.sees_all(Action.SEE_PENDING) and not person.actor.units_for(Action.SEE_PENDING):
        await summary(uow, person, rest, moment)
        return
    said = await show_pending(uow, person, read_period(rest), moment)
    await answer(uow, person.chat_id, said, moment)


commands.declare(
    Command(
        "pendientes",
        Action.SEE_PENDING,
        pending,
        ("/pendientes", "/pendientes 3T2025"),
        takes=Takes.QUARTER | Takes.PAST_YEARS,
        menu=MenuLine(10, "Ver qué falta"),
        help=(HelpLine(HelpGroup.CAPTURE, 10, "/pendientes", "qué falta y para cuándo", OWN),),
        phrase=(r"(?:y )?que (?:me |nos )?(?:falta|faltan|debo|debemos)(?: hoy)?|faltantes?|pendiente"),
    )
)


async def capture(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    if rest and not is_period(rest):
        await _capture_level(uow, person, rest, moment)
        return
    said = await show_pending(uow, person, read_period(rest), moment, action=Action.CAPTURE)
    await answer(uow, person.chat_id, said, moment)


async def _capture_level(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    typed = read_level(rest)
    wanted = await find_level(uow, person, typed, moment) if typed else None
    if typed is None or wanted is None:
        await answer(uow, person.chat_id, UnknownIndicator(rest), moment)
        return
    await open_indicator(uow, person, replace(wanted, met=typed.met, none=typed.none), moment)


commands.declare(
    Command(
        "capturar",
        Action.CAPTURE,
        capture,
        ("/capturar", "/capturar 7.1", "/capturar 2T2025"),
        moves_on=True,
        takes=Takes.QUARTER,
        menu=MenuLine(20, "Capturar un indicador"),
        help=(HelpLine(HelpGroup.CAPTURE, 20, "/capturar", "dar un valor y su oficio", ENLACE),),
        verb="capturar?|registrar?|reportar?|anotar?",
    )
)


async def correct(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    if not rest:
        if not await ask_again(uow, person, moment):
            await answer(uow, person.chat_id, NoOpenQuestion(may_capture=True), moment)
        return
    typed = read_level(rest)
    wanted = await find_level(uow, person, typed, moment) if typed else None
    if wanted is not None:
        await correct_indicator(uow, person, wanted, moment, said=f"corregir {rest}")
        return
    await answer(uow, person.chat_id, UnknownIndicator(rest, is_to_capture=False), moment)
    await ask_again(uow, person, moment)


commands.declare(
    Command(
        "corregir",
        Action.CAPTURE,
        correct,
        ("/corregir 7.1",),
        moves_on=True,
        menu=None,
        help=(HelpLine(HelpGroup.CAPTURE, 30, "corregir 7.1", "cambiar lo que ya dio", ENLACE),),
        verb="corregir|corrig[eo]|corrija|correccion|cambiar?|modificar?|editar?",
    )
)


async def narrative(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    typed = read_level(rest) if rest else None
    if not rest:
        wanted = await find_unwritten(uow, person, moment)
    else:
        wanted = await find_level(uow, person, typed, moment) if typed else None
    if wanted is not None:
        await begin_narrative(uow, person, wanted.indicator_id, wanted.period, moment)
        return
    said: Said = UnknownIndicator(rest, is_to_capture=False) if rest else NarrativeNotTaken("none_owed")
    await answer(uow, person.chat_id, said, moment)
    await ask_again(uow, person, moment)


commands.declare(
    Command(
        "narrativa",
        Action.CAPTURE,
        narrative,
        ("/narrativa", "/narrativa 7.1"),
        moves_on=True,
        menu=None,
        help=(),
        guide="escribir o cambiar la narrativa",
        unlisted="only some programmes have narratives: a button shows where one is owed",
    )
)


async def find_unwritten(uow: UnitOfWork, person: Person, moment: Moment) -> IndicatorWanted | None:
    """Return the first indicator of the person's URs that lacks its narrative."""
    units = person.actor.units_for(Action.CAPTURE)
    chosen = await choose_period(uow, units[0], moment)
    found = (
        indicator.id
        for report in await uow.programmes.reports(chosen, units)
        for indicator in report.owed
        if Missing.NARRATIVE in indicator.missing(chosen.quarter)
    )
    first = next(found, None)
    return None if first is None else IndicatorWanted(first, chosen)


async def cancel(uow: UnitOfWork, person: Person, _: str, moment: Moment) -> None:
    if await take_form_answer(uow, person, Left(), moment, said=""):
        return
    if await open_question(uow, person) or not await cancel_latest_paper(uow, person, moment):
        await cancel_capture(uow, person, moment)


commands.declare(
    Command(
        "cancelar",
        Action.SEE_HELP,
        cancel,
        ("/cancelar",),
        moves_on=True,
        menu=MenuLine(420, "Dejar la pregunta abierta"),
        help=(
            HelpLine(HelpGroup.LOOK, 90, "/cancelar", "dejar la pregunta abierta sin guardar", OWN | IMPLAN),
        ),
        phrase="cancel|salir|volver|atras|regresar|terminar|adios|bye|hasta luego",
    )
)
