"""Enlaces who capture one indicator after another while the bot fails."""

import asyncio
from dataclasses import dataclass, field
from random import Random

from sandbox import deeds
from sandbox.model import StoredMessage
from sandbox.world import World

VALUE = "30"
"""More than the goal: it is asked why, and not when it will be made good."""
CAUSE = "Mayor demanda"
REASON = "Llegaron más solicitudes de las previstas"

SAVED = "Guardado."
WELCOME = "Usted entra como"


@dataclass
class Enlace:
    """A simulated person in the sandbox; `patience` and `thinks` are seconds.

    Each chat is handled in order, so the typed text determines the final report, with or without answers.
    """

    world: World
    user_id: int
    unit: str
    dice: Random
    thinks: tuple[float, float] = (0.0, 0.0)
    patience: float = 3.0
    done: int = 0
    deeds: int = 0
    _heard: StoredMessage | None = field(default=None, repr=False)
    _is_behind: bool = field(default=False, repr=False)
    """An answer did not come in time: what is heard next may be about the capture before."""

    async def enters(self, code: str) -> None:
        await self._does(f"/start {code}", WELCOME)

    async def captures(self) -> None:
        """Capture the next indicator of the UR."""
        number = self.done + 1
        await self._does(f"Componente {number}", "¿Cuánto alcanzaron")
        await self._does(VALUE, "¿Cuál fue la causa?")
        await self._does(CAUSE, "Escriba en una frase")
        await self._does(REASON, "¿Qué oficio lo comprueba?")
        await self._does(f"Oficio {self.oficio(number)} del 24 de septiembre de 2025", self.oficio(number))
        await self._does("Guardar", SAVED)
        self.done = number

    async def works(self, code: str, closing: asyncio.Event) -> None:
        """Join and capture until the day ends; finish the last capture."""
        await self.enters(code)
        while not closing.is_set():
            await self.captures()

    def oficio(self, number: int) -> str:
        return f"SP/{self.user_id}{number:02}/2025"

    def messages(self, words: str) -> list[StoredMessage]:
        """Return the bot's messages to this person that contain a text, in order."""
        own = (each for each in self.world.messages.values() if each.chat_id == self.user_id)
        return [each for each in own if each.is_from_bot and words in each.text]

    async def _does(self, words: str, hears: str) -> None:
        """Tap a button of the last message, or type; then wait for an answer, up to a timeout."""
        await asyncio.sleep(self.dice.uniform(*self.thinks))
        data = None if self._is_behind else _offered(self._heard, words)
        acted_after = self.world.next_message_id()
        if self._heard and data and self.dice.random() < 0.5:
            deeds.taps(self.world, self.user_id, self._heard.message_id, data)
        else:
            deeds.says(self.world, self.user_id, words)
        self.deeds += 1
        self._heard = await self._hears(hears, acted_after)
        if self._heard is None:
            self._is_behind = True
        elif hears == self.oficio(self.done + 1):
            self._is_behind = False  # the number is unique to this capture

    async def _hears(self, words: str, since: int) -> StoredMessage | None:
        def found() -> StoredMessage | None:
            fitting = (each for each in self.messages(words) if each.message_id >= since)
            return next(fitting, None)

        await self.world.bells.of(self.user_id).wait_until(found, self.patience)
        return found()


def _offered(message: StoredMessage | None, label: str) -> str | None:
    rows = (message.keyboard or []) if message else []
    return next((button["callback_data"] for row in rows for button in row if button["text"] == label), None)
