"""Commands and their arguments."""

from pathlib import Path

import pytest

from domain.capture.messages import Question, UnknownIndicator
from domain.kit.access import Role
from domain.kit.periods import Period
from domain.kit.report_messages import Overview, Pending, UnitStatus, UnknownPeriod
from domain.status.messages import UnitsNotFound
from domain.summary.messages import SummaryText
from storage.engine import Database
from storage.files import FileStore
from tests.e2e.reception import Reception, a_text
from tests.facts import ANA, BETO, Office, a_document, a_row


@pytest.fixture
async def reception(memory_database: Database, tmp_path: Path) -> Reception:
    reception = Reception(Office(memory_database), FileStore(tmp_path))
    await reception.opens()
    await reception.admits(ANA, Role.ENLACE)
    await reception.admits(BETO, Role.IMPLAN)
    return reception


async def test_what_is_owed_can_be_asked_for_another_quarter(reception: Reception) -> None:
    for command in ("/pendientes 2T2025", "/capturar 2T2025"):
        (pending,) = await reception.hears(a_text(ANA, command))
        assert isinstance(pending, Pending)
        assert pending.period == Period(2025, 2)


async def test_the_summary_can_be_asked_for_another_quarter_and_whole(reception: Reception) -> None:
    (earlier,) = await reception.hears(a_text(BETO, "/resumen 2T2025"))
    (whole,) = await reception.hears(a_text(BETO, "/resumen Todas"))

    assert isinstance(earlier, SummaryText)
    assert (earlier.period, earlier.pages) == (Period(2025, 2), False)
    assert isinstance(whole, SummaryText)
    assert whole.pages


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("la de obras", UnitsNotFound("la de obras", (), Period(2025, 3))),
        ("402 5T2025", UnknownPeriod("5T2025", "estado")),
        ("particular 3T", UnknownPeriod("3T", "estado")),
    ],
)
async def test_an_argument_that_is_not_understood_is_said_back(
    reception: Reception, rest: str, said: object
) -> None:
    assert await reception.hears(a_text(BETO, f"/estado {rest}")) == [said]


async def test_the_arguments_of_a_status_come_in_any_order(reception: Reception) -> None:
    asked = ("402 2T2025", "2T2025 402", "2t 2025 402", "particular 2T2025", "T2 2025 secretaria particular")
    in_words = ("estado particular 2T2025", "2T2025 402 estado", "Estado 2025-T2 40")
    for text in (*(f"/estado {rest}" for rest in asked), *in_words):
        (status,) = await reception.hears(a_text(BETO, text))
        assert isinstance(status, UnitStatus)
        assert (status.code, status.period) == ("402", Period(2025, 2))


async def test_a_status_without_arguments_is_of_all_units_for_who_sees_all(reception: Reception) -> None:
    (overview,) = await reception.hears(a_text(BETO, "/estado"))

    assert isinstance(overview, Overview)
    assert [unit.code for unit in overview.units] == ["402", "504"]


@pytest.mark.parametrize("rest", ["9.9", "algo", "7 pp 99", "7 ur 504"])
async def test_an_indicator_that_is_not_ones_own_is_not_found(reception: Reception, rest: str) -> None:
    assert await reception.hears(a_text(ANA, f"/capturar {rest}")) == [UnknownIndicator(rest)]


@pytest.mark.parametrize(("rest", "programme"), [("7 pp 8", "08"), ("7 PP 08", "08"), ("7 pp 9", "09")])
async def test_the_same_level_is_found_in_the_programme_that_is_named(
    reception: Reception, rest: str, programme: str
) -> None:
    await reception.office.register(a_document(a_row("Componente 7"), programme="09"))

    (asked,) = await reception.hears(a_text(ANA, f"/capturar {rest}"))

    assert isinstance(asked, Question)
    assert asked.programme == programme


async def test_an_indicator_can_be_reported_on_target_in_one_sentence(reception: Reception) -> None:
    (asked,) = await reception.hears(a_text(ANA, "Componente 7: cumplimos la meta"))

    assert isinstance(asked, Question)
    assert asked.value == asked.goal
