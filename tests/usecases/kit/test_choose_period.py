"""The quarter of a command that names none."""

from datetime import date

import pytest

from domain.kit.periods import Period
from tests.facts import T2, T3, Office, a_document, an_avance, local
from tests.read_back import set_due_date
from usecases.kit.choose_period import choose_period


async def chosen(office: Office, unit_code: str | None = "402") -> Period:
    return await office.do(lambda uow: choose_period(uow, unit_code, office.moment))


@pytest.mark.parametrize(
    ("today", "period"),
    [
        pytest.param(date(2025, 9, 12), T2, id="eleven business days before"),
        pytest.param(date(2025, 9, 15), T3, id="ten business days before"),
        pytest.param(date(2025, 9, 30), T3, id="due today"),
        pytest.param(date(2025, 10, 20), T3, id="overdue"),
    ],
)
async def test_the_quarter_in_play_is_meant(office: Office, today: date, period: Period) -> None:
    office.moment = local(today)
    await office.register(a_document())

    assert await chosen(office) == period
    assert await chosen(office, None) == period


async def test_a_due_date_set_by_implan_moves_what_is_in_play(office: Office) -> None:
    office.moment = local(date(2025, 9, 4))
    await office.do(lambda uow: set_due_date(uow, T3, date(2025, 9, 12), "Circular 4"))

    assert await chosen(office, None) == T3


async def test_a_unit_without_a_programme_this_year_means_its_last_report(office: Office) -> None:
    ids = await office.register(a_document(period=Period(2023, 2)))
    await office.save(ids["Componente 7"], an_avance(), Period(2023, 2))

    assert await chosen(office) == Period(2023, 2)


async def test_a_unit_that_never_reported_means_its_last_quarter(office: Office) -> None:
    for year in (2022, 2023):
        await office.register(a_document(period=Period(year, 1)))

    assert await chosen(office) == Period(2023, 4)


async def test_a_unit_without_any_programme_means_the_quarter_in_play(office: Office) -> None:
    assert await chosen(office, "999") == T3
