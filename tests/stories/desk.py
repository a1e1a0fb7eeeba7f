"""A municipality with phones: people type and tap by label, and each chat is read as rendered.

The router, the use cases and the texts are the real ones; the clock stands still until a story moves it.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import update

from bot.switchboard.words import word
from domain.capture.messages import Answered
from domain.delivery.outcomes import OutboxState
from domain.evidence.messages import Amended
from domain.kit.access import Role
from domain.kit.avances import Avance
from domain.kit.entregas import Entrega, Move, MoveDetails, move
from domain.people.welcome_messages import CommandMenu
from domain.reminders.messages import ReminderChanged
from sandbox.formatting import parse_html
from storage.audit import AuditEntry
from storage.engine import Database
from storage.files import FileStore
from storage.queues.pace import outbox
from tests.e2e.reception import ARRIVED, Reception, a_tap, a_text
from tests.facts import T3, Office, a_mir, a_row, local
from tests.read_back import audit_entries
from texts.kit.rendering import Message
from usecases.reminders.plan_reminders import write_reminders
from usecases.review.move_entrega import facts_of_entrega
from usecases.switchboard.compose import compose
from usecases.switchboard.messages import decode

ANA, BETO, TITA, IRIS, OMAR = 1001, 1002, 1003, 1004, 1005
"""Two enlaces of 402, its titular, and two people of IMPLAN."""

TUESDAY = date(2025, 9, 30)
OFICIO = "SP/112/2025 24 sep 2025"


@dataclass
class Heard:
    text: str
    buttons: dict[str, str]
    """Data by label."""


@dataclass
class Desk:
    reception: Reception
    chats: dict[int, list[Heard]] = field(default_factory=lambda: defaultdict(list))
    read: int = 0

    @property
    def office(self) -> Office:
        return self.reception.office

    async def says(self, user: int, text: str) -> str:
        """Type something and return the answer to that person."""
        return await self._gets(user, a_text(user, text))

    async def taps(self, user: int, label: str) -> str:
        """Tap the newest button with this label in one's chat."""
        return await self._gets(user, a_tap(user, self.button(user, label)))

    async def taps_data(self, user: int, data: str) -> str:
        return await self._gets(user, a_tap(user, data))

    def button(self, user: int, label: str) -> str:
        for heard in reversed(self.chats[user]):
            if label in heard.buttons:
                return heard.buttons[label]
        raise AssertionError(f"{label!r} is on no button: {[each.buttons for each in self.chats[user]]}")

    def last(self, user: int) -> Heard:
        return self.chats[user][-1]

    def told(self, user: int) -> str:
        """Return everything a person was told so far."""
        return "\n".join(heard.text for heard in self.chats[user])

    async def passes(self, days: int) -> None:
        self.office.moment = local(self.office.moment.today + timedelta(days=days), 10)

    async def entrega(self) -> Entrega:
        return await self.office.do(lambda uow: uow.entregas.get("402", T3))

    async def captures(self, user: int, level: str, value: str = "25") -> None:
        """Capture one indicator with its oficio."""
        await self.says(user, f"/capturar {level}")
        await self.says(user, value)
        await self.says(user, OFICIO)
        told = await self.taps(user, "Guardar")
        assert told.startswith("Guardado."), told

    async def captures_all(self, user: int = ANA) -> None:
        for level in ("7", "7.1"):
            await self.captures(user, level)

    async def sends(self, user: int = ANA) -> None:
        await self.says(user, "/enviar")
        await self.taps(user, "Enviar")

    async def observes(self, user: int, button: str, level: str, comment: str, end: str) -> str:
        """Return the entrega with an observation of one indicator."""
        await self.taps(user, button)
        await self.taps(user, level)
        await self.says(user, comment)
        return await self.taps(user, end)

    async def sends_unanswered(self) -> str:
        """Send a returned entrega again without answering the observation."""
        await self.says(ANA, "/enviar")
        return await self.taps(ANA, "Enviar así")

    async def saved(self, level: str = "Componente 7") -> Avance:
        (avance,) = [
            each.avances[T3.quarter]
            for each in (await self.office.report()).indicators
            if str(each.facts.level) == level
        ]
        return avance

    async def moves(self) -> list[str]:
        entrega_id = (await self.entrega()).id
        assert entrega_id is not None
        made = await self.office.do(lambda uow: uow.entregas.moves(entrega_id))
        return [each.move.value for each in made]

    async def audit_replays(self) -> bool:
        """Tell whether replaying the audit trail by the state table leads to the stored state."""
        return replayed(await self.audited()) == await self.entrega_facts()

    async def audited(self) -> list[AuditEntry]:
        entries = await self.office.do(
            lambda uow: audit_entries(uow, subject=f"entrega:402:{T3}", limit=1000)
        )
        return [each for each in reversed(entries) if each.action == "entrega_moved"]

    async def entrega_facts(self) -> dict[str, object]:
        return facts_of_entrega(await self.entrega())

    async def reminders(self) -> int:
        """Run the tick of the reminders; return how many are new."""
        count = await self.office.do(lambda uow: write_reminders(uow, self.office.moment))
        await self._reads()
        return count

    async def _gets(self, user: int, update: dict[str, object]) -> str:
        before = len(self.chats[user])
        prepared = await self.reception._router.prepare(update)
        await self.office.do(lambda uow: self.reception._router.handle(uow, update, prepared))
        await self._reads()
        return "\n".join(heard.text for heard in self.chats[user][before:])

    async def _reads(self) -> None:
        """Render the messages queued since, as the sender would now."""
        rows = await self.office.rows()
        for row in rows[self.read :]:
            said = decode(row.kind, row.data)
            if isinstance(said, Amended | Answered | CommandMenu | ReminderChanged):
                continue
            async with self.office.database.read() as uow:
                composed = await compose(uow, said, self.office.moment)
            message = word(composed) if composed else None
            if isinstance(message, Message):
                buttons = {b.label: b.data for keys in message.keyboard for b in keys}
                self.chats[row.chat_id].append(Heard(parse_html(message.html).text, buttons))
        self.read = len(rows)
        arrived = update(outbox).values(state=OutboxState.SENT, message_id=ARRIVED)
        await self.office.do(lambda uow: uow.session.execute(arrived))


def replayed(entries: Sequence[AuditEntry]) -> dict[str, object]:
    """Replay every audited move from the open entrega; each must lead to the recorded state."""
    entrega = Entrega("402", T3)
    for entry in entries:
        assert entry.before == facts_of_entrega(entrega)
        after = dict(entry.after or {})
        observed = len(after.get("observed", {}))
        entrega = move(
            entrega, Move(after["move"]), MoveDetails(entry.reason or "", observed, bool(after.get("gaps")))
        )
        assert facts_of_entrega(entrega).items() <= after.items()
    return facts_of_entrega(entrega)


async def a_desk(database: Database, folder: Path, *, titular: bool = True) -> Desk:
    """Create 402 with two indicators and its people on the last day of the third quarter."""
    office = Office(database, local(TUESDAY, 10))
    await office.register(a_mir(a_row("Componente 7"), a_row("Actividad 7.1")))
    for enlace in (ANA, BETO):
        await office.lets_in(enlace)
    if titular:
        await office.lets_in(TITA, Role.TITULAR)
    for person in (IRIS, OMAR):
        await office.lets_in(person, Role.IMPLAN, None)
    return Desk(Reception(office, FileStore(folder)))
