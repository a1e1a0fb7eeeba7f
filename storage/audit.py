"""The audit trail: written in the transaction of the change, chained by hash, never altered."""

from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.evidence.audit_chain import (
    AuditRecord,
    ChainCheck,
    ChainedEntry,
    ChainHead,
    Seal,
    Values,
    hash_of,
    held_against,
    walk,
)
from domain.kit.periods import Period
from storage.holds import TAKE, AdvisoryLock
from storage.statements import dialect_of, hold_rows, table_of
from storage.tables.delivery import AuditHeadTable, AuditTable
from storage.types import UtcDateTime

audit = table_of(AuditTable)

PAGE = 1000
PERSON = "person:"
"""Prefix of the actor for a registered person."""

# Built once: building a statement takes longer than running it.
NEW = insert(audit)
LAST_HASH = select(audit.c.hash).order_by(audit.c.id.desc()).limit(1)
AFTER = select(audit).where(audit.c.id > bindparam("after")).order_by(audit.c.id).limit(PAGE)
LATEST = select(audit).order_by(audit.c.id.desc()).limit(bindparam("amount"))
LAST_DEEDS = select(audit.c.actor, func.max(audit.c.at, type_=UtcDateTime()).label("at")).group_by(
    audit.c.actor
)
UNTIL = audit.c.at <= bindparam("now", type_=UtcDateTime())
OF_ACTORS = LAST_DEEDS.where(audit.c.actor.in_(bindparam("actors", expanding=True)), UNTIL)
OF_PEOPLE = LAST_DEEDS.where(audit.c.actor.startswith(PERSON), UNTIL)
HEAD = select(table_of(AuditHeadTable))
LAST_NUMBER = {
    "sqlite": text("SELECT seq FROM sqlite_sequence WHERE name = 'audit'"),
    "postgresql": text("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM audit_id_seq"),
}
COUNTS = select(func.count().label("length"), func.count(audit.c.hash).label("chained")).select_from(audit)
HASHES = select(audit.c.hash).order_by(audit.c.id)
WORDS = ("avance_saved", "avance_imported", "value_confirmed", "correction_granted")
"""Actions whose entry holds the complete value of an indicator."""
LAST_WORDS = select(audit.c.subject, audit.c.after).where(
    audit.c.id.in_(select(func.max(audit.c.id)).where(audit.c.action.in_(WORDS)).group_by(audit.c.subject))
)
ISSUED = select(audit.c.after).where(audit.c.action == "acuse_issued")
SUBJECTS = select(audit.c.id, audit.c.subject).order_by(audit.c.id.desc())


