"""A person who answers dialogues in tests: each message is one committed transaction."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from domain.capture.messages import Answered, Question
from domain.kit.access import Role
from domain.kit.dialogues.forms import FormAnswer, Left, Picked, Skipped
from domain.kit.dialogues.messages import FormQuestion
from domain.kit.moments import Moment
from domain.kit.said import Said
from domain.people.welcome_messages import CommandMenu
from storage.people import Person
from storage.uow import UnitOfWork
from tests.facts import Office, local
from usecases.kit.conversations import open_question
from usecases.switchboard.answer_form import take_form_answer

T = TypeVar("T")


class Speaker:
    """`heard` are the messages to this chat since the last look, without edits and menus."""

    def __init__(self, office: Office, person: Person) -> None:
        self.office = office
        self.person = person
        self._heard = 0

    @property
    def id(self) -> int:
        return self.person.actor.person_id

    async def asks(self, work: Callable[..., Awaitable[T]], *given: object, keeps: bool = False) -> T:
        """Run a use case that takes the unit of work, the person, some operands and the moment."""
        if not keeps:
            await self.refresh()
        return await self.office.do(lambda uow: work(uow, self.person, *given, self.office.moment))

    async def says(self, *answers: FormAnswer) -> bool:
        """Answer the open dialogue, once or several times; tell whether the last answer was taken."""
        taken = False
        for given in answers:
            await self.refresh()
            taken = await self.office.do(lambda uow, given=given: self._take(uow, given))  # type: ignore[misc]
        return taken

    async def picks(self, *positions: int) -> None:
        await self.says(*(Picked(position) for position in positions))

    async def skips(self) -> None:
        await self.says(Skipped())

    async def leaves(self) -> None:
        await self.says(Left())

    async def question(self) -> Question | FormQuestion | None:
        await self.refresh()
        return await self.office.do(lambda uow: open_question(uow, self.person))

    async def asked(self) -> FormQuestion:
        question = await self.question()
        assert isinstance(question, FormQuestion)
        return question

    async def heard(self) -> Sequence[Said]:
        said = [
            each
            for each in await self.office.said(self.person.chat_id)
            if not isinstance(each, Answered | CommandMenu)
        ]
        new, self._heard = said[self._heard :], len(said)
        return new

    async def hears(self) -> Said:
        """Return the only new message."""
        (said,) = await self.heard()
        return said

    async def refresh(self) -> None:
        """Load this person again from the database; a stranger keeps only the chat."""
        found = await self.office.do(lambda uow: uow.people.by_telegram_id(self.person.chat_id))
        self.person = found or replace(self.person, actor=replace(self.person.actor, grants=()))

    async def _take(self, uow: UnitOfWork, given: FormAnswer) -> bool:
        return await take_form_answer(uow, self.person, given, self.office.moment, said=str(given))


async def a_speaker(
    office: Office, telegram_id: int, role: Role = Role.ENLACE, unit_code: str | None = "402"
) -> Speaker:
    whole = role in (Role.IMPLAN, Role.CONSULTA)
    return Speaker(office, await office.lets_in(telegram_id, role, None if whole else unit_code))


def on(day: date, hour: int = 12) -> Moment:
    return local(day, hour)
