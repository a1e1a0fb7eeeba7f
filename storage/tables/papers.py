"""Tables of documents: orders from a chat, files that Telegram holds, the register of attention."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from domain.papers.kinds import OrderState
from domain.people.attention import AttentionKind
from storage.base import Base, strict
from storage.tables.delivery import partial_index
from storage.types import EnumText, enum_check

UNFINISHED_ORDER = "state IN ('waiting', 'working')"


class PaperOrderTable(Base):
    """An order of a document from a chat; only `claimed_until` is machine time."""

    __tablename__ = "paper_order"
    __table_args__ = strict(
        enum_check("state", OrderState),
        partial_index("ix_paper_order_turn", "id", where=UNFINISHED_ORDER),
        Index("ix_paper_order_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    chat_id: Mapped[int]
    order: Mapped[dict[str, Any]]
    state: Mapped[OrderState] = mapped_column(EnumText(OrderState))
    total: Mapped[int]
    made: Mapped[int]
    attempts: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    claimed_until: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    claim_token: Mapped[str | None]
    outbox_id: Mapped[int | None]
    error: Mapped[str | None]


class FileReadingTable(Base):
    """A file being read, or given up because of `ended_as`; `begun_at` is machine time."""

    __tablename__ = "file_reading"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    tries: Mapped[int]
    begun_at: Mapped[datetime]
    ended_as: Mapped[str | None]


class SentFileTable(Base):
    """A file that Telegram already holds, by content hash: it is sent again without an upload."""

    __tablename__ = "sent_file"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    file_id: Mapped[str]
    size: Mapped[int]
    sent_at: Mapped[datetime]


class AttentionTable(Base):
    """Attention given to an enlace: a question through /ayuda and its answer, or a registered call."""

    __tablename__ = "attention"
    __table_args__ = strict(Index("ix_attention_at", "at"), enum_check("kind", AttentionKind))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[AttentionKind] = mapped_column(EnumText(AttentionKind))
    unit_code: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    who: Mapped[str]
    text: Mapped[str]
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str | None]
