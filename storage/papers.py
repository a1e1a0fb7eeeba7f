"""Orders of documents, and the files that Telegram already holds."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import bindparam, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.delivery.outcomes import OutboxState
from domain.kit.clocks import CLOCK_STEP
from domain.kit.periods import Period
from domain.papers.kinds import OrderState, PaperKind, PaperOrder
from domain.papers.messages import PaperChoice
from storage.queues import outbox_queries
from storage.queues.pace import outbox
from storage.statements import insert_into, rows_changed, still_to_do, table_of
from storage.tables.papers import UNFINISHED_ORDER, PaperOrderTable, SentFileTable

paper_order = table_of(PaperOrderTable)
sent_file = table_of(SentFileTable)

CLAIMABLE = (
    select(paper_order)
    .where(
        still_to_do(paper_order, UNFINISHED_ORDER),
        or_(
            paper_order.c.claimed_until.is_(None),
            paper_order.c.claimed_until <= bindparam("wall"),
            paper_order.c.claimed_at > bindparam("clock_step"),
        ),
    )
    .order_by(paper_order.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
RELEASED: dict[str, Any] = {"claim_token": None, "claimed_until": None}
CHOICE = PaperChoice.declared.kind
"""Kind of the message that asks for a format."""
OVER = (OrderState.DONE, OrderState.FAILED, OrderState.CANCELLED)


@dataclass(frozen=True)
class StoredOrder:
    """An order; `made` of `total` files are written.

    `attempts` counts the failures it caused: crashes of worker processes, missing files.
    `error` is the reason of its failure: a word of `PaperFault`, and perhaps a place in the code.
    """

    id: int
    person_id: int
    chat_id: int
    order: PaperOrder
    state: OrderState
    total: int
    made: int
    attempts: int
    asked_at: datetime
    ended_at: datetime | None
    outbox_id: int | None
    error: str | None
    token: str | None

    @property
    def is_open(self) -> bool:
        return self.state not in OVER


class PaperRepository:
    """Arguments called `wall` are machine time, the others product time."""

    def __init__(self, session: AsyncSession, touch: Callable[[str], None]) -> None:
        self._session = session
        self._touch = touch

    async def add(self, person_id: int, chat_id: int, order: PaperOrder, at: datetime) -> int:
        values = {
            "person_id": person_id,
            "chat_id": chat_id,
            "order": _as_json(order),
            "state": OrderState.WAITING,
            "total": 0,
            "made": 0,
            "attempts": 0,
            "asked_at": at,
        }
        added = insert(paper_order).values(**values).returning(paper_order.c.id)
        order_id: int = (await self._session.execute(added)).scalar_one()
        self._touch("papers")
        return order_id

    async def shown_by(self, order_id: int, outbox_id: int | None) -> None:
        """Record which message shows the progress of the order."""
        which = paper_order.c.id == order_id
        await self._session.execute(update(paper_order).where(which).values(outbox_id=outbox_id))

    async def get(self, order_id: int) -> StoredOrder | None:
        row = (await self._session.execute(select(paper_order).where(paper_order.c.id == order_id))).first()
        return _stored(row) if row else None

    async def open_of(self, person_id: int) -> list[StoredOrder]:
        """Return a chat's unfinished orders, oldest first."""
        theirs = (paper_order.c.person_id == person_id, still_to_do(paper_order, UNFINISHED_ORDER))
        query = select(paper_order).where(*theirs).order_by(paper_order.c.id)
        return [_stored(row) for row in await self._session.execute(query)]

    async def last_choice(self, chat_id: int) -> tuple[int, Mapping[str, Any]] | None:
        """Return the last message of a chat that asked for a format: its outbox row and its data."""
        asked = (outbox.c.chat_id == chat_id, outbox.c.kind == CHOICE)
        query = select(outbox.c.id, outbox.c.data).where(*asked).order_by(outbox.c.id.desc()).limit(1)
        row = (await self._session.execute(query)).first()
        return (row.id, row.data) if row else None

    async def claim(self, wall: datetime, lease: timedelta) -> StoredOrder | None:
        """Claim the oldest free order."""
        row = (
            await self._session.execute(CLAIMABLE, {"wall": wall, "clock_step": wall + CLOCK_STEP})
        ).first()
        if row is None:
            return None
        taken = {
            "state": OrderState.WORKING,
            "claim_token": uuid4().hex,
            "claimed_until": wall + lease,
            "claimed_at": wall,
        }
        held = update(paper_order).where(paper_order.c.id == row.id).values(**taken).returning(paper_order)
        return _stored((await self._session.execute(held)).one())

    async def advance(self, order: StoredOrder, made: int, total: int, until: datetime) -> bool:
        """Record progress and renew the lease; False when it was cancelled or taken over."""
        return await self._change(order, made=made, total=total, claimed_until=until)

    async def keep(self, order: StoredOrder, until: datetime) -> bool:
        """Renew the lease; False when it was cancelled or taken over."""
        return await self._change(order, claimed_until=until)

    async def charge(self, order: StoredOrder) -> int | None:
        """Count a crash of its worker process; return the new count, None if the claim is lost."""
        held = (paper_order.c.id == order.id, paper_order.c.claim_token == order.token)
        counted = update(paper_order).where(*held).values(attempts=paper_order.c.attempts + 1)
        tries: int | None = await self._session.scalar(counted.returning(paper_order.c.attempts))
        return tries

    async def end(
        self,
        order: StoredOrder,
        state: OrderState,
        at: datetime,
        error: str | None = None,
        *,
        made: int = 0,
    ) -> bool:
        """End a claimed order; False when it was cancelled or taken over meanwhile."""
        return await self._change(order, state=state, ended_at=at, error=error, made=made, **RELEASED)

    async def put_back(self, order: StoredOrder, until: datetime | None = None) -> bool:
        """Release an order, to be claimed not before an instant; False when it was taken over."""
        self._touch("papers")
        return await self._change(order, state=OrderState.WAITING, **{**RELEASED, "claimed_until": until})

    async def reopen(self, order_id: int) -> StoredOrder | None:
        """Reopen a finished order to make its files again, which counts as a try; None if unfinished."""
        self._touch("papers")
        again = paper_order.c.attempts + 1
        fresh = {"state": OrderState.WAITING, "made": 0, "ended_at": None, "attempts": again}
        return await self._after_done(order_id, fresh)

    async def fail_late(self, order_id: int, error: str, at: datetime) -> StoredOrder | None:
        """Mark a finished order as failed because it cannot be sent; None if it is not finished."""
        failed = {"state": OrderState.FAILED, "error": error, "ended_at": at}
        return await self._after_done(order_id, failed)

    async def take_back(self, outbox_ids: Collection[int], reason: str) -> None:
        """Withdraw messages with files that were provably not sent, even claimed ones."""
        unsent = outbox.c.state.in_((OutboxState.PENDING, OutboxState.CLAIMED))
        gone = {"state": OutboxState.CANCELLED, "error": reason, **outbox_queries.RELEASED}
        await self._session.execute(update(outbox).where(outbox.c.id.in_(outbox_ids), unsent).values(**gone))

    async def cancel(self, order_id: int, at: datetime) -> bool:
        """Cancel an order; False when it has ended already."""
        which = (paper_order.c.id == order_id, paper_order.c.state.not_in(OVER))
        ended = {"state": OrderState.CANCELLED, "ended_at": at, **RELEASED}
        return await rows_changed(self._session, update(paper_order).where(*which).values(**ended)) == 1

    async def release_all(self) -> int:
        """Release every claim: the caller knows that no other process runs."""
        held = paper_order.c.claim_token.is_not(None)
        return await rows_changed(self._session, update(paper_order).where(held).values(**RELEASED))

    async def prune(self, before: datetime) -> int:
        """Delete orders that ended, and ids of files last sent, before an instant."""
        old = delete(paper_order).where(paper_order.c.state.in_(OVER), paper_order.c.ended_at < before)
        forgotten = delete(sent_file).where(sent_file.c.sent_at < before)
        return await rows_changed(self._session, old) + await rows_changed(self._session, forgotten)

    async def _after_done(self, order_id: int, values: Mapping[str, Any]) -> StoredOrder | None:
        done = (paper_order.c.id == order_id, paper_order.c.state == OrderState.DONE)
        changed = update(paper_order).where(*done).values(**values).returning(paper_order)
        row = (await self._session.execute(changed)).first()
        return _stored(row) if row else None

    async def _change(self, order: StoredOrder, **values: Any) -> bool:
        held = (paper_order.c.id == order.id, paper_order.c.claim_token == order.token)
        return await rows_changed(self._session, update(paper_order).where(*held).values(**values)) == 1


class SentFileRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def file_id(self, sha256: str) -> str | None:
        """Return Telegram's file id of a content that was sent before."""
        return await self._session.scalar(select(sent_file.c.file_id).where(sent_file.c.sha256 == sha256))

    async def remember(self, sha256: str, file_id: str, size: int, at: datetime) -> None:
        values = {"file_id": file_id, "size": size, "sent_at": at}
        added = insert_into(self._session, sent_file).values(sha256=sha256, **values)
        await self._session.execute(added.on_conflict_do_update(index_elements=["sha256"], set_=values))

    async def forget(self, sha256: str) -> None:
        """Delete a file id that Telegram no longer knows: the file is uploaded again."""
        await self._session.execute(delete(sent_file).where(sent_file.c.sha256 == sha256))


def _as_json(order: PaperOrder) -> dict[str, Any]:
    return {**vars(order), "kind": order.kind.value, "period": str(order.period)}


def _order(data: Mapping[str, Any]) -> PaperOrder:
    given = {**data, "kind": PaperKind(data["kind"]), "period": Period.parse(data["period"])}
    return PaperOrder(**given)


def _stored(row: Any) -> StoredOrder:
    same = {
        name: getattr(row, name)
        for name in (
            *("id", "person_id", "chat_id", "state", "total", "made", "attempts"),
            *("asked_at", "ended_at", "outbox_id", "error"),
        )
    }
    return StoredOrder(**same, order=_order(row.order), token=row.claim_token)
