"""One instant as the rules need it: aware UTC, with the local day and hour of the municipality."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Moment:
    now: datetime
    zone: ZoneInfo

    @property
    def local(self) -> datetime:
        return self.now.astimezone(self.zone)

    @property
    def today(self) -> date:
        return self.local.date()

    def end_of(self, day: date) -> datetime:
        """Return the last second of a local day."""
        midnight = datetime.combine(day + timedelta(days=1), time(0), self.zone)
        return midnight.astimezone(UTC) - timedelta(seconds=1)

    @property
    def time(self) -> time:
        return self.local.time()
