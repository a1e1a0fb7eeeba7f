"""Tables of delivery: inbox, outbox, pace, conversation, audit, meta."""

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, CheckConstraint, Index, UniqueConstraint, event, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.delivery.outcomes import InboxState, OutboxState
from storage.append_only import COUNTING, GUARDS, HEAD_GUARDS
from storage.base import Base, strict
from storage.types import EnumText, enum_check

UNFINISHED_INBOX = "state = 'new'"
UNFINISHED_OUTBOX = "state IN ('pending', 'claimed', 'sending')"


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """Return an index of the few rows still to do, however long the history grows.

    SQLite uses it only for queries that repeat its condition exactly: see `still_to_do`. A unique one refuses
    a second row with the same key while the first is to do.
    """
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))


class InboxTable(Base):
    """One raw update of Telegram; `seq` is the order of arrival, `update_id` removes duplicates.

    `deaths` counts the processes that crashed while handling it, `alone_deaths` those that handled nothing
    else. `waits_since` is when `not_before` or `claimed_until` was set, which limits how long either counts.
    """

    __tablename__ = "inbox"
    __table_args__ = strict(
        UniqueConstraint("update_id"),
        enum_check("state", InboxState),
        partial_index("ix_inbox_chat", "chat_id", "seq", where=UNFINISHED_INBOX),
        partial_index("ix_inbox_turn", "seq", where=UNFINISHED_INBOX),
        sqlite_autoincrement=True,
    )

    seq: Mapped[int] = mapped_column(primary_key=True)
    update_id: Mapped[int]
    chat_id: Mapped[int | None]
    payload: Mapped[str]
    received_at: Mapped[datetime]
    state: Mapped[InboxState] = mapped_column(EnumText(InboxState))
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    claimed_until: Mapped[datetime | None]
    waits_since: Mapped[datetime | None]
    claim_token: Mapped[str | None]
    error: Mapped[str | None]
    done_at: Mapped[datetime | None]
    deaths: Mapped[int | None]
    alone_deaths: Mapped[int | None]


class OutboxTable(Base):
    """One message to send; `claimed_until`, `retry_at`, `waits_since` are machine time, others product time.

    `waits_since` is when one of the first two was set, `deferred_at` when `not_before` was set (for a new row
    when it was created): both limit how long a row waits.
    """

    __tablename__ = "outbox"
    __table_args__ = strict(
        UniqueConstraint("key"),
        enum_check("state", OutboxState),
        partial_index("ix_outbox_chat", "chat_id", "priority", "id", where=UNFINISHED_OUTBOX),
        partial_index("ix_outbox_turn", "priority", "id", where=UNFINISHED_OUTBOX),
        Index("ix_outbox_person_id", "person_id"),
        Index("ix_outbox_message", "chat_id", "message_id"),
        sqlite_autoincrement=True,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int]
    person_id: Mapped[int | None]
    kind: Mapped[str]
    key: Mapped[str | None]
    data: Mapped[dict[str, Any]]
    priority: Mapped[int]
    state: Mapped[OutboxState] = mapped_column(EnumText(OutboxState))
    attempts: Mapped[int] = mapped_column(default=0)
    ambiguous: Mapped[int] = mapped_column(default=0)
    unrendered: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    not_before: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    retry_at: Mapped[datetime | None]
    claimed_until: Mapped[datetime | None]
    waits_since: Mapped[datetime | None]
    deferred_at: Mapped[datetime | None]
    claim_token: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    message_id: Mapped[int | None]
    error: Mapped[str | None]


class PaceTable(Base):
    """Pacing: when `global` and each `chat:<id>` are free again; `flood` is a 429 of Telegram.

    `since` is when that was set, so that its length is known even if the clock changes.
    """

    __tablename__ = "pace"

    key: Mapped[str] = mapped_column(primary_key=True)
    tat: Mapped[datetime | None]
    since: Mapped[datetime | None]


class ConversationTable(Base):
    """The open conversation of one person; `version` refuses a write based on an outdated version."""

    __tablename__ = "conversation"

    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[dict[str, Any]]
    version: Mapped[int]
    prompt_outbox_id: Mapped[int | None]
    updated_at: Mapped[datetime]


class AuditTable(Base):
    """Who changed what, when and why; append-only.

    `hash` covers the row and the hash before it; rows older than the chain have none.
    """

    __tablename__ = "audit"
    __table_args__ = strict(
        Index("ix_audit_subject", "subject"),
        Index("ix_audit_actor", "actor", "at"),
        sqlite_autoincrement=True,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    reason: Mapped[str | None]
    previous_hash: Mapped[str | None]
    hash: Mapped[str | None]


class AuditHeadTable(Base):
    """Length and last hash of the audit trail: one row, kept by triggers.

    `unchained` is the number of entries without a hash, all older than the chain.
    """

    __tablename__ = "audit_head"
    __table_args__ = strict(CheckConstraint("id = 1", name="id"))

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    length: Mapped[int]
    unchained: Mapped[int]
    last_id: Mapped[int]
    head: Mapped[str | None]


class MetaTable(Base):
    __tablename__ = "meta"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class LifeTable(Base):
    """A process that started and has not ended cleanly; the next process sets `found_dead_at`."""

    __tablename__ = "life"

    id: Mapped[str] = mapped_column(primary_key=True)
    host: Mapped[str]
    pid: Mapped[int]
    begun_at: Mapped[datetime]
    found_dead_at: Mapped[datetime | None]


class LeaseTable(Base):
    """Leases for work that one process does at a time; `until` and `since` are machine time."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[datetime]
    since: Mapped[datetime | None]


for table, triggers in ((AuditTable, GUARDS), (AuditTable, COUNTING), (AuditHeadTable, HEAD_GUARDS)):
    for dialect, statements in triggers.items():
        for statement in statements:
            event.listen(table.__table__, "after_create", DDL(statement).execute_if(dialect=dialect))  # type: ignore[no-untyped-call]
