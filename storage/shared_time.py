"""Machine time shared by all processes of a database, so that leases agree (decision 23).

On PostgreSQL it is the database's time. A SQLite file is used on one machine, whose monotonic clock all
processes of one boot share: the first process of a boot stores its reading and the wall time.
"""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from storage.statements import dialect_of
from storage.uow import UnitOfWork

KEY = "machine_time"
NOW = select(func.clock_timestamp())


async def shared_instant(uow: UnitOfWork, *, wall: datetime, seconds: float, boot: str) -> datetime:
    """Return the shared time; `seconds` are of the monotonic clock, `boot` identifies the boot.

    Without a boot id the wall clock is used.
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
    """Return the stored reading of this boot: monotonic seconds and wall time."""
    parts = (written or "").split()
    if len(parts) != 3 or not boot or parts[0] != boot:
        return None
    return float(parts[1]), datetime.fromisoformat(parts[2])
