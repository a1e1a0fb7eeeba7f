"""Delivers the outbox in tests: every waiting message has the same outcome."""

from domain.delivery.outcomes import Claim, Delivered, Outcome
from tests.clocks import ManualClock
from tests.deliveries import Desk
from tests.facts import Office


async def send_all(office: Office, outcome: Outcome | None = None) -> None:
    desk = Desk(office.database, ManualClock(office.moment.now))
    while isinstance(claim := await desk.look(), Claim):
        await desk.mark(claim)
        await desk.finish(claim, outcome or Delivered(5000 + claim.row.id))
