"""For revision 0003: records the rungs of earlier reminders, so that none is given again."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, TableClause, column, insert, select, table

from domain.kit.periods import Period
from domain.kit.workdays import Workdays
from storage.types import JsonData, LocalDate, UtcDateTime, YesNo

# The tables as of that revision, independent of the models.
OUTBOX = table(
    "outbox", column("id"), column("kind"), column("data", JsonData()), column("created_at", UtcDateTime())
)
ROLES = table(
    "person_role", column("person_id"), column("role"), column("unit_code"), column("is_suplente", YesNo())
)
DATES = table(
    "period_dates", column("year"), column("quarter"), column("unit_code"), column("due_on", LocalDate())
)
INHABILES = table("inhabil", column("day", LocalDate()))
WHOSE = ("person_id", "year", "quarter", "unit_code", "programme", "month", "recipient")
RUNG_GIVEN: TableClause = table(
    "rung_given",
    *map(column, WHOSE),
    column("due_on", LocalDate()),
    column("rung"),
    column("given_on", LocalDate()),
    column("outbox_id"),
)

Row = dict[str, Any]

OAXACA = ZoneInfo("America/Mexico_City")
"""A migration has no settings; in UTC a reminder of the evening would count for the next day."""


def remember_rungs(connection: Connection) -> None:
    standing, due = _Standing(connection), _DueDays(connection)
    reminders = select(OUTBOX).where(OUTBOX.c.kind == "reminder").order_by(OUTBOX.c.id)
    given: dict[tuple[Any, ...], Row] = {}
    for reminder in connection.execute(reminders):
        for rung in _rungs(reminder, standing, due):
            given[tuple(rung[name] for name in (*WHOSE, "due_on", "rung"))] = rung
    if given:
        connection.execute(insert(RUNG_GIVEN), list(given.values()))


class _Standing:
    """The URs of each enlace, and where they are only suplente."""

    def __init__(self, connection: Connection) -> None:
        self._suplente: dict[int, dict[str, bool]] = {}
        for row in connection.execute(select(ROLES).where(ROLES.c.role == "enlace")):
            self._suplente.setdefault(row.person_id, {})[row.unit_code] = row.is_suplente

    def units(self, person_id: int) -> list[str]:
        return list(self._suplente.get(person_id, {}))

    def recipient(self, person_id: int, unit_code: str) -> str:
        return "suplente" if self._suplente.get(person_id, {}).get(unit_code) else "enlace"


class _DueDays:
    """The due day of a quarter, for reminders of the first version, which lack it."""

    def __init__(self, connection: Connection) -> None:
        of_all = select(DATES).where(DATES.c.unit_code == "", DATES.c.due_on.is_not(None))
        self._set = {Period(row.year, row.quarter): row.due_on for row in connection.execute(of_all)}
        self._workdays = Workdays(frozenset(connection.execute(select(INHABILES)).scalars()))

    def of(self, period: Period) -> date:
        due_on: date | None = self._set.get(period)
        return due_on or self._workdays.last_of(period)


def _rungs(reminder: Any, standing: _Standing, due: _DueDays) -> Iterator[Row]:
    """Yield the rungs that a reminder gave, by UR; reminders of the first version name no UR."""
    said, person_id = reminder.data, reminder.data["person_id"]
    period = Period(**said["period"])
    due_on = date.fromisoformat(said["due_on"]) if said.get("due_on") else due.of(period)
    for code in said.get("unit_codes") or standing.units(person_id):
        whose = (person_id, period.year, period.quarter, code, "", 0, standing.recipient(person_id, code))
        given_on = reminder.created_at.astimezone(OAXACA).date()
        fact = {"due_on": due_on, "rung": said["rung"], "given_on": given_on}
        yield dict(zip(WHOSE, whose, strict=True)) | fact | {"outbox_id": reminder.id}
