"""A person in a dialogue in tests: each message is one committed transaction."""

from collections.abc import Sequence

from domain.capture.messages import Answered
from domain.kit.access import Role
from domain.kit.dialogues.forms import FormAnswer, Picked
from domain.kit.dialogues.messages import FormQuestion
from domain.kit.said import Said
from storage.people import Person
from tests.facts import CARLA, Office
from usecases.kit.conversations import open_question
from usecases.kit.form_spec import DialogueStart, FormSpec, open_form
from usecases.switchboard.answer_form import take_form_answer


class Speaker:
    """`heard` are the messages since the last look, without edits of answered ones."""

    def __init__(self, office: Office, person: Person) -> None:
        self.office = office
        self.person = person
        self._heard = 0

    async def begins(self, spec: FormSpec, unit_code: str | None = None) -> None:
        opening = DialogueStart(unit_code)
        await self.office.do(lambda uow: open_form(uow, self.person, spec, opening, self.office.moment))

    async def says(self, *given: FormAnswer) -> None:
        for each in given:
            await self._says(each)

    async def _says(self, given: FormAnswer) -> None:
        moment = self.office.moment
        await self.office.do(lambda uow: take_form_answer(uow, self.person, given, moment, said=str(given)))

    async def picks(self, value: str) -> None:
        """Tap the option with this value, on any page."""
        question = await self.question()
        values = [option.value for option in question.options]
        assert value in values, values
        await self.says(Picked(values.index(value)))

    async def question(self) -> FormQuestion:
        question = await self.office.do(lambda uow: open_question(uow, self.person))
        assert isinstance(question, FormQuestion), question
        return question

    async def is_asked(self) -> bool:
        return await self.office.do(lambda uow: open_question(uow, self.person)) is not None

    async def heard(self) -> Sequence[Said]:
        said = [
            each for each in await self.office.said(self.person.chat_id) if not isinstance(each, Answered)
        ]
        new, self._heard = said[self._heard :], len(said)
        return new

    async def told(self) -> Said:
        """Return the last message."""
        return (await self.heard())[-1]


async def from_implan(office: Office) -> Speaker:
    return Speaker(office, await office.lets_in(CARLA, Role.IMPLAN, None))