@dataclass(frozen=True)
class AuditEntry:
    """Who (`actor`) did what (`action`) to what (`subject`: `domain/evidence/audit_subjects.py`), and why."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    before: Values | None
    after: Values | None
    reason: str | None
    previous_hash: str | None = None
    hash: str | None = None

    @property
    def link(self) -> ChainedEntry:
        deed = AuditRecord(
            self.at, self.actor, self.action, self.subject, self.before, self.after, self.reason
        )
        return ChainedEntry(self.id, deed, self.previous_hash, self.hash)


class AuditRepository:
    """Buffers entries until the commit writes them, so that the lock of the chain is held only briefly.

    No lock is taken after that of the chain, so it cannot cause a deadlock.
    """

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._unwritten: list[AuditRecord] = []
        self._part = 0

    async def add(
        self,
        at: datetime,
        actor: str,
        action: str,
        subject: str,
        *,
        before: Values | None = None,
        after: Values | None = None,
        reason: str | None = None,
    ) -> None:
        self._unwritten.append(AuditRecord(at, actor, action, subject, before, after, reason))

    def begin_part(self) -> None:
        self._part = len(self._unwritten)

    def undo_part(self) -> None:
        """Drop the entries added since the part began."""
        del self._unwritten[self._part :]

    async def write(self) -> None:
        """Append the buffered entries to the chain; the unit of work calls it last before the commit."""
        if not self._unwritten:
            return
        # A separate statement: the next one must see what the previous holder of the lock committed.
        await hold_rows(self._session, TAKE, {"turn": int(AdvisoryLock.AUDIT)})
        last = await self._session.scalar(LAST_HASH)
        rows = []
        for deed in self._unwritten:
            rows.append({**vars(deed), "previous_hash": last, "hash": hash_of(deed, last)})
            last = rows[-1]["hash"]
        self._unwritten = []
        await self._session.execute(NEW, rows)

    async def subjects(self, period: Period | None = None) -> list[tuple[int, str]]:
        """Return id and subject of every entry of this or no period, latest first."""
        query = SUBJECTS
        if period is not None:
            named = audit.c.subject.contains(f":{period}", autoescape=True)
            query = query.where(or_(named, audit.c.subject.not_like("%:_T20__%")))
        return [(row.id, row.subject) for row in await self._session.execute(query)]

    async def last_deeds(
        self, until: datetime, person_ids: Collection[int] | None = None
    ) -> dict[int, datetime]:
        """Return the time of each person's last action, for some people or (None) all."""
        query, which = OF_PEOPLE, dict[str, Any](now=until)
        if person_ids is not None:
            query, which = OF_ACTORS, which | {"actors": [f"{PERSON}{each}" for each in person_ids]}
        rows = await self._session.execute(query, which)
        return {int(row.actor.removeprefix(PERSON)): row.at for row in rows}

    async def by_ids(self, ids: Collection[int]) -> list[AuditEntry]:
        """Return entries by id, latest first."""
        query = select(audit).where(audit.c.id.in_(ids)).order_by(audit.c.id.desc())
        return [_entry(row) for row in await self._session.execute(query)]

    async def in_order(self) -> AsyncIterator[AuditEntry]:
        """Iterate over all entries in order without loading them all."""
        after = 0
        while page := [_entry(row) for row in await self._session.execute(AFTER, {"after": after})]:
            for entry in page:
                yield entry
            after = page[-1].id

    async def verify(self) -> ChainCheck:
        """Verify the chain up to its end or its first broken entry, and compare it with the stored head."""
        verdict = ChainCheck()
        async for entry in self.in_order():
            verdict = walk([entry.link], verdict)
            if verdict.problem is not None:
                break
        return held_against(verdict, await self.head())

    async def head(self) -> ChainHead:
        """Return the stored length and last hash of the trail."""
        row = (await self._session.execute(HEAD)).first()
        if row is not None:
            return ChainHead(row.length, row.unchained, row.head)
        # If that row was deleted as well, the ids given so far still tell the length.
        return ChainHead(await self._session.scalar(LAST_NUMBER[dialect_of(self._session)]) or 0)

    async def seal(self) -> Seal | None:
        """Return the present seal; None while no entry has a hash."""
        head = await self.head()
        return Seal(head.length, head.hash) if head.hash else None

    async def hash_at(self, number: int) -> str | None:
        """Return the hash of the n-th entry; None where there are fewer entries."""
        found: str | None = await self._session.scalar(HASHES.offset(number - 1).limit(1))
        return found

    async def last_words(self) -> dict[str, Values]:
        """Return the last entry of each avance, by its subject."""
        rows = await self._session.execute(LAST_WORDS)
        return {row.subject: row.after for row in rows}

    async def issued(self, folio: str) -> str | None:
        """Return the content hash of an acuse that the trail holds."""
        for row in await self._session.execute(ISSUED):
            if row.after and row.after.get("folio") == folio:
                return str(row.after.get("sha256"))
        return None

    async def verify_tail(self, amount: int) -> ChainCheck:
        """Verify only the latest entries of the chain, which is cheap."""
        latest = [_entry(row) for row in await self._session.execute(LATEST, {"amount": amount})]
        links = [entry.link for entry in reversed(latest)]
        chained = [link for link in links if link.hash is not None]
        if not chained:
            return await self._counted(walk(links))
        before = ChainCheck(chained=1, last_hash=chained[0].previous_hash)
        return await self._counted(walk(links[links.index(chained[0]) :], before))

    async def _counted(self, tail: ChainCheck) -> ChainCheck:
        """Compare the length and the last hash with the stored head."""
        if tail.problem is not None:
            return tail
        row = (await self._session.execute(COUNTS)).one()
        unchained = row.length - row.chained
        return held_against(ChainCheck(unchained, row.chained, tail.last_hash), await self.head())


def _entry(row: Row[Any]) -> AuditEntry:
    return AuditEntry(**row._mapping)
