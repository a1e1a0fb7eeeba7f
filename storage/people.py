"""People, their roles, and their reachability."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, bindparam, case, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.kit.access import Actor, Grant
from storage.statements import insert_into, table_of
from storage.tables.records import GrantTable, PersonTable

person = table_of(PersonTable)
person_role = table_of(GrantTable)

# Built once: building a statement takes longer than running it.
EVERYBODY = (
    select(person, person_role.c.role, person_role.c.unit_code, person_role.c.is_suplente)
    .outerjoin_from(person, person_role)
    .where(person.c.revoked_at.is_(None))
    .order_by(person.c.id, person_role.c.id)
)
BY_TELEGRAM_ID = EVERYBODY.where(person.c.telegram_id == bindparam("telegram_id"))
BY_ID = EVERYBODY.where(person.c.id == bindparam("id"))
IN_UNITS = select(person_role.c.person_id).where(
    person_role.c.unit_code.in_(bindparam("units", expanding=True))
)
OF_UNITS = EVERYBODY.where(person.c.id.in_(IN_UNITS))


@dataclass(frozen=True)
class Person:
    """A registered person who is not revoked, with their chat.

    `hours` are the minutes of the day (from, to) between which they want reminders; None is the default.
    """

    actor: Actor
    chat_id: int
    unreachable_since: datetime | None = None
    unreachable_reason: str | None = None
    hours: tuple[int, int] | None = None


class PeopleRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def by_telegram_id(self, telegram_id: int) -> Person | None:
        """Return a registered person; None for a revoked one."""
        found = _people(await self._session.execute(BY_TELEGRAM_ID, {"telegram_id": telegram_id}))
        return found[0] if found else None

    async def by_id(self, person_id: int) -> Person | None:
        found = _people(await self._session.execute(BY_ID, {"id": person_id}))
        return found[0] if found else None

    async def everybody(self) -> list[Person]:
        return _people(await self._session.execute(EVERYBODY))

    async def of_units(self, unit_codes: Iterable[str]) -> list[Person]:
        """Return the people with a role in one of these URs."""
        return _people(await self._session.execute(OF_UNITS, {"units": list(unit_codes)}))

    async def join(self, telegram_id: int, name: str, grant: Grant, at: datetime) -> int:
        """Register a person, or give a registered one another role; return the id.

        The name replaces a stored one only for a revoked person who comes back.
        """
        new = insert_into(self._session, person).values(telegram_id=telegram_id, name=name, joined_at=at)
        back = case((person.c.revoked_at.is_(None), person.c.name), else_=new.excluded.name)
        joined = new.on_conflict_do_update(
            index_elements=["telegram_id"], set_={"name": back, "revoked_at": None}
        )
        person_id: int = (await self._session.execute(joined.returning(person.c.id))).scalar_one()
        await self.give(person_id, grant)
        return person_id

    async def give(self, person_id: int, grant: Grant) -> None:
        """Give a person a role; for a role they hold, set whether they are the suplente."""
        key = {"person_id": person_id, "role": grant.role, "unit_code": grant.unit_code or ""}
        standing = {"is_suplente": grant.is_suplente}
        insert = insert_into(self._session, person_role).values(key | standing)
        await self._session.execute(insert.on_conflict_do_update(index_elements=list(key), set_=standing))

    async def take(self, person_id: int, grant: Grant) -> None:
        """Take one role away; a person without roles is a stranger from the next message on."""
        held = (person_role.c.person_id == person_id, person_role.c.role == grant.role)
        of_unit = person_role.c.unit_code == (grant.unit_code or "")
        await self._session.execute(person_role.delete().where(*held, of_unit))

    async def revoke(self, person_id: int, at: datetime) -> None:
        """Take every role away; the person is a stranger from the next message on."""
        await self._session.execute(
            update(PersonTable).where(PersonTable.id == person_id).values(revoked_at=at)
        )
        await self._session.execute(person_role.delete().where(person_role.c.person_id == person_id))

    async def set_hours(self, person_id: int, hours: tuple[int, int] | None) -> None:
        """Store the minutes of the day between which a person wants reminders; None is the default."""
        start, end = hours or (None, None)
        change = update(PersonTable).where(PersonTable.id == person_id)
        await self._session.execute(change.values(hours_from=start, hours_to=end))

    async def mark_unreachable(self, telegram_id: int, reason: str, at: datetime) -> None:
        await self._session.execute(
            update(PersonTable)
            .where(PersonTable.telegram_id == telegram_id, PersonTable.unreachable_since.is_(None))
            .values(unreachable_since=at, unreachable_reason=reason)
        )

    async def mark_reachable(self, telegram_id: int) -> None:
        """Mark a person who wrote as reachable."""
        await self._session.execute(
            update(PersonTable)
            .where(PersonTable.telegram_id == telegram_id, PersonTable.unreachable_since.is_not(None))
            .values(unreachable_since=None, unreachable_reason=None)
        )


def _people(rows: Iterable[Row[Any]]) -> list[Person]:
    """Build people from rows that repeat a person for each role."""
    return [_person(list(same)) for _, same in groupby(rows, key=lambda row: row.id)]


def _person(rows: list[Row[Any]]) -> Person:
    row = rows[0]
    grants = tuple(
        Grant(each.role, each.unit_code or None, each.is_suplente) for each in rows if each.role is not None
    )
    actor = Actor(row.id, row.name, grants)
    hours = None if row.hours_from is None else (row.hours_from, row.hours_to)
    return Person(actor, row.telegram_id, row.unreachable_since, row.unreachable_reason, hours)
