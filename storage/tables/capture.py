"""Tables of capture: causes, rules of a programme, natural units, months, narrative, earlier goals."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.kit.causes import Side
from storage.base import Base, strict
from storage.types import EnumText, JsonData, enum_check


class CauseTable(Base):
    """A cause offered where a result is outside green; a retired one stays for the avances that cite it."""

    __tablename__ = "cause"
    __table_args__ = strict(UniqueConstraint("side", "text"), enum_check("side", Side))

    id: Mapped[int] = mapped_column(primary_key=True)
    side: Mapped[Side] = mapped_column(EnumText(Side))
    text: Mapped[str]
    position: Mapped[int]
    is_active: Mapped[bool]


class ProgrammeRulesTable(Base):
    """IMPLAN's rules for one programme; without a row, or with null, the default holds.

    Thresholds are percent of the goal: green from `green_from` to `green_until`, yellow from `yellow_from`.
    """

    __tablename__ = "programme_rules"

    programme_id: Mapped[int] = mapped_column(
        ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    yellow_from: Mapped[Decimal | None]
    green_from: Mapped[Decimal | None]
    green_until: Mapped[Decimal | None]
    asks_months: Mapped[bool]
    asks_narrative: Mapped[bool]


class VariableTable(Base):
    """The natural unit of an indicator: what is counted, its annual goal, its formula."""

    __tablename__ = "variable"

    indicator_id: Mapped[int] = mapped_column(
        ForeignKey("indicator.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    counted: Mapped[str]
    denominator: Mapped[Decimal]
    denominator_text: Mapped[str]
    expression: Mapped[str]


class MonthTable(Base):
    """The value of an indicator in one month (1 to 12), in percent of the annual goal."""

    __tablename__ = "month_avance"
    __table_args__ = strict(
        UniqueConstraint("indicator_id", "month"), CheckConstraint("month BETWEEN 1 AND 12", name="month")
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id", ondelete="CASCADE"))
    month: Mapped[int]
    value: Mapped[Decimal]
    saved_at: Mapped[datetime]
    saved_by: Mapped[str]


class NarrativeTable(Base):
    """The narrative sheet of an indicator in a quarter: text, tables of counts, data of a chart."""

    __tablename__ = "narrative"
    __table_args__ = strict(
        UniqueConstraint("indicator_id", "quarter"),
        CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id", ondelete="CASCADE"))
    quarter: Mapped[int]
    text: Mapped[str]
    tables: Mapped[list[Any]] = mapped_column(JsonData())
    chart: Mapped[dict[str, Any] | None] = mapped_column(JsonData())
    version: Mapped[int]
    saved_at: Mapped[datetime]
    saved_by: Mapped[str]


class GoalVersionTable(Base):
    """Goals that were replaced: the old values, the oficio of the change, who made it and when."""

    __tablename__ = "goal_version"
    __table_args__ = strict(Index("ix_goal_version_indicator_id", "indicator_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id", ondelete="CASCADE"))
    goal_1: Mapped[Decimal | None]
    goal_2: Mapped[Decimal | None]
    goal_3: Mapped[Decimal | None]
    goal_4: Mapped[Decimal | None]
    oficio: Mapped[str]
    dated_on: Mapped[date | None]
    reason: Mapped[str]
    replaced_at: Mapped[datetime]
    replaced_by: Mapped[str]


class AnsweredTable(Base):
    """The message that gave a field of an avance, so that editing the message corrects it."""

    __tablename__ = "answered"
    __table_args__ = strict(UniqueConstraint("person_id", "message_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    message_id: Mapped[int]
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id", ondelete="CASCADE"))
    year: Mapped[int]
    quarter: Mapped[int]
    field: Mapped[str]
    said: Mapped[str]
    answered_at: Mapped[datetime]


class PendingTemplateTable(Base):
    """A returned workbook that waits for `Guardar`; one for each person."""

    __tablename__ = "pending_template"
    __table_args__ = strict(CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter"))

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    unit_code: Mapped[str]
    year: Mapped[int]
    quarter: Mapped[int]
    sha256: Mapped[str]
    token: Mapped[str]
    data: Mapped[dict[str, Any]]
    taken_at: Mapped[datetime]
