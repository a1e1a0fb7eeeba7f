"""What may be changed in a report at a moment: every save checks it here."""

from datetime import datetime, time

from domain.kit.entregas import GIVEN_BACK
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.review.locks import Lock, LockReason, lock_of_entrega
from storage.uow import UnitOfWork


class IndicatorLocked(Exception):
    """The indicator is locked; nothing was stored."""

    def __init__(self, indicator_id: int, lock: Lock) -> None:
        super().__init__(indicator_id, lock.reason)
        self.indicator_id = indicator_id
        self.lock = lock


async def lock_of(uow: UnitOfWork, unit_code: str, period: Period, moment: Moment) -> Lock:
    """Return the lock of the calendar (not begun, closed), else that of the entrega."""
    if moment.today < period.first_day:
        return Lock(LockReason.NOT_BEGUN, datetime.combine(period.first_day, time(), moment.zone))
    shut = (await uow.calendar.deadlines()).for_unit(unit_code).shut_since(period, moment)
    if shut is not None:
        return Lock(LockReason.CLOSED, shut)
    entrega = await uow.entregas.get(unit_code, period)
    observed = await uow.entregas.observed(period, unit_code) if entrega.state in GIVEN_BACK else {}
    return lock_of_entrega(entrega, observed.keys())


async def require_unlocked(
    uow: UnitOfWork, unit_code: str, indicator_id: int, period: Period, moment: Moment
) -> Lock:
    """Return the lock of a report if it allows saving this indicator now, else raise IndicatorLocked."""
    lock = await lock_of(uow, unit_code, period, moment)
    if not lock.allows(indicator_id):
        raise IndicatorLocked(indicator_id, lock)
    return lock
