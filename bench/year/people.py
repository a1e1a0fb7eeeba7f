"""The enlaces of a year of faults: what each captures, in which quarter, with which evidence."""

import hashlib
from dataclasses import dataclass, field

from sandbox import deeds
from tests.chaos.enlaces import CAUSE, SAVED, Enlace
from tests.documents.letters import a_pdf
from texts.kit.refusals import FILE_PROBLEMS

GOALS = "20 20 20 20"
VALUE = "24"
"""More than the goal of each quarter, and in four quarters no more than the whole."""
REASONS = (
    "Llegaron más solicitudes de las previstas",
    "Se abrió otra ventanilla de atención",
    "El padrón creció con las colonias nuevas",
    "La campaña alcanzó a las agencias",
)
"""One for each quarter: the words of the last one would be asked about."""
LAST_DAYS = ("24 de marzo", "24 de junio", "24 de septiembre", "19 de diciembre")
SEND_IT_AGAIN = (FILE_PROBLEMS["not_fetched"], FILE_PROBLEMS["not_stored"])
NOT_TAKEN = (
    "no se ha registrado. ¿Es la respuesta?",
    "No entendí «",
    "no lleva número de oficio",
    "Envíelo después",
)


@dataclass(frozen=True)
class Proof:
    """The evidence of one indicator: the number of an oficio and, for a file, its content."""

    oficio: str
    sha256: str | None = None


@dataclass
class Resident(Enlace):
    """An enlace of the whole year; `typed` is the evidence by quarter and number of the indicator."""

    quarter: int = 1
    typed: dict[tuple[int, int], Proof] = field(default_factory=dict)
    sends_poor_files: bool = False
    _since: int = 0
    """The number of the day's first message."""

    def enters_quarter(self, quarter: int) -> None:
        if quarter != self.quarter:
            self.quarter, self.done = quarter, 0

    def oficio(self, number: int) -> str:
        return f"SP/{self.user_id - 2000:02}{self.quarter}{number:02}/2025"

    async def captures(self) -> None:
        number, self._since = self.done + 1, self.world.next_message_id()
        await self._does(f"Componente {number}", "¿Cuánto alcanzaron")
        await self._does(VALUE, "¿Cuál fue la causa?")
        await self._does(CAUSE, "Escriba en una frase")
        await self._does(REASONS[self.quarter - 1], "¿Qué oficio lo comprueba?")
        await self._proves(number)
        self.done = number

    async def reads_again(self) -> bool:
        """At the end of the day send again what the bot asked for; tell whether anything was sent.

        An enlace who types on without waiting may have missed the request.
        """
        said = (each for words in SEND_IT_AGAIN for each in self.messages(words))
        if not any(each.message_id > self._since for each in said) or self._has_saved():
            return False
        self._is_behind = True  # the last message belongs to an older question
        await self._proves(self.done)
        return True

    def chat(self) -> list[str]:
        """Return both sides of the day's chat, in order."""
        own = (each for each in self.world.messages.values() if each.chat_id == self.user_id)
        today = (each for each in own if each.message_id >= self._since)
        return [f"{'<' if each.is_from_bot else '>'} {each.text[:160]!r}" for each in today]

    def is_asked_again(self) -> bool:
        """Tell whether the bot said that an answer was not taken."""
        said = (line for line in self.chat() if line.startswith("<"))
        return any(words in line for line in said for words in NOT_TAKEN)

    def _has_saved(self) -> bool:
        return any(each.message_id > self._since for each in self.messages(SAVED))

    async def _proves(self, number: int) -> None:
        """Type the number of the oficio, or send its PDF with the number below it; then save."""
        oficio, sha256 = self.oficio(number), None
        words = f"Oficio {oficio} del {LAST_DAYS[self.quarter - 1]} de 2025"
        if self.dice.random() < 0.5:
            await self._does(words, oficio)
        else:
            content = a_pdf("MUNICIPIO", f"OFICIO: {oficio}")
            if self.sends_poor_files:
                content = content[: self.dice.randrange(20, len(content) - 20)]
            sha256 = hashlib.sha256(content).hexdigest()
            await self._sends(content, words, oficio)
        self.typed[self.quarter, number] = Proof(oficio, sha256)
        await self._does("Guardar", SAVED)

    async def _sends(self, content: bytes, words: str, hears: str) -> None:
        acted_after = self.world.next_message_id()
        file = self.world.files.add("document", content, "oficio.pdf", "application/pdf")
        deeds.sends_file(self.world, self.user_id, file, words)
        self.deeds += 1
        self._heard = await self._hears(hears, acted_after)
        self._is_behind = self._heard is None
