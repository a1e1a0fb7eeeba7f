"""Invitations: each works once; a newer one to the same role or place replaces the older."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Row, Update, and_, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.people.invitations import Invitation, InvitationEnd, Issued, Relevo
from storage.statements import dialect_of, hold_rows, insert_once, rows_changed, table_of
from storage.tables.records import OPEN_INVITATION, InvitationTable

invitation = table_of(InvitationTable)

RELEVO = TypeAdapter(Relevo)
IS_OPEN = text(OPEN_INVITATION)
OPEN = select(invitation).where(IS_OPEN).order_by(invitation.c.created_at, invitation.c.code_sha256)


@dataclass(frozen=True)
class InvitationEnding:
    """How unused invitations end; `by` is the actor as in the audit trail."""

    how: InvitationEnd
    by: str
    at: datetime


class InvitationRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def issue(self, code_sha256: str, invited: Invitation, at: datetime) -> list[Issued]:
        """Store a new invitation, end those it replaces and return them."""
        ending = InvitationEnding(InvitationEnd.REPLACED, invited.by, at)
        replaced: list[Issued] = []
        while True:
            replaced += await self._end(_rivals(invited), ending)
            if await self._add(code_sha256, invited, at):
                return replaced
            # Somebody issued a rival at the same time: it is committed now and can be replaced.

    async def get(self, code_sha256: str) -> Issued | None:
        query = select(invitation).where(invitation.c.code_sha256 == code_sha256)
        row = (await self._session.execute(query)).first()
        return _issued(row) if row else None

    async def named(self, beginnings: Sequence[str]) -> list[Issued]:
        """Return the invitations with this hash prefix, used and ended ones too."""
        if not beginnings:
            return []
        begins = or_(*(invitation.c.code_sha256.startswith(each, autoescape=True) for each in beginnings))
        return _all_issued(await self._session.execute(select(invitation).where(begins)))

    async def use(self, code_sha256: str, at: datetime) -> bool:
        """Use an invitation; False if it was used, ended or expired. Only one caller wins."""
        change = (
            update(invitation)
            .where(invitation.c.code_sha256 == code_sha256, IS_OPEN, invitation.c.expires_at > at)
            .values(used_at=at)
        )
        return await rows_changed(self._session, change) == 1

    async def name_user(self, code_sha256: str, person_id: int) -> None:
        await self._session.execute(
            update(invitation).where(invitation.c.code_sha256 == code_sha256).values(used_by=person_id)
        )

    async def waiting(self, now: datetime, unit_code: str | None = None) -> list[Issued]:
        """Return the open invitations, of all URs or one, oldest first."""
        query = OPEN.where(invitation.c.expires_at > now)
        if unit_code is not None:
            query = query.where(invitation.c.unit_code == unit_code)
        return _all_issued(await self._session.execute(query))

    async def end(self, code_sha256: str, ending: InvitationEnding) -> Issued | None:
        """End an open invitation; None when it was used, ended or expired before."""
        is_meant = and_(invitation.c.code_sha256 == code_sha256, invitation.c.expires_at > ending.at)
        ended = await self._end(is_meant, ending)
        return ended[0] if ended else None

    async def hold_place(self, unit_code: str, leaver_id: int) -> None:
        """Lock the invitation to a place until the commit."""
        query = OPEN.where(_to_place(unit_code, leaver_id)).with_for_update()
        await hold_rows(self._session, query, {})

    async def end_place(self, unit_code: str, leaver_id: int, ending: InvitationEnding) -> list[Issued]:
        """End the invitation to a person's place in a UR, if there is one."""
        return await self._end(_to_place(unit_code, leaver_id), ending)

    async def end_expired_places(self, ending: InvitationEnding) -> list[Issued]:
        """End expired invitations to a place; each is returned to one caller only."""
        has_run_out = and_(invitation.c.leaver_id.is_not(None), invitation.c.expires_at <= ending.at)
        return await self._end(has_run_out, ending)

    async def _end(self, which: ColumnElement[bool], ending: InvitationEnding) -> list[Issued]:
        change: Update = (
            update(invitation)
            .where(which, IS_OPEN)
            .values(ended_as=ending.how, ended_at=ending.at, ended_by=ending.by)
        )
        return _all_issued(await self._session.execute(change.returning(invitation)))

    async def _add(self, code_sha256: str, invited: Invitation, at: datetime) -> bool:
        """Insert it unless a rival is open."""
        relevo = invited.relevo
        values = {
            "code_sha256": code_sha256,
            "role": invited.role,
            "unit_code": invited.unit_code or "",
            "is_suplente": invited.is_suplente,
            "name": invited.name,
            "name_key": invited.key,
            "created_at": at,
            "invited_by": invited.by,
            "expires_at": invited.expires_at,
            "handover": RELEVO.dump_python(relevo, mode="json") if relevo else None,
            "leaver_id": relevo.person_id if relevo else None,
        }
        statement = insert_once(invitation, "code_sha256", dialect_of(self._session))
        return await self._session.scalar(statement, values) is not None


def _rivals(invited: Invitation) -> ColumnElement[bool]:
    """Select its rivals: for the same person, role and UR, or to the same place."""
    unit_code = invited.unit_code or ""
    same_person = and_(
        invitation.c.role == invited.role,
        invitation.c.unit_code == unit_code,
        invitation.c.name_key == invited.key,
    )
    if invited.relevo is None:
        return same_person
    return or_(same_person, _to_place(unit_code, invited.relevo.person_id))


def _to_place(unit_code: str, leaver_id: int) -> ColumnElement[bool]:
    return and_(invitation.c.unit_code == unit_code, invitation.c.leaver_id == leaver_id)


def _all_issued(rows: Iterable[Row[Any]]) -> list[Issued]:
    return [_issued(row) for row in rows]


def _issued(row: Row[Any]) -> Issued:
    invited = Invitation(
        row.role,
        row.unit_code or None,
        row.name,
        row.expires_at,
        row.is_suplente,
        row.invited_by,
        RELEVO.validate_python(row.handover) if row.handover else None,
    )
    return Issued(row.code_sha256, invited, row.used_by, row.used_at is not None, row.ended_as)
