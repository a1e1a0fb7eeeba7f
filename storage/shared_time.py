"""Machine time that all processes of a database share, so that leases mean the same to all (decision 23).

On PostgreSQL it is the database's time. A SQLite file is used on one machine, whose steady clock all
processes of one boot share: the first one of a boot stores what that clock showed, and when.
"""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from storage.statements import dialect_of
from storage.uow import UnitOfWork

KEY = "machine_time"
NOW = select(func.clock_timestamp())


async def shared_instant(uow: UnitOfWork, *, wall: datetime, seconds: float, boot: str) -> datetime:
    """Return what time it is for all; `seconds` are of the steady clock, `boot` names when it began.

    A machine that cannot name its boot goes by its wall clock.
    """
    if dialect_of(uow.session) == "postgresql":
        instant: datetime = await uow.session.scalar(NOW)
        return instant
    known = _read(await uow.meta.get(KEY), boot)
    if known is not None and known[0] <= seconds:
        return known[1] + timedelta(seconds=seconds - known[0])
    if boot:
        await uow.meta.set(KEY, f"{boot} {seconds!r} {wall.isoformat()}")
    return wall


def _read(written: str | None, boot: str) -> tuple[float, datetime] | None:
    """Return what the steady clock of this boot showed, and when."""
    parts = (written or "").split()
    if len(parts) != 3 or not boot or parts[0] != boot:
        return None
    return float(parts[1]), datetime.fromisoformat(parts[2])
