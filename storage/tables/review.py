"""Tables of review: entregas with their rounds, observations, acuses, prórrogas, closings, corrections."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.calendar.prorrogas import ProrrogaState
from domain.kit.entregas import EntregaState
from domain.review.corrections import CorrectionState
from storage.base import Base, strict
from storage.tables.delivery import partial_index
from storage.types import EnumText, enum_check


def _quarter_check() -> CheckConstraint:
    return CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter")


class EntregaTable(Base):
    """The entrega of one UR for one quarter; `version` refuses a move based on an outdated version."""

    __tablename__ = "entrega"
    __table_args__ = strict(
        UniqueConstraint("unit_code", "year", "quarter"), _quarter_check(), enum_check("state", EntregaState)
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_code: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    year: Mapped[int]
    quarter: Mapped[int]
    state: Mapped[EntregaState] = mapped_column(EnumText(EntregaState))
    round: Mapped[int]
    version: Mapped[int]
    sent_at: Mapped[datetime | None]
    sent_by: Mapped[int | None]
    updated_at: Mapped[datetime]


class EntregaMoveTable(Base):
    """One move of an entrega, of any round; `data` is what the person saw, e.g. the gaps it was sent with."""

    __tablename__ = "entrega_move"
    __table_args__ = strict(Index("ix_entrega_move_entrega_id", "entrega_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    entrega_id: Mapped[int] = mapped_column(ForeignKey("entrega.id", ondelete="CASCADE"))
    round: Mapped[int]
    move: Mapped[str]
    before: Mapped[EntregaState] = mapped_column(EnumText(EntregaState))
    after: Mapped[EntregaState] = mapped_column(EnumText(EntregaState))
    by: Mapped[str]
    at: Mapped[datetime]
    reason: Mapped[str | None]
    data: Mapped[dict[str, Any]]


class ObservationTable(Base):
    """What a reviewer wrote about one indicator; it unlocks the indicator until it is solved."""

    __tablename__ = "observation"
    __table_args__ = strict(Index("ix_observation_entrega_id", "entrega_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    entrega_id: Mapped[int] = mapped_column(ForeignKey("entrega.id", ondelete="CASCADE"))
    round: Mapped[int]
    indicator_id: Mapped[int | None] = mapped_column(ForeignKey("indicator.id", ondelete="CASCADE"))
    text: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    solved_at: Mapped[datetime | None]


class AcuseTable(Base):
    """A receipt: its facts and their SHA-256; the PDF is made from them each time it is sent."""

    __tablename__ = "acuse"
    __table_args__ = strict(UniqueConstraint("folio"), Index("ix_acuse_entrega_id", "entrega_id"))

    code: Mapped[str] = mapped_column(primary_key=True)
    folio: Mapped[str]
    entrega_id: Mapped[int] = mapped_column(ForeignKey("entrega.id"))
    kind: Mapped[str]
    round: Mapped[int]
    issued_at: Mapped[datetime]
    facts: Mapped[dict[str, Any]]
    sha256: Mapped[str]


class ProrrogaTable(Base):
    """An extension of a due day: requested with days, reason and oficio; `until_on` is set once granted."""

    __tablename__ = "prorroga"
    __table_args__ = strict(
        Index("ix_prorroga_unit", "unit_code", "year", "quarter"),
        partial_index(
            "uq_prorroga_asked", "unit_code", "year", "quarter", where="state = 'asked'", unique=True
        ),
        _quarter_check(),
        enum_check("state", ProrrogaState),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_code: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    year: Mapped[int]
    quarter: Mapped[int]
    days: Mapped[int]
    reason: Mapped[str]
    oficio: Mapped[str | None]
    state: Mapped[ProrrogaState] = mapped_column(EnumText(ProrrogaState))
    asked_at: Mapped[datetime]
    asked_by: Mapped[int]
    until_on: Mapped[date | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None]
    decision: Mapped[str | None]


class ClosingTable(Base):
    """A quarter that IMPLAN closed, with its gaps by UR."""

    __tablename__ = "closing"
    __table_args__ = strict(_quarter_check())

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    quarter: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    closed_at: Mapped[datetime]
    closed_by: Mapped[str]
    missing: Mapped[dict[str, Any]]


class ReopeningTable(Base):
    """A closed quarter reopened for one UR, until the reopening expires or is ended."""

    __tablename__ = "reopening"
    __table_args__ = strict(
        Index("ix_reopening_unit", "unit_code", "year", "quarter"),
        partial_index(
            "uq_reopening_running", "unit_code", "year", "quarter", where="ended_at IS NULL", unique=True
        ),
        _quarter_check(),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_code: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    year: Mapped[int]
    quarter: Mapped[int]
    reason: Mapped[str]
    opened_at: Mapped[datetime]
    opened_by: Mapped[str]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class CorrectionTable(Base):
    """A correction requested after sending: the new avance; IMPLAN grants or refuses it."""

    __tablename__ = "correction"
    __table_args__ = strict(
        Index("ix_correction_indicator_id", "indicator_id"),
        partial_index("uq_correction_asked", "indicator_id", "quarter", where="state = 'asked'", unique=True),
        _quarter_check(),
        enum_check("state", CorrectionState),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id", ondelete="CASCADE"))
    quarter: Mapped[int]
    draft: Mapped[dict[str, Any]]
    before: Mapped[dict[str, Any] | None]
    reason: Mapped[str]
    state: Mapped[CorrectionState] = mapped_column(EnumText(CorrectionState))
    asked_at: Mapped[datetime]
    asked_by: Mapped[int]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None]
    decision: Mapped[str | None]
