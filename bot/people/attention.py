"""/ayuda with a question, IMPLAN's answer by button or typed text, and /atencion."""

from bot.buttons.attention import AnswerHelp
from bot.kit.commands import IMPLAN, Command, Declared, HelpGroup, HelpLine
from bot.kit.handlers import Buttons
from domain.kit.access import Action
from domain.kit.dialogues.forms import FieldRefused
from domain.kit.dialogues.messages import FormRefused
from domain.kit.moments import Moment
from domain.kit.report_messages import UnknownUnit
from storage.people import Person
from storage.uow import UnitOfWork
from texts.kit.hints import Takes
from usecases.kit.conversations import ask_again
from usecases.kit.form_spec import DialogueStart, open_form
from usecases.kit.say import answer
from usecases.people.attend import ATTENTION, ask_for_help, begin_answer

commands = Declared()
buttons = Buttons()
ANSWER = "responder"


async def ask(uow: UnitOfWork, person: Person, text: str, moment: Moment) -> None:
    """Take the text after /ayuda as a question to IMPLAN."""
    try:
        await ask_for_help(uow, person, text, moment)
    except FieldRefused as refused:
        await answer(uow, person.chat_id, FormRefused(refused.problem, text), moment)


async def note(uow: UnitOfWork, person: Person, rest: str, moment: Moment) -> None:
    """Answer /atencion: register a call or a visit of a UR, which is asked for unless named."""
    code = rest.strip()
    if code and await uow.programmes.unit(code) is None:
        await answer(uow, person.chat_id, UnknownUnit(code, "atencion"), moment)
        await ask_again(uow, person, moment)
        return
    known = {"unit": code} if code else {}
    await open_form(uow, person, ATTENTION, DialogueStart(code or None, answers=known), moment)


commands.declare(
    Command(
        "atencion",
        Action.ANSWER_HELP,
        note,
        ("/atencion", "/atencion 402"),
        moves_on=True,
        takes=Takes.UNIT,
        menu=None,
        help=(HelpLine(HelpGroup.ADMINISTER, 70, "/atencion", "registrar una llamada o visita", IMPLAN),),
    )
)


@buttons.on(AnswerHelp)
async def answer_help(uow: UnitOfWork, person: Person, callback: AnswerHelp, moment: Moment) -> None:
    if not await begin_answer(uow, person, callback.attention_id, moment):
        await ask_again(uow, person, moment)


async def answer_attention(uow: UnitOfWork, person: Person, text: str, moment: Moment) -> bool:
    """Take «responder 12»; False when the text is something else or the person lacks the right."""
    word, _, rest = " ".join(text.casefold().split()).partition(" ")
    if word != ANSWER or not rest.isdecimal() or not person.actor.may(AnswerHelp.needs):
        return False
    await answer_help(uow, person, AnswerHelp(int(rest[:9])), moment)
    return True
