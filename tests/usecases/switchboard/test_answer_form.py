"""A dialogue is asked field by field, survives interruptions, and has its effect once it is complete."""

from dataclasses import replace

import pytest

from domain.capture.messages import Answered, NothingToCancel, Question
from domain.kit.access import Action
from domain.kit.dialogues.forms import (
    Field,
    FieldRefused,
    Form,
    FormAnswer,
    Left,
    Option,
    Picked,
    Skipped,
    TurnedTo,
    sentence,
)
from domain.kit.dialogues.messages import FormLeft, FormQuestion, FormRefused
from domain.kit.moments import Moment
from domain.kit.said import Said
from storage.people import Person
from storage.uow import UnitOfWork
from tests.facts import ANA, Office, a_mir
from tests.usecases.enlaces import Enlace, an_enlace
from usecases.kit.conversations import ask_again, left_open, open_question
from usecases.kit.form_spec import DialogueStart, FormSpec, open_form
from usecases.kit.say import answer
from usecases.switchboard.answer_form import take_form_answer

UNITS = tuple(Option(code, f"{code} · área") for code in ("304", "402", "504"))


async def _units(_: UnitOfWork, __: Person, form: Form, ___: Moment) -> tuple[Option, ...]:
    return UNITS if form.awaited == "unit" else ()


async def _tell(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    await answer(uow, person.chat_id, FormLeft("·".join(form.answers.values())), moment)


async def _settle(_: UnitOfWork, __: Person, form: Form, value: str, ___: Moment) -> str:
    if (form.awaited, value) == ("unit", "504"):
        raise FieldRefused("not_a_choice")
    return f"{value}!" if form.awaited == "oficio" and value else value


SPEC = FormSpec(
    "sample",
    Action.CAPTURE,
    (Field("unit"), Field("reason", sentence(10)), Field("oficio", str, is_optional=True)),
    _tell,
    _units,
    settle=_settle,
)


class Speaker(Enlace):
    async def begins(self, **opening: object) -> None:
        begun = DialogueStart("402", **opening)  # type: ignore[arg-type]
        await self.office.do(lambda uow: open_form(uow, self.person, SPEC, begun, self.office.moment))

    async def question(self) -> Question | FormQuestion | None:  # type: ignore[override]
        return await self.office.do(lambda uow: open_question(uow, self.person))

    async def says(self, given: FormAnswer) -> bool:
        forms = {SPEC.kind: SPEC}
        return await self.office.do(
            lambda uow: take_form_answer(
                uow, self.person, given, self.office.moment, said=str(given), forms=forms
            )
        )


@pytest.fixture
async def componente(office: Office) -> int:
    return (await office.register(a_mir()))["Componente 7"]


@pytest.fixture
async def ana(office: Office, componente: int) -> Speaker:
    return Speaker(office, (await an_enlace(office)).person)


def asked(said: Said) -> str:
    assert isinstance(said, FormQuestion)
    return said.asked


async def test_fields_are_asked_in_order_and_then_the_work_is_done(ana: Speaker) -> None:
    await ana.begins()
    await ana.says(Picked(1))
    await ana.says("Se mudó la oficina")
    await ana.says(Skipped())

    first, second, third, done = await ana.heard()
    assert [asked(first), asked(second), asked(third)] == ["unit", "reason", "oficio"]
    assert done == FormLeft("402·Se mudó la oficina·")
    assert await ana.question() is None


async def test_what_is_known_already_is_not_asked(ana: Speaker) -> None:
    await ana.begins(answers={"unit": "504"}, subject={"period": "3T2025"})

    (question,) = await ana.heard()
    assert isinstance(question, FormQuestion)
    assert (question.asked, question.subject, question.options) == ("reason", {"period": "3T2025"}, ())


async def test_a_refusal_keeps_the_question_open(ana: Speaker) -> None:
    await ana.begins()
    before = await ana.question()

    await ana.says("999")

    assert (await ana.heard())[-1] == FormRefused("not_a_choice", "999")
    assert await ana.question() == before


async def test_a_value_may_be_refused_or_changed_by_what_only_the_database_tells(ana: Speaker) -> None:
    await ana.begins()
    await ana.says(Picked(2))
    assert (await ana.heard())[-1] == FormRefused("not_a_choice", str(Picked(2)))

    for given in ("402", "Se mudó la oficina", "SP/1/2025"):
        await ana.says(given)

    assert (await ana.heard())[-1] == FormLeft("402·Se mudó la oficina·SP/1/2025!")


async def test_a_page_of_options_is_another_question(ana: Speaker) -> None:
    await ana.begins()
    first = await ana.question()
    assert isinstance(first, FormQuestion)

    await ana.says(TurnedTo(1))

    second = await ana.question()
    assert isinstance(second, FormQuestion)
    assert second == replace(first, page=1, token=second.token)
    assert second.token != first.token


async def test_leaving_has_no_effect(ana: Speaker) -> None:
    await ana.begins()

    await ana.says(Left())

    assert (await ana.heard())[-1] == FormLeft("sample")
    assert await ana.question() is None
    assert not await ana.says("402")


async def test_a_capture_waits_under_a_dialogue_and_goes_on_after_it(ana: Speaker, componente: int) -> None:
    await ana.opens(componente)
    await ana.begins()
    assert not await ana.opens(componente)

    await ana.says(Left())

    *_, left, resumed = await ana.heard()
    assert left == FormLeft("sample")
    assert isinstance(resumed, Question)
    assert resumed.is_resumed


async def test_a_dialogue_is_asked_again_once_after_a_restart(office: Office, ana: Speaker) -> None:
    await ana.begins()
    assert await office.do(lambda uow: ask_again(uow, ana.person, office.moment))

    *_, again = await ana.heard()
    assert isinstance(again, FormQuestion)
    assert again.is_resumed
    assert await office.do(left_open) == []  # it waits in the outbox


async def test_a_dialogue_that_is_no_longer_allowed_is_left_behind(office: Office, ana: Speaker) -> None:
    await ana.begins()
    await office.do(lambda uow: uow.people.revoke(ana.person.actor.person_id, office.moment.now))
    stranger = Person(replace(ana.person.actor, grants=()), ANA)

    taken = await office.do(
        lambda uow: take_form_answer(uow, stranger, "402", office.moment, said="402", forms={"sample": SPEC})
    )

    assert not taken


async def test_answers_are_edited_into_their_questions(office: Office, ana: Speaker) -> None:
    await ana.begins()
    await ana.says(Picked(0))

    edits = [each for each in await office.said() if isinstance(each, Answered)]
    assert [each.said for each in edits] == [str(Picked(0))]


async def test_there_may_be_nothing_to_leave(ana: Speaker) -> None:
    assert not await ana.says(Left())
    await ana.cancels()

    assert await ana.heard() == [NothingToCancel()]
