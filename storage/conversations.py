"""The open conversation of each person; a write based on an outdated version is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.queues.overtaken import Overtaken
from storage.statements import dialect_of, hold_rows, insert_once, rows_changed, table_of
from storage.tables.delivery import ConversationTable

conversation = table_of(ConversationTable)

# Built once: building a statement takes longer than running it.
OF_PERSON = select(conversation).where(conversation.c.person_id == bindparam("person"))
HOLD = OF_PERSON.with_for_update()
MOVE_ON = (
    update(conversation)
    .where(conversation.c.person_id == bindparam("person"), conversation.c.version == bindparam("read"))
    .values(
        {name: bindparam(f"new_{name}") for name in ("state", "version", "prompt_outbox_id", "updated_at")}
    )
)


class StaleConversation(Overtaken):
    """The conversation was saved by another writer since it was read."""

    def __init__(self, person_id: int, version: int) -> None:
        super().__init__(f"conversation of person {person_id} is no longer at version {version}")
        self.person_id = person_id
        self.version = version


@dataclass(frozen=True)
class StoredConversation:
    person_id: int
    state: Mapping[str, Any]
    version: int
    prompt_outbox_id: int | None
    updated_at: datetime


class ConversationRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._read: dict[int, StoredConversation | None] = {}

    def forget(self) -> None:
        self._read.clear()

    async def hold(self, person_id: int) -> None:
        """Lock a conversation until the commit; this waits for another writer."""
        await hold_rows(self._session, HOLD, {"person": person_id})
        self._read.pop(person_id, None)

    async def get(self, person_id: int) -> StoredConversation | None:
        """Read it once per unit of work; `save` fails if it was changed meanwhile."""
        if person_id not in self._read:
            row = (await self._session.execute(OF_PERSON, {"person": person_id})).first()
            self._read[person_id] = StoredConversation(*row) if row else None
        return self._read[person_id]

    async def save(
        self,
        person_id: int,
        state: Mapping[str, Any],
        *,
        version: int,
        at: datetime,
        prompt_outbox_id: int | None = None,
    ) -> int:
        """Store the next state and return its version; `version` is the one read, 0 if none."""
        self.forget()
        values = {
            "state": state,
            "version": version + 1,
            "prompt_outbox_id": prompt_outbox_id,
            "updated_at": at,
        }
        saved = await (self._insert(person_id, values) if version == 0 else self._update(person_id, values))
        if not saved:
            raise StaleConversation(person_id, version)
        return version + 1

    async def _insert(self, person_id: int, values: dict[str, Any]) -> bool:
        first = insert_once(conversation, "person_id", dialect_of(self._session))
        return await self._session.scalar(first, {"person_id": person_id, **values}) is not None

    async def _update(self, person_id: int, values: dict[str, Any]) -> bool:
        new = {f"new_{name}": value for name, value in values.items()}
        which = {"person": person_id, "read": values["version"] - 1}
        return await rows_changed(self._session, MOVE_ON, which | new) == 1
