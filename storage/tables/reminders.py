"""Tables of reminders: given rungs, snoozes, reassignments, nudges, snapshots of summaries."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.reminders.ladders import Recipient
from domain.reminders.reassignments import ReassignmentState
from storage.base import Base, strict
from storage.tables.calendar import quarter_check
from storage.tables.delivery import partial_index
from storage.types import EnumText, enum_check

OPEN_SNOOZE = "reminded_at IS NULL"


class RungTable(Base):
    """One rung of a ladder given to one person; the primary key refuses it a second time.

    `month` is 0 for the quarter as a whole, else 1 to 12 for the reminder of a month.
    """

    __tablename__ = "rung_given"
    __table_args__ = strict(
        quarter_check(),
        enum_check("recipient", Recipient),
        Index("ix_rung_given_period", "year", "quarter", "unit_code"),
        Index("ix_rung_given_given_on", "given_on"),
    )

    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    quarter: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    unit_code: Mapped[str] = mapped_column(primary_key=True)
    programme: Mapped[str] = mapped_column(primary_key=True)
    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    recipient: Mapped[Recipient] = mapped_column(EnumText(Recipient), primary_key=True)
    due_on: Mapped[date] = mapped_column(primary_key=True)
    rung: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    given_on: Mapped[date]
    outbox_id: Mapped[int]


class SnoozeTable(Base):
    """A reminder put off until an instant; `rung_on` is the day of that reminder."""

    __tablename__ = "snooze"
    __table_args__ = strict(
        quarter_check(),
        Index("ix_snooze_person_id", "person_id"),
        partial_index("uq_snooze_open", "person_id", "year", "quarter", where=OPEN_SNOOZE, unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    year: Mapped[int]
    quarter: Mapped[int]
    asked_at: Mapped[datetime]
    until_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]


class ReassignmentTable(Base):
    """«No me corresponde»: an enlace says that an indicator is not theirs; with IMPLAN's answer."""

    __tablename__ = "reassignment"
    __table_args__ = strict(
        quarter_check(),
        Index("ix_reassignment_unit_code", "unit_code", "year", "quarter"),
        partial_index(
            "uq_reassignment_open", "person_id", "indicator_id", "year", where="state = 'open'", unique=True
        ),
        enum_check("state", ReassignmentState),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    unit_code: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id", ondelete="CASCADE"))
    year: Mapped[int]
    quarter: Mapped[int]
    reason: Mapped[str]
    state: Mapped[ReassignmentState] = mapped_column(EnumText(ReassignmentState))
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None]


class NudgeTable(Base):
    """A nudge of the enlace of a UR; `count` numbers those of one day."""

    __tablename__ = "nudge"
    __table_args__ = strict(quarter_check(), UniqueConstraint("unit_code", "day", "count"))

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_code: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    year: Mapped[int]
    quarter: Mapped[int]
    day: Mapped[date]
    count: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[str]


class SummarySnapshotTable(Base):
    """The state of every UR at a summary; the next summary tells what changed since."""

    __tablename__ = "summary_snapshot"
    __table_args__ = strict(quarter_check(), Index("ix_summary_snapshot_period", "year", "quarter", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    quarter: Mapped[int]
    day: Mapped[date]
    at: Mapped[datetime]
    units: Mapped[dict[str, Any]]
