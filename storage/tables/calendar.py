"""Tables of the calendar: inhábiles, dates that IMPLAN set, ladders of reminders."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.reminders.ladders import Recipient, Rhythm
from storage.base import Base, strict
from storage.types import EnumText, JsonData, enum_check


def quarter_check() -> CheckConstraint:
    return CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter")


class InhabilTable(Base):
    """A day that the Cabildo declared inhábil, with its source."""

    __tablename__ = "inhabil"

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str]
    source: Mapped[str]


class PeriodDatesTable(Base):
    """Dates that IMPLAN set for a quarter instead of those of the rules; null keeps the rule.

    An empty unit code stands for every UR; the row of one UR takes precedence.
    """

    __tablename__ = "period_dates"
    __table_args__ = strict(quarter_check())

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    quarter: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    unit_code: Mapped[str] = mapped_column(primary_key=True, default="")
    opens_on: Mapped[date | None]
    due_on: Mapped[date | None]
    received_until: Mapped[date | None]
    closes_on: Mapped[date | None]
    source: Mapped[str]


class LadderTable(Base):
    """The rungs of a ladder, in business days around the due date; `goes_on` repeats after it.

    An empty programme stands for every programme; the row of one programme takes precedence.
    """

    __tablename__ = "ladder"
    __table_args__ = strict(enum_check("recipient", Recipient), enum_check("rhythm", Rhythm))

    programme: Mapped[str] = mapped_column(primary_key=True, default="")
    recipient: Mapped[Recipient] = mapped_column(EnumText(Recipient), primary_key=True)
    rhythm: Mapped[Rhythm] = mapped_column(EnumText(Rhythm), primary_key=True)
    rungs: Mapped[list[Any]] = mapped_column(JsonData())
    goes_on: Mapped[bool]
    set_at: Mapped[datetime]
    set_by: Mapped[str]
