"""Data that IMPLAN administers: lists of people, units and programmes, names, goals, doubtful rows."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.kit.access import Role
from domain.kit.avances import AvanceState
from domain.kit.indicators import Level, Quarters
from domain.kit.reports import GOAL_UNCLEAR
from domain.people.administration import Doubt, GoalVersion, Member, ProgrammeKey, UnitOverview
from storage.indicator_rows import flag_of
from storage.people import person, person_role
from storage.programmes import avance, flag, indicator, programme, unit
from storage.statements import table_of
from storage.tables.capture import GoalVersionTable
from storage.tables.delivery import InboxTable

goal_version = table_of(GoalVersionTable)
inbox = table_of(InboxTable)

SEEN = select(inbox.c.chat_id, func.max(inbox.c.received_at).label("at")).group_by(inbox.c.chat_id).subquery()
MEMBERS = (
    select(person, person_role.c.role, person_role.c.unit_code, person_role.c.is_suplente, SEEN.c.at)
    .select_from(person.join(person_role).outerjoin(SEEN, SEEN.c.chat_id == person.c.telegram_id))
    .where(person.c.revoked_at.is_(None))
    .order_by(person_role.c.unit_code, person_role.c.role, person_role.c.is_suplente, person.c.name)
)
FIRST_GOALS = select(goal_version).where(
    goal_version.c.id.in_(
        select(func.min(goal_version.c.id))
        .select_from(goal_version.join(indicator).join(programme))
        .where(programme.c.year == bindparam("of_year"))
        .group_by(goal_version.c.indicator_id)
    )
)
OF_UNIT = select(indicator.c.id, programme.c.unit_code).join(programme)
DOUBTS = (
    select(flag, indicator, programme.c.unit_code, programme.c.code.label("programme"), programme.c.year)
    .add_columns(avance.c.state.label("avance_state"))
    .select_from(
        flag.join(indicator)
        .join(programme)
        .outerjoin(avance, (avance.c.indicator_id == indicator.c.id) & (avance.c.quarter == flag.c.quarter))
    )
    .where(flag.c.needs_confirmation, flag.c.quarter.is_not(None))
    .order_by(programme.c.unit_code, programme.c.id, indicator.c.id, flag.c.quarter, flag.c.id)
)


class RegistryRepository:
    def __init__(self, session: AsyncSession, forget: Callable[[], None]) -> None:
        """`forget` is called on every write, so that caches drop what they read."""
        self._session = session
        self._forget = forget

    async def members(self, unit_code: str | None = None) -> list[Member]:
        """Return all people, or those of one UR, once for each role."""
        query = MEMBERS if unit_code is None else MEMBERS.where(person_role.c.unit_code == unit_code)
        return [_member(row) for row in await self._session.execute(query)]

    async def names(self) -> dict[int, str]:
        """Return the name of every person, revoked ones too."""
        rows = await self._session.execute(select(person.c.id, person.c.name))
        return {row.id: row.name for row in rows}

    async def units(self, year: int) -> list[UnitOverview]:
        codes: dict[str, list[str]] = defaultdict(list)
        counts: dict[str, int] = defaultdict(int)
        of_year = (
            select(programme.c.unit_code, programme.c.code, func.count(indicator.c.id).label("amount"))
            .select_from(programme.outerjoin(indicator))
            .where(programme.c.year == year)
            .group_by(programme.c.id, programme.c.unit_code, programme.c.code)
            .order_by(programme.c.id)
        )
        for row in await self._session.execute(of_year):
            codes[row.unit_code].append(row.code)
            counts[row.unit_code] += row.amount
        enlaces: dict[str, list[str]] = defaultdict(list)
        for member in await self.members():
            if member.role is Role.ENLACE:
                enlaces[member.unit_code].append(member.name)
        return [
            UnitOverview(
                row.code, row.name, tuple(codes[row.code]), counts[row.code], tuple(enlaces[row.code])
            )
            for row in await self._session.execute(select(unit).order_by(unit.c.code))
        ]

    async def rename_unit(self, unit_code: str, name: str) -> None:
        self._forget()
        await self._session.execute(update(unit).where(unit.c.code == unit_code).values(name=name))

    async def programmes(self, unit_code: str) -> list[ProgrammeKey]:
        """Return the programmes of a UR, those of the latest year first."""
        query = select(programme).where(programme.c.unit_code == unit_code)
        rows = await self._session.execute(query.order_by(programme.c.year.desc(), programme.c.id))
        return [ProgrammeKey(row.id, row.code, row.name, row.year) for row in rows]

    async def owners(self) -> dict[int, str]:
        """Return the UR of every indicator."""
        return {row.id: row.unit_code for row in await self._session.execute(OF_UNIT)}

    async def doubts(self, unit_code: str | None = None) -> list[Doubt]:
        """Return unsettled doubts of imports."""
        query = DOUBTS if unit_code is None else DOUBTS.where(programme.c.unit_code == unit_code)
        return [_doubt(row) for row in await self._session.execute(query) if _is_open(row)]

    async def replace_goals(self, indicator_id: int, goals: Quarters, kept: GoalVersion) -> None:
        """Write new goals; keep the old ones with the oficio of the change."""
        await self.set_goals(indicator_id, goals)
        values = {
            "indicator_id": indicator_id,
            **_columns(kept.goals),
            "oficio": kept.oficio,
            "dated_on": kept.dated_on,
            "reason": kept.reason,
            "replaced_at": kept.replaced_at,
            "replaced_by": kept.replaced_by,
        }
        await self._session.execute(insert(goal_version), values)

    async def set_goals(self, indicator_id: int, goals: Quarters) -> None:
        self._forget()
        change = update(indicator).where(indicator.c.id == indicator_id)
        await self._session.execute(change.values(_columns(goals)))

    async def goal_changes(self) -> dict[int, int]:
        """Return the number of changes of goals, of indicators that have any."""
        query = select(goal_version.c.indicator_id, func.count().label("amount"))
        rows = await self._session.execute(query.group_by(goal_version.c.indicator_id))
        return {row.indicator_id: row.amount for row in rows}

    async def first_goals(self, year: int) -> dict[int, Quarters]:
        """Return the original goals of indicators whose goals were changed."""
        rows = await self._session.execute(FIRST_GOALS, {"of_year": year})
        return {row.indicator_id: (row.goal_1, row.goal_2, row.goal_3, row.goal_4) for row in rows}


def _member(row: Row[Any]) -> Member:
    return Member(
        row.id, row.name, row.role, row.unit_code, bool(row.is_suplente), row.at, row.unreachable_since
    )


def _is_open(row: Row[Any]) -> bool:
    if row.code == GOAL_UNCLEAR:
        return getattr(row, f"goal_{row.quarter}") is None
    return row.avance_state is AvanceState.UNCONFIRMED


def _doubt(row: Row[Any]) -> Doubt:
    level = Level(row.level_kind, row.level_number)
    is_goal = row.code == GOAL_UNCLEAR
    return Doubt(
        row.indicator_id, row.unit_code, row.programme, row.year, level, flag_of(row), is_goal=is_goal
    )


def _columns(goals: Quarters) -> dict[str, Any]:
    return {f"goal_{quarter}": goal for quarter, goal in enumerate(goals, start=1)}
