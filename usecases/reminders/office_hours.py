"""The working hours of the office: a setting, stored in the database for answers in a chat."""

from domain.reminders.hours import OFFICE_HOURS, WorkingHours
from storage.uow import UnitOfWork

KEY = "office_hours"


async def keep_office_hours(uow: UnitOfWork, hours: WorkingHours) -> None:
    await uow.meta.set(KEY, f"{hours.start}-{hours.end}")


async def office_hours(uow: UnitOfWork) -> WorkingHours:
    """Return the hours of the last start, else the default ones."""
    kept = await uow.meta.get(KEY)
    if kept is None:
        return OFFICE_HOURS
    start, _, end = kept.partition("-")
    return WorkingHours(int(start), int(end))
