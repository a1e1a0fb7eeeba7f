"""Reported values are compared with the last audit entry about each."""

from decimal import Decimal
from typing import Any

import pytest

from domain.kit.avances import AvanceState
from storage.engine import Database
from tests.facts import NOW, T3, Office, a_mir, an_avance
from usecases.evidence.verify_audit import UnauditedValue, unaudited_values
from usecases.kit.save_avance import facts_of_avance


@pytest.fixture
async def office(memory_database: Database) -> Office:
    return Office(memory_database)


async def says(office: Office, subject: str, after: dict[str, Any], action: str = "avance_saved") -> None:
    await office.do(lambda uow: uow.audit.add(NOW.now, "person:1", action, subject, after=after))


async def found(office: Office) -> list[UnauditedValue]:
    return await office.do(unaudited_values)


async def saved(office: Office, value: str = "25") -> tuple[str, dict[str, Any]]:
    """Save a value without an audit entry; return its subject, and the entry it should have."""
    ids = await office.register(a_mir())
    avance = await office.save(ids["Componente 7"], an_avance(value))
    return f"avance:{ids['Componente 7']}:{T3}", facts_of_avance(avance)


async def test_the_same_value_however_it_is_written_is_the_same(office: Office) -> None:
    subject, facts = await saved(office)
    await says(office, subject, facts | {"value": "25.00"})

    assert await found(office) == []


async def test_the_last_word_counts(office: Office) -> None:
    subject, facts = await saved(office)
    await says(office, subject, facts | {"value": "10"})
    await says(office, subject, facts, "correction_granted")
    await says(office, subject, {"correction": 1, "value": "99"}, "correction_asked")

    assert await found(office) == []


@pytest.mark.parametrize(
    ("change", "audited"),
    [
        ({"value": "30"}, Decimal(30)),
        ({"value": None}, None),
        ({"value": "mucho"}, None),
        ({"state": AvanceState.CONFIRMED_ZERO.value}, Decimal(25)),
    ],
    ids=["another value", "no value", "no number", "another state"],
)
async def test_what_differs_is_named(office: Office, change: dict[str, Any], audited: Decimal | None) -> None:
    subject, facts = await saved(office)
    await says(office, subject, facts | change)

    assert await found(office) == [UnauditedValue("402", T3, "Componente 7", Decimal(25), audited)]


async def test_a_report_that_is_gone_is_named(office: Office) -> None:
    subject, facts = await saved(office)
    await says(office, subject.replace("3T", "2T"), facts)

    [gone] = await found(office)
    assert (str(gone.period), gone.reported, gone.audited) == ("2T2025", None, Decimal(25))


@pytest.mark.parametrize("subject", ["avance:999:3T2025", "avance:1", "person:1"])
async def test_a_word_on_nothing_that_is_known_says_nothing(office: Office, subject: str) -> None:
    _, facts = await saved(office)
    await says(office, subject, facts)

    assert await found(office) == []


async def test_a_word_without_a_value_says_nothing(office: Office) -> None:
    subject, _ = await saved(office)
    await says(office, subject, {"months": "7"})

    assert await found(office) == []
