"""Tables of units, programmes, indicators, avances, evidence and people."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.kit.access import Role
from domain.kit.avances import AvanceState
from domain.kit.evidence import DateKind, EvidenceType
from domain.kit.indicators import LevelKind
from domain.people.invitations import InvitationEnd
from storage.base import Base, strict
from storage.types import EnumText, JsonData, enum_check


def _quarter_check() -> CheckConstraint:
    return CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter")


OPEN_INVITATION = "used_at IS NULL AND ended_as IS NULL"


def one_open(name: str, *columns: str) -> Index:
    """Return a unique index over open invitations: one for each person or place."""
    condition = text(OPEN_INVITATION)
    return Index(name, *columns, unique=True, sqlite_where=condition, postgresql_where=condition)


class UnitTable(Base):
    """An Unidad Responsable."""

    __tablename__ = "unit"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]


class ProgrammeTable(Base):
    """A Programa Presupuestario of one UR in one fiscal year; `code_key` is the code without zeros in front.

    `source` is `mir` when a MIR workbook registered it (the authority on goals and names) or `informe`.
    """

    __tablename__ = "programme"
    __table_args__ = strict(UniqueConstraint("unit_code", "year", "code_key"))

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_code: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    year: Mapped[int]
    code_key: Mapped[str]
    code: Mapped[str]
    name: Mapped[str]
    raw: Mapped[str]
    source: Mapped[str]
    ejes: Mapped[list[Any]] = mapped_column(JsonData())
    objetivos: Mapped[list[Any]] = mapped_column(JsonData())
    flags: Mapped[list[Any]] = mapped_column(JsonData())


class IndicatorTable(Base):
    """An indicator of a programme; `goals` are the four programmed quarters as text, null where blank."""

    __tablename__ = "indicator"
    __table_args__ = strict(
        UniqueConstraint("programme_id", "level_kind", "level_number"), enum_check("level_kind", LevelKind)
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"))
    level_kind: Mapped[LevelKind] = mapped_column(EnumText(LevelKind))
    level_number: Mapped[str]
    name: Mapped[str]
    definition: Mapped[str | None]
    method: Mapped[str | None]
    unit_of_measure: Mapped[str | None]
    type: Mapped[str | None]
    dimension: Mapped[str | None]
    frequency: Mapped[str | None]
    sense: Mapped[str | None]
    baseline_value: Mapped[Decimal | None]
    baseline_year: Mapped[int | None]
    area: Mapped[str | None]
    goal_1: Mapped[Decimal | None]
    goal_2: Mapped[Decimal | None]
    goal_3: Mapped[Decimal | None]
    goal_4: Mapped[Decimal | None]


class AvanceTable(Base):
    """The avance of an indicator in a quarter; `version` refuses a save based on an outdated version."""

    __tablename__ = "avance"
    __table_args__ = strict(
        UniqueConstraint("indicator_id", "quarter"),
        _quarter_check(),
        enum_check("state", AvanceState),
        CheckConstraint("state = 'unconfirmed' OR value IS NOT NULL", name="value"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id", ondelete="CASCADE"))
    quarter: Mapped[int]
    state: Mapped[AvanceState] = mapped_column(EnumText(AvanceState))
    value: Mapped[Decimal | None]
    cause: Mapped[str | None]
    justification: Mapped[str | None]
    action: Mapped[str | None]
    recovery_on: Mapped[date | None]
    version: Mapped[int]
    is_imported: Mapped[bool]
    saved_at: Mapped[datetime]
    saved_by: Mapped[str]
    evidence_raw: Mapped[str | None]


class EvidenceFileTable(Base):
    """A stored file; its content lies under the data folder by this hash."""

    __tablename__ = "evidence_file"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int]
    mime: Mapped[str]
    name: Mapped[str]
    stored_at: Mapped[datetime]


class EvidenceTable(Base):
    """One document that proves an avance."""

    __tablename__ = "evidence"
    __table_args__ = strict(
        Index("ix_evidence_avance_id", "avance_id"),
        Index("ix_evidence_file_sha256", "file_sha256"),
        enum_check("type", EvidenceType),
        enum_check("date_kind", DateKind),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    avance_id: Mapped[int] = mapped_column(ForeignKey("avance.id", ondelete="CASCADE"))
    position: Mapped[int]
    type: Mapped[EvidenceType] = mapped_column(EnumText(EvidenceType))
    raw: Mapped[str]
    numbers: Mapped[list[Any]] = mapped_column(JsonData())
    dated_on: Mapped[date | None]
    date_kind: Mapped[DateKind | None] = mapped_column(EnumText(DateKind))
    issuer: Mapped[str | None]
    url: Mapped[str | None]
    flags: Mapped[list[Any]] = mapped_column(JsonData())
    file_sha256: Mapped[str | None] = mapped_column(ForeignKey("evidence_file.sha256"))
    album: Mapped[str | None]


class FlagTable(Base):
    """Something an importer noticed about an indicator, with the raw row."""

    __tablename__ = "flag"
    __table_args__ = strict(
        UniqueConstraint("indicator_id", "period_quarter", "source_line", "code", "quarter")
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id", ondelete="CASCADE"))
    period_quarter: Mapped[int | None]
    code: Mapped[str]
    text: Mapped[str]
    source: Mapped[str]
    source_line: Mapped[int]
    raw_row: Mapped[str | None]
    quarter: Mapped[int | None]
    needs_confirmation: Mapped[bool]
    candidates: Mapped[list[Any]] = mapped_column(JsonData())


class PersonTable(Base):
    """A person who redeemed an invitation; in a private chat the Telegram id is the chat id.

    `hours_from` and `hours_to` are minutes of the day between which this person wants reminders.
    """

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    telegram_id: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str]
    joined_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    unreachable_since: Mapped[datetime | None]
    unreachable_reason: Mapped[str | None]
    hours_from: Mapped[int | None]
    hours_to: Mapped[int | None]


class GrantTable(Base):
    """One role of one person; an empty unit code stands for roles of the whole municipality.

    `is_suplente` tells the suplente from the first enlace of a UR.
    """

    __tablename__ = "person_role"
    __table_args__ = strict(UniqueConstraint("person_id", "role", "unit_code"), enum_check("role", Role))

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    role: Mapped[Role] = mapped_column(EnumText(Role))
    unit_code: Mapped[str] = mapped_column(default="")
    is_suplente: Mapped[bool] = mapped_column(default=False, server_default="0")


class InvitationTable(Base):
    """A single-use invitation; the code itself is never stored.

    `name_key` says whom it is for: one is open for each person, role and UR. `handover` is what is
    handed over and `leaver_id` by whom: one is open for each place.
    """

    __tablename__ = "invitation"
    __table_args__ = strict(
        enum_check("role", Role),
        enum_check("ended_as", InvitationEnd),
        one_open("uq_invitation_person", "role", "unit_code", "name_key"),
        one_open("uq_invitation_place", "unit_code", "leaver_id"),
    )

    code_sha256: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[Role] = mapped_column(EnumText(Role))
    unit_code: Mapped[str] = mapped_column(default="")
    is_suplente: Mapped[bool] = mapped_column(default=False, server_default="0")
    name: Mapped[str]
    name_key: Mapped[str]
    created_at: Mapped[datetime]
    invited_by: Mapped[str]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    handover: Mapped[dict[str, Any] | None]
    leaver_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_as: Mapped[InvitationEnd | None] = mapped_column(EnumText(InvitationEnd))
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]
