"""Test data of a municipality of any size, inserted in bulk: units, indicators, people, years of reports."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, create_engine, insert

from bench.script import FIRST_ID
from bot.switchboard.help_words import edition
from domain.kit.access import Role
from domain.kit.avances import AvanceState
from domain.kit.evidence import EvidenceType
from domain.kit.indicators import LevelKind
from domain.kit.moments import Moment
from storage.base import Base
from storage.engine import Database, make_folder, prepare_sqlite, sync_url
from storage.migrate import migrate
from storage.queues.pace import outbox
from storage.statements import table_of
from storage.tables.records import (
    AvanceTable,
    EvidenceTable,
    GrantTable,
    IndicatorTable,
    PersonTable,
    ProgrammeTable,
    UnitTable,
)
from usecases.people.refresh_menus import refresh_menus

NOON = datetime(2025, 9, 25, 18, 0, tzinfo=UTC)
"""Noon in Oaxaca, three business days before 3T2025 closes: reminders are due."""
YEAR = 2025
QUARTER_EACH = Decimal(25)


@dataclass(frozen=True)
class Plan:
    """The size of the municipality; `askers` are titulares, who may ask and are not reminded."""

    units: int = 40
    indicators: int = 15
    enlaces: int = 40
    askers: int = 0
    implan: int = 1
    years: int = 1
    is_reported: bool = False


def found_city(url: str, plan: Plan) -> None:
    """Create the tables in an empty database and fill them."""
    make_folder(sync_url(url))
    migrate(url)
    engine = create_engine(sync_url(url))
    if engine.dialect.name == "sqlite":
        prepare_sqlite(engine)
    with engine.begin() as connection:
        _insert(connection, UnitTable, ({"code": code(n), "name": f"Unidad {n}"} for n in range(plan.units)))
        _insert(connection, ProgrammeTable, _programmes(plan))
        _insert(connection, IndicatorTable, _indicators(plan))
        if plan.is_reported:
            _insert(connection, AvanceTable, _avances(plan))
            _insert(connection, EvidenceTable, _evidence(plan))
        _insert(connection, PersonTable, _people(plan))
        _insert(connection, GrantTable, _grants(plan))
    engine.dispose()


async def hand_out_menus(database: Database, moment: Moment) -> None:
    """Record the menus of everybody as sent, as after long use."""
    async with database.write() as uow:
        await refresh_menus(uow, edition(), moment)
        await uow.session.execute(outbox.update().values(state="sent", sent_at=moment.now))
        await uow.commit()


def code(number: int) -> str:
    return f"{1000 + number}"


def enlace_ids(plan: Plan) -> range:
    return range(FIRST_ID, FIRST_ID + plan.enlaces)


def asker_ids(plan: Plan) -> range:
    first = FIRST_ID + plan.enlaces
    return range(first, first + plan.askers)


def implan_ids(plan: Plan) -> range:
    first = FIRST_ID + plan.enlaces + plan.askers
    return range(first, first + plan.implan)


def _insert(connection: Connection, model: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    table: Table = table_of(model)
    iterator = iter(rows)
    while batch := list(islice(iterator, 2000)):
        connection.execute(insert(table), batch)


def _programmes(plan: Plan) -> Iterable[dict[str, Any]]:
    for number in range(plan.units * plan.years):
        year, unit = divmod(number, plan.units)
        names = {"code": "08", "code_key": "8", "name": "Gobierno innovador", "raw": "08.- GOBIERNO"}
        lists: dict[str, Any] = {"ejes": [], "objetivos": [], "flags": []}
        yield (
            {"id": number + 1, "unit_code": code(unit), "year": YEAR - year, "source": "mir"} | names | lists
        )


def _indicators(plan: Plan) -> Iterable[dict[str, Any]]:
    for number in range(plan.units * plan.years * plan.indicators):
        programme, place = divmod(number, plan.indicators)
        goals = {f"goal_{quarter}": QUARTER_EACH for quarter in (1, 2, 3, 4)}
        yield {
            "id": number + 1,
            "programme_id": programme + 1,
            "level_kind": LevelKind.COMPONENTE,
            "level_number": f"{place + 1}",
            "name": f"Porcentaje de acciones {place + 1}",
        } | goals


def _avances(plan: Plan) -> Iterable[dict[str, Any]]:
    for number in range(plan.units * plan.years * plan.indicators * 4):
        indicator, quarter = divmod(number, 4)
        yield {
            "id": number + 1,
            "indicator_id": indicator + 1,
            "quarter": quarter + 1,
            "state": AvanceState.REPORTED,
            "value": QUARTER_EACH,
            "version": 1,
            "is_imported": False,
            "saved_at": NOON,
            "saved_by": "person:1",
        }


def _evidence(plan: Plan) -> Iterable[dict[str, Any]]:
    for number in range(plan.units * plan.years * plan.indicators * 4):
        oficio = f"SP/{number}/2025"
        yield {
            "id": number + 1,
            "avance_id": number + 1,
            "position": 0,
            "type": EvidenceType.OFICIO,
            "raw": f"Oficio {oficio}",
            "numbers": [oficio],
            "flags": [],
        }


def _people(plan: Plan) -> Iterable[dict[str, Any]]:
    for number in range(plan.enlaces + plan.askers + plan.implan):
        user_id = FIRST_ID + number
        yield {"id": number + 1, "telegram_id": user_id, "name": f"Persona {number}", "joined_at": NOON}


def _grants(plan: Plan) -> Iterable[dict[str, Any]]:
    for number in range(plan.enlaces + plan.askers + plan.implan):
        unit, role = code(number % plan.units), Role.ENLACE
        if number >= plan.enlaces:
            role = Role.TITULAR
        if number >= plan.enlaces + plan.askers:
            unit, role = "", Role.IMPLAN
        yield {"id": number + 1, "person_id": number + 1, "role": role, "unit_code": unit}
