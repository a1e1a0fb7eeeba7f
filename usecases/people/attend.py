"""Attention given to enlaces: a question goes to IMPLAN, its answer comes back; calls are noted."""

from dataclasses import replace
from datetime import datetime

from domain.capture.messages import OldButton
from domain.kit.access import Action
from domain.kit.dialogues.forms import Field, FieldRefused, Form, sentence
from domain.kit.moments import Moment
from domain.kit.words.agreement import read_agreement
from domain.people.attention import Attention, AttentionKind
from domain.people.attention_messages import AttentionNoted, HelpAnswered, HelpAsked, HelpGiven, HelpWanted
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.concerned import tell_each, units_of, who_may
from usecases.kit.form_spec import DialogueStart, FormSpec, open_form
from usecases.kit.say import answer

LONGEST_WORDS = 300
"""Characters of a question or an answer: both are shown whole in one message."""
WHO = sentence(3, 80)


def read_words(text: str) -> str:
    """Return a question or an answer in one paragraph; raise FieldRefused."""
    try:
        return sentence(5, LONGEST_WORDS)(text)
    except FieldRefused as refused:
        raise FieldRefused(f"help_{refused.problem}") from None


def read_reply(text: str) -> str:
    """Read an answer; a bare yes or no is one."""
    return " ".join(text.split()) if read_agreement(text) else read_words(text)


async def ask_for_help(uow: UnitOfWork, person: Person, text: str, moment: Moment) -> None:
    """Take the question after /ayuda: it is registered and IMPLAN is told; raise FieldRefused."""
    words = read_words(text)
    unit_code = min(units_of(person), default="")
    asked = Attention(
        moment.now,
        AttentionKind.QUESTION,
        unit_code,
        person.actor.name,
        words,
        person_id=person.actor.person_id,
    )
    attention_id = await uow.attention.add(asked)
    await _audit(uow, person, "help_asked", replace(asked, id=attention_id), moment.now)
    there = await who_may(uow, Action.ANSWER_HELP)
    wanted = HelpWanted(attention_id, unit_code, person.actor.name, words)
    await tell_each(uow, there, lambda _: wanted, moment, key=f"help:{attention_id}")
    await answer(uow, person.chat_id, HelpAsked(words, is_heard=bool(there)), moment)


async def begin_answer(uow: UnitOfWork, person: Person, attention_id: int, moment: Moment) -> bool:
    """Ask for the answer to a question; False if it needs none, and the person is told why."""
    asked = await uow.attention.get(attention_id)
    if asked is None or asked.kind is not AttentionKind.QUESTION:
        await answer(uow, person.chat_id, OldButton(), moment)
        return False
    if asked.answered_at is not None:
        await answer(uow, person.chat_id, _answered(asked, is_late=True), moment)
        return False
    subject = {"attention": str(attention_id), "who": asked.who, "question": asked.text}
    await open_form(uow, person, HELP_ANSWER, DialogueStart(None, subject), moment)
    return True


async def _answer(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    attention_id, words = int(form.subject["attention"]), form.answers["text"]
    by = person.actor.name
    taken = await uow.attention.answer(attention_id, words, by=by, at=moment.now)
    asked = await uow.attention.get(attention_id)
    assert asked is not None
    await answer(uow, person.chat_id, _answered(asked, is_late=not taken), moment)
    if not taken:
        return
    await _audit(uow, person, "help_answered", asked, moment.now)
    asker = await uow.people.by_id(asked.person_id) if asked.person_id else None
    if asker is not None:
        given = HelpGiven(asked.text, words, by)
        await tell_each(uow, [asker], lambda _: given, moment, key=f"help_given:{attention_id}")


async def _note(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    unit_code, who, words = form.answers["unit"], form.answers["who"], form.answers["text"]
    by = person.actor.name
    noted = Attention(moment.now, AttentionKind.CALL, unit_code, who, words, "", moment.now, by)
    stored = replace(noted, id=await uow.attention.add(noted))
    await _audit(uow, person, "attention_noted", stored, moment.now)
    await answer(uow, person.chat_id, AttentionNoted(unit_code, who, words), moment)


async def _settle(uow: UnitOfWork, _: Person, form: Form, value: str, __: Moment) -> str:
    if form.awaited == "unit" and await uow.programmes.unit(value) is None:
        raise FieldRefused("attention_unit")
    return value


def _answered(asked: Attention, *, is_late: bool) -> HelpAnswered:
    return HelpAnswered(asked.unit_code, asked.who, asked.answer, asked.answered_by, is_late)


async def _audit(uow: UnitOfWork, person: Person, action: str, given: Attention, at: datetime) -> None:
    by, subject = f"person:{person.actor.person_id}", f"attention:{given.unit_code}".rstrip(":")
    words = given.answer or given.text
    await uow.audit.add(at, by, action, subject, after={"attention": given.id, "text": words})


HELP_ANSWER = FormSpec("help_answer", Action.ANSWER_HELP, (Field("text", read_reply),), _answer)
ATTENTION = FormSpec(
    "attention",
    Action.ANSWER_HELP,
    (Field("unit", str.strip), Field("who", WHO), Field("text", read_words)),
    _note,
    settle=_settle,
)
