"""What only tests read back of a database, and small steps that only tests take."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.calendar.closings import Reopening
from domain.calendar.deadlines import PeriodDates
from domain.kit.indicators import Quarters
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.reminders.decision import plan_reminders
from domain.reminders.hours import OFFICE_HOURS, WorkingHours
from storage.audit import AuditEntry
from storage.closings import reopening
from storage.queues.crashes import inbox
from storage.queues.inbox import ClaimedUpdate
from storage.registry import goal_version
from storage.statements import still_to_do
from storage.tables.delivery import UNFINISHED_INBOX
from storage.uow import UnitOfWork
from usecases.reminders.plan_reminders import DueReminder
from usecases.reminders.reminder_facts import reminder_facts


async def goal_versions(
    uow: UnitOfWork, indicator_id: int
) -> Sequence[tuple[Quarters, str, date | None, str]]:
    """Return the goals an indicator had before, the latest first, each with its oficio, that day and why."""
    query = select(goal_version).where(goal_version.c.indicator_id == indicator_id)
    rows = await uow.session.execute(query.order_by(goal_version.c.id.desc()))
    return [
        ((row.goal_1, row.goal_2, row.goal_3, row.goal_4), row.oficio, row.dated_on, row.reason)
        for row in rows
    ]


async def reopenings(uow: UnitOfWork, period: Period) -> list[Reopening]:
    """Return every reopening of a quarter, the first one first."""
    query = select(reopening).where(reopening.c.year == period.year, reopening.c.quarter == period.quarter)
    rows = await uow.session.execute(query.order_by(reopening.c.id))
    return [
        Reopening(row.unit_code, period, row.reason, row.opened_at, row.opened_by, row.expires_at)
        for row in rows
    ]


async def count_suspects(session: AsyncSession) -> int:
    """Return how many updates are to be handled alone."""
    waiting = (still_to_do(inbox, UNFINISHED_INBOX), inbox.c.deaths.is_not(None))
    return await session.scalar(select(func.count()).select_from(inbox).where(*waiting)) or 0


async def claim_next(uow: UnitOfWork, wall: datetime, lease: timedelta) -> ClaimedUpdate | None:
    return next(iter(await claim_updates(uow, wall, lease, limit=1)), None)


async def claim_updates(
    uow: UnitOfWork, wall: datetime, lease: timedelta, *, limit: int
) -> Sequence[ClaimedUpdate]:
    return (await uow.inbox.look(wall, lease, limit=limit)).claims


async def audit_entries(
    uow: UnitOfWork, *, subject: str | None = None, before_id: int | None = None, limit: int = 100
) -> list[AuditEntry]:
    """Return the latest entries of the audit trail first."""
    found = [
        each
        async for each in uow.audit.in_order()
        if subject in (None, each.subject) and (before_id is None or each.id < before_id)
    ]
    return found[::-1][:limit]


async def set_due_date(uow: UnitOfWork, period: Period, due_on: date, source: str) -> None:
    """Set the due day of all URs and keep the other dates."""
    dates = (await uow.calendar.deadlines()).set_by_implan.get(("", period), PeriodDates())
    await uow.calendar.set_dates(period, "", replace(dates, due_on=due_on), source)


async def due_reminders(
    uow: UnitOfWork, moment: Moment, hours: WorkingHours = OFFICE_HOURS
) -> list[DueReminder]:
    """Return who is to be reminded at this moment; write nothing."""
    basis = await reminder_facts(uow, moment, hours)
    return [DueReminder(each, basis.people[each.person_id]) for each in plan_reminders(basis.facts)]
