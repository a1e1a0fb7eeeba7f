"""After a restore: what was sent since the backup was made is not known, so none of it is sent again."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from domain.delivery.restored_messages import Restored
from domain.kit.access import Action
from domain.kit.moments import Moment
from domain.reminders.hours import WorkingHours
from storage.holds import AdvisoryLock
from storage.restored import doubt_notices
from storage.uow import UnitOfWork
from usecases.kit.concerned import tell_each
from usecases.reminders.plan_reminders import write_reminders
from usecases.summary.note_tick import LAST_TICK
from usecases.summary.plan_summary import write_summaries

RESTORED_FROM, RESTORED_AT, SETTLED_FOR = "restored_from", "restored_at", "restore_settled_for"
MOST_DAYS = 14
"""Days before the restore that are looked at: what is older is not planned any more, only its last rung."""


async def is_settled(uow: UnitOfWork) -> bool:
    """Tell whether there is nothing to settle."""
    return await uow.meta.get(RESTORED_AT) == await uow.meta.get(SETTLED_FOR)


async def settle_restore(uow: UnitOfWork, moment: Moment, hours: WorkingHours, summary_at: time) -> int:
    """Mark as `unknown` what may have been sent between backup and restore; return how many messages."""
    await uow.holds.turn(AdvisoryLock.TICKS)
    made_at, restored_at = await uow.meta.get_instant(RESTORED_FROM), await uow.meta.get_instant(RESTORED_AT)
    if made_at is None or restored_at is None or await is_settled(uow):
        return 0
    for instant in await _instants(uow, made_at, Moment(restored_at, moment.zone), hours, summary_at):
        await write_reminders(uow, instant, hours)
        await write_summaries(uow, instant, summary_at)
    doubted = await doubt_notices(uow.session, restored_at)
    await uow.meta.set(SETTLED_FOR, restored_at.isoformat())
    await uow.meta.set_instant(LAST_TICK, restored_at)
    await _tell(
        uow, Restored(made_at.astimezone(moment.zone), restored_at.astimezone(moment.zone), doubted), moment
    )
    return doubted


async def _instants(
    uow: UnitOfWork, made_at: datetime, restored: Moment, hours: WorkingHours, summary_at: time
) -> list[Moment]:
    """Return when something may have been sent, in order: each opening, each summary hour, the end."""
    own = [WorkingHours(*each.hours) for each in await uow.people.everybody() if each.hours]
    starts = {_time(each.start) for each in (hours, *own)} | {summary_at}
    planned = (
        datetime.combine(day, start, restored.zone) for day in _days(made_at, restored) for start in starts
    )
    within = sorted(instant for instant in planned if made_at < instant <= restored.now)
    return [Moment(instant.astimezone(UTC), restored.zone) for instant in (*within, restored.now)]


def _days(made_at: datetime, restored: Moment) -> Iterator[date]:
    first = max(made_at.astimezone(restored.zone).date(), restored.today - timedelta(days=MOST_DAYS))
    for number in range((restored.today - first).days + 1):
        yield first + timedelta(days=number)


def _time(minute: int) -> time:
    return time(*divmod(minute, 60))


async def _tell(uow: UnitOfWork, said: Restored, moment: Moment) -> None:
    people = [each for each in await uow.people.everybody() if each.actor.may(Action.ADMINISTER)]
    await tell_each(uow, people, lambda _: said, moment, key=f"restored:{said.restored_at.isoformat()}")
