"""An enlace in tests: each message is one committed transaction."""

from collections.abc import Sequence

from domain.capture.messages import Answered, Question
from domain.kit.drafts import Answer, Choice, Chosen, Draft, Typed
from domain.kit.periods import Period
from domain.kit.said import Said
from storage.people import Person
from tests.facts import ANA, T3, Office
from usecases.capture.capture_indicator import IndicatorWanted, cancel_capture, open_indicator, take_answer
from usecases.capture.corrections import correct_by_edit
from usecases.kit.conversations import Thread, open_question, open_thread

WHY = ("La reunión de septiembre pasó a octubre", "Se hará la reunión en octubre", "30 de octubre")
"""The answers after the cause of a shortfall: explanation, action, day of recovery."""

OFICIO = "Oficio SP/DSAV/112/2025 de fecha 26 de septiembre de 2025"


class Enlace:
    """`heard` are the messages since the last look, without edits of answered ones."""

    def __init__(self, office: Office, person: Person) -> None:
        self.office = office
        self.person = person
        self._heard = 0

    async def opens(
        self, indicator_id: int, period: Period = T3, *, met: bool = False, is_button: bool = True
    ) -> bool:
        wanted = IndicatorWanted(indicator_id, period, met, is_button)
        return await self.office.do(lambda uow: open_indicator(uow, self.person, wanted, self.office.moment))

    async def answers(self, given: Answer, said: str = "…") -> bool:
        return await self.office.do(
            lambda uow: take_answer(uow, self.person, given, self.office.moment, said=said)
        )

    async def types(self, text: str, message_id: int | None = None) -> bool:
        return await self.answers(Typed(text, message_id), text)

    async def explains(self, position: int = 0) -> None:
        """Say why a result falls short, from the cause to the day of its recovery."""
        await self.taps(Choice.CAUSE, position)
        for words in WHY:
            await self.types(words)

    async def edits(self, message_id: int, text: str) -> bool:
        return await self.office.do(
            lambda uow: correct_by_edit(uow, self.person, message_id, text, self.office.moment)
        )

    async def taps(self, choice: Choice, position: int = 0) -> bool:
        return await self.answers(Chosen(choice, position), choice.value)

    async def cancels(self) -> None:
        await self.office.do(lambda uow: cancel_capture(uow, self.person, self.office.moment))

    async def heard(self) -> Sequence[Said]:
        said = [
            each for each in await self.office.said(self.person.chat_id) if not isinstance(each, Answered)
        ]
        new, self._heard = said[self._heard :], len(said)
        return new

    async def question(self) -> Question | None:
        """Return what the capture asks; None while a dialogue is open instead."""
        asked = await self.office.do(lambda uow: open_question(uow, self.person))
        return asked if isinstance(asked, Question) else None

    async def thread(self) -> Thread:
        return await self.office.do(lambda uow: open_thread(uow, self.person))

    async def draft(self) -> Draft | None:
        return (await self.thread()).draft


async def an_enlace(office: Office, telegram_id: int = ANA, unit_code: str = "402") -> Enlace:
    return Enlace(office, await office.lets_in(telegram_id, unit_code=unit_code))
