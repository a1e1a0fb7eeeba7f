"""Entregas with the moves and observations of every round; a move from an outdated version is refused."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.kit.entregas import GIVEN_BACK, Entrega, EntregaState, Move
from domain.kit.periods import Period
from storage.queues.overtaken import Overtaken
from storage.statements import dialect_of, insert_once, rows_changed, table_of
from storage.tables.review import EntregaMoveTable, EntregaTable, ObservationTable

entrega = table_of(EntregaTable)
entrega_move = table_of(EntregaMoveTable)
observation = table_of(ObservationTable)

# Built once: building a statement takes longer than running it.
OF_QUARTER = select(entrega).where(
    entrega.c.year == bindparam("of_year"), entrega.c.quarter == bindparam("of_quarter")
)
OF_UNIT = OF_QUARTER.where(entrega.c.unit_code == bindparam("unit"))
HELD_OF_UNIT = OF_UNIT.with_for_update()
OF_UNITS = OF_QUARTER.where(entrega.c.unit_code.in_(bindparam("units", expanding=True)))
MOVE_ON = (
    update(entrega)
    .where(entrega.c.id == bindparam("of_entrega"), entrega.c.version == bindparam("read"))
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in ("state", "round", "version", "sent_at", "sent_by", "updated_at")
        }
    )
)
OPEN_OBSERVATIONS = (
    select(observation, entrega.c.unit_code)
    .join(entrega, entrega.c.id == observation.c.entrega_id)
    .where(
        entrega.c.year == bindparam("of_year"),
        entrega.c.quarter == bindparam("of_quarter"),
        entrega.c.state.in_(GIVEN_BACK),
        observation.c.solved_at.is_(None),
    )
    .order_by(observation.c.id)
)
OPEN_OF_INDICATOR = OPEN_OBSERVATIONS.where(
    entrega.c.unit_code == bindparam("unit"), observation.c.indicator_id == bindparam("indicator")
)
OPEN_OF_UNITS = OPEN_OBSERVATIONS.where(entrega.c.unit_code.in_(bindparam("units", expanding=True)))
SOLVE = (
    update(observation)
    .where(observation.c.indicator_id == bindparam("indicator"), observation.c.solved_at.is_(None))
    .where(
        observation.c.entrega_id.in_(
            select(entrega.c.id).where(
                entrega.c.year == bindparam("of_year"), entrega.c.quarter == bindparam("of_quarter")
            )
        )
    )
    .values(solved_at=bindparam("solved"))
)

MOVES_OF_QUARTER = (
    select(entrega_move, entrega.c.unit_code)
    .join(entrega, entrega.c.id == entrega_move.c.entrega_id)
    .where(entrega.c.year == bindparam("of_year"), entrega.c.quarter == bindparam("of_quarter"))
    .order_by(entrega.c.unit_code, entrega_move.c.id)
)
OBSERVATIONS_OF_QUARTER = (
    select(observation, entrega.c.unit_code)
    .join(entrega, entrega.c.id == observation.c.entrega_id)
    .where(entrega.c.year == bindparam("of_year"), entrega.c.quarter == bindparam("of_quarter"))
    .order_by(entrega.c.unit_code, observation.c.id)
)


class StaleEntrega(Overtaken):
    """Somebody else moved the entrega since it was read."""

    def __init__(self, unit_code: str, period: Period) -> None:
        super().__init__(unit_code, period)
        self.unit_code = unit_code
        self.period = period


@dataclass(frozen=True)
class EntregaMove:
    """One move as it was made; `data` is what the person saw, e.g. the gaps it was sent with."""

    move: Move
    round: int
    before: EntregaState
    after: EntregaState
    by: str
    at: datetime
    reason: str | None = None
    data: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Observation:
    """What a reviewer wrote about one indicator in one round."""

    id: int
    indicator_id: int
    round: int
    text: str
    by: str
    at: datetime
    solved_at: datetime | None = None


class EntregaRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, unit_code: str, period: Period) -> Entrega:
        """Return the entrega of a UR; one never sent is open and has no id."""
        found = (await self._session.execute(OF_UNIT, {"unit": unit_code, **_of(period)})).first()
        return _entrega(found) if found else Entrega(unit_code, period)

    async def of_period(
        self, period: Period, unit_codes: Collection[str] | None = None
    ) -> dict[str, Entrega]:
        """Return the stored entregas of a quarter by UR: of all, or of these."""
        query = OF_QUARTER if unit_codes is None else OF_UNITS
        rows = await self._session.execute(query, _of_units(period, unit_codes))
        return {row.unit_code: _entrega(row) for row in rows}

    async def held(self, unit_code: str, period: Period) -> Entrega:
        """Return the entrega of a UR and lock it until the commit; one without a row cannot be locked."""
        found = (await self._session.execute(HELD_OF_UNIT, {"unit": unit_code, **_of(period)})).first()
        return _entrega(found) if found else Entrega(unit_code, period)

    async def save(self, moved: Entrega, *, read: int, at: datetime) -> Entrega:
        """Store an entrega that was read at version `read`; raise StaleEntrega when it is another one."""
        values = {
            "state": moved.state,
            "round": moved.round,
            "version": moved.version,
            "sent_at": moved.sent_at,
            "sent_by": moved.sent_by,
            "updated_at": moved.since_at or at,
        }
        if moved.id is None:
            key = {"unit_code": moved.unit_code, "year": moved.period.year, "quarter": moved.period.quarter}
            first = insert_once(entrega, "id", dialect_of(self._session))
            new_id = await self._session.scalar(first, key | values)
            if new_id is None:
                raise StaleEntrega(moved.unit_code, moved.period)
            return replace(moved, id=new_id)
        new = {f"new_{name}": value for name, value in values.items()}
        which = {"of_entrega": moved.id, "read": read}
        if await rows_changed(self._session, MOVE_ON, which | new) == 0:
            raise StaleEntrega(moved.unit_code, moved.period)
        return moved

    async def add_move(self, entrega_id: int, made: EntregaMove) -> None:
        values = {
            "entrega_id": entrega_id,
            "round": made.round,
            "move": made.move.value,
            "before": made.before,
            "after": made.after,
            "by": made.by,
            "at": made.at,
            "reason": made.reason,
            "data": dict(made.data or {}),
        }
        await self._session.execute(insert(entrega_move), values)

    async def moves(self, entrega_id: int) -> list[EntregaMove]:
        """Return the moves of an entrega, in order."""
        query = select(entrega_move).where(entrega_move.c.entrega_id == entrega_id)
        rows = await self._session.execute(query.order_by(entrega_move.c.id))
        return [_move(row) for row in rows]

    async def observe(self, noted: Entrega, texts: Mapping[int, str], *, by: str, at: datetime) -> None:
        """Store the observation of each indicator, by its id."""
        rows = [
            {
                "entrega_id": noted.id,
                "round": noted.round,
                "indicator_id": indicator_id,
                "text": text,
                "by": by,
                "at": at,
                "solved_at": None,
            }
            for indicator_id, text in texts.items()
        ]
        await self._session.execute(insert(observation), rows)

    async def observations(self, entrega_id: int) -> list[Observation]:
        """Return the observations of every round."""
        query = select(observation).where(observation.c.entrega_id == entrega_id)
        return [_observation(row) for row in await self._session.execute(query.order_by(observation.c.id))]

    async def all_moves(self, period: Period) -> list[tuple[str, EntregaMove]]:
        """Return the moves of every UR, by UR and in order."""
        return [
            (row.unit_code, _move(row)) for row in await self._session.execute(MOVES_OF_QUARTER, _of(period))
        ]

    async def all_observations(self, period: Period) -> list[tuple[str, Observation]]:
        """Return every observation of every UR and round, by UR and in order."""
        rows = await self._session.execute(OBSERVATIONS_OF_QUARTER, _of(period))
        return [(row.unit_code, _observation(row)) for row in rows]

    async def observed(self, period: Period, unit_code: str) -> dict[int, str]:
        """Return the unsolved observations of a UR by indicator; empty unless its report was returned."""
        return (await self.observed_by_unit(period, [unit_code])).get(unit_code, {})

    async def observed_by_unit(
        self, period: Period, unit_codes: Collection[str] | None = None
    ) -> dict[str, dict[int, str]]:
        """Return the same for every UR, or these, whose report was returned."""
        query = OPEN_OBSERVATIONS if unit_codes is None else OPEN_OF_UNITS
        return _texts(await self._session.execute(query, _of_units(period, unit_codes)))

    async def observation_of(self, unit_code: str, indicator_id: int, period: Period) -> str:
        """Return the unsolved observation of one indicator; empty when there is none."""
        which = {"unit": unit_code, "indicator": indicator_id, **_of(period)}
        found = await self._session.execute(OPEN_OF_INDICATOR, which)
        return next((text for texts in _texts(found).values() for text in texts.values()), "")

    async def solve(self, indicator_id: int, period: Period, at: datetime) -> None:
        """Mark the observations of an indicator as solved: it was saved again."""
        which = {"indicator": indicator_id, "solved": at, **_of(period)}
        await self._session.execute(SOLVE, which)


def _of(period: Period) -> dict[str, int]:
    return {"of_year": period.year, "of_quarter": period.quarter}


def _of_units(period: Period, unit_codes: Collection[str] | None) -> dict[str, Any]:
    return _of(period) | ({} if unit_codes is None else {"units": list(unit_codes)})


def _entrega(row: Row[Any]) -> Entrega:
    return Entrega(
        unit_code=row.unit_code,
        period=Period(row.year, row.quarter),
        state=row.state,
        round=row.round,
        version=row.version,
        id=row.id,
        sent_at=row.sent_at,
        sent_by=row.sent_by,
        since_at=row.updated_at,
    )


def _move(row: Row[Any]) -> EntregaMove:
    return EntregaMove(Move(row.move), row.round, row.before, row.after, row.by, row.at, row.reason, row.data)


def _observation(row: Row[Any]) -> Observation:
    return Observation(row.id, row.indicator_id, row.round, row.text, row.by, row.at, row.solved_at)


def _texts(rows: Iterable[Row[Any]]) -> dict[str, dict[int, str]]:
    """Group texts by UR and indicator; join several of one indicator."""
    found: dict[str, dict[int, str]] = {}
    for row in rows:
        texts = found.setdefault(row.unit_code, {})
        before = texts.get(row.indicator_id)
        texts[row.indicator_id] = f"{before} · {row.text}" if before else row.text
    return found
