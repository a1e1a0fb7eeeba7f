"""The enlaces of a year: who captures what, in which quarter, and with which proof."""

import hashlib
from dataclasses import dataclass, field

from sandbox import deeds
from tests.chaos.enlaces import CAUSE, SAVED, VALUE, Enlace
from tests.documents.letters import a_pdf

REASONS = (
    "Llegaron más solicitudes de las previstas",
    "Se abrió otra ventanilla de atención",
    "El padrón creció con las colonias nuevas",
    "La campaña alcanzó a las agencias",
)
"""One for each quarter: the words of the last one would be asked about."""
LAST_DAYS = ("24 de marzo", "24 de junio", "24 de septiembre", "19 de diciembre")


@dataclass(frozen=True)
class Proof:
    """What was given for one indicator: the number of an oficio and, for a file, what is in it."""

    oficio: str
    sha256: str | None = None


@dataclass
class Resident(Enlace):
    """An enlace of the whole year; `typed` is what was given, by quarter and number of the indicator."""

    quarter: int = 1
    typed: dict[tuple[int, int], Proof] = field(default_factory=dict)

    def enters_quarter(self, quarter: int) -> None:
        if quarter != self.quarter:
            self.quarter, self.done = quarter, 0

    def oficio(self, number: int) -> str:
        return f"SP/{self.user_id - 2000:02}{self.quarter}{number:02}/2025"

    async def captures(self) -> None:
        number = self.done + 1
        oficio = self.oficio(number)
        await self._does(f"Componente {number}", "¿Cuánto alcanzaron")
        await self._does(VALUE, "¿Cuál fue la causa?")
        await self._does(CAUSE, "Escriba en una frase")
        await self._does(REASONS[self.quarter - 1], "¿Qué oficio lo comprueba?")
        words = f"Oficio {oficio} del {LAST_DAYS[self.quarter - 1]} de 2025"
        self.typed[self.quarter, number] = await self._proves(oficio, words)
        await self._does("Guardar", SAVED)
        self.done = number

    async def _proves(self, oficio: str, words: str) -> Proof:
        """Type the number of the oficio, or send its PDF with the number below it."""
        if self.dice.random() < 0.5:
            await self._does(words, oficio)
            return Proof(oficio)
        content = a_pdf("MUNICIPIO", f"OFICIO: {oficio}")
        acted_after = self.world.next_message_id()
        file = self.world.files.add("document", content, "oficio.pdf", "application/pdf")
        deeds.sends_file(self.world, self.user_id, file, words)
        self.deeds += 1
        self._heard = await self._hears(oficio, acted_after)
        self._is_behind = self._heard is None
        return Proof(oficio, hashlib.sha256(content).hexdigest())
