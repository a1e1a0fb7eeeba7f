"""Natural units, months and answered messages are stored and read with the report."""

from decimal import Decimal

import pytest

from domain.kit.drafts import AnswerSource, Given
from domain.kit.lights import Thresholds
from domain.kit.natural_units import Variable
from domain.kit.rules import Rules
from storage.engine import Database
from storage.programmes import programme
from storage.uow import UnitOfWork
from tests.facts import ANA, NOW, T2, T3, Office, a_mir, a_row

MEETINGS = Variable("reuniones", Decimal(1440), "120 reuniones × 12")
JULY, AUGUST = Decimal("8.25"), Decimal(9)


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


@pytest.fixture
async def indicator_id(office: Office) -> int:
    return (await office.register(a_mir(a_row("Actividad 7.1", frequency="Mensual"))))["Actividad 7.1"]


async def decide(office: Office, rules: Rules) -> None:
    async def save(uow: UnitOfWork) -> None:
        programme_id = await uow.session.scalar(programme.select().with_only_columns(programme.c.id))
        assert programme_id is not None
        await uow.rules.save(programme_id, rules)

    await office.do(save)


async def test_a_variable_is_read_with_its_indicator(office: Office, indicator_id: int) -> None:
    await office.do(lambda uow: uow.variables.save(indicator_id, MEETINGS))

    assert await office.do(lambda uow: uow.variables.of(indicator_id)) == MEETINGS
    assert (await office.report()).indicators[0].variable == MEETINGS


async def test_a_variable_can_be_taken_away(office: Office, indicator_id: int) -> None:
    await office.do(lambda uow: uow.variables.save(indicator_id, MEETINGS))

    await office.do(lambda uow: uow.variables.save(indicator_id, None))

    assert await office.do(lambda uow: uow.variables.of(indicator_id)) is None
    assert (await office.report()).indicators[0].variable is None


async def test_limits_of_the_programme_come_with_its_indicators(office: Office, indicator_id: int) -> None:
    rules = Rules(Thresholds(green_from=Decimal(95)), asks_months=True)

    await decide(office, rules)

    (indicator,) = (await office.report()).indicators
    assert indicator.rules == rules
    assert indicator.asks_months


async def test_months_are_read_where_they_are_asked(office: Office, indicator_id: int) -> None:
    months = {6: Decimal(1), 7: JULY, 8: AUGUST, 10: Decimal(2)}
    await office.do(lambda uow: uow.months.save(indicator_id, months, at=NOW.now, by="person:1"))

    unasked = (await office.report()).indicators[0].months
    await decide(office, Rules(asks_months=True))

    assert unasked == {}
    assert (await office.report()).indicators[0].months == {6: Decimal(1), 7: JULY, 8: AUGUST}
    assert await office.do(lambda uow: uow.months.of(indicator_id, T3)) == {7: JULY, 8: AUGUST}


async def test_a_month_given_again_replaces_what_it_was(office: Office, indicator_id: int) -> None:
    first, second = {7: JULY}, {7: AUGUST}
    await office.do(lambda uow: uow.months.save(indicator_id, first, at=NOW.now, by="person:1"))
    await office.do(lambda uow: uow.months.save(indicator_id, second, at=NOW.now, by="person:1"))

    assert await office.do(lambda uow: uow.months.of(indicator_id, T3)) == {7: AUGUST}


async def test_the_months_of_a_quarter_are_cleared_alone(office: Office, indicator_id: int) -> None:
    months = {6: Decimal(1), 7: JULY}
    await office.do(lambda uow: uow.months.save(indicator_id, months, at=NOW.now, by="person:1"))

    await office.do(lambda uow: uow.months.clear(indicator_id, T3))

    assert await office.do(lambda uow: uow.months.of(indicator_id, T3)) == {}
    assert await office.do(lambda uow: uow.months.of(indicator_id, T2)) == {6: Decimal(1)}


async def test_a_message_says_what_it_answered_last(office: Office, indicator_id: int) -> None:
    person = await office.lets_in(ANA)
    who = person.actor.person_id
    first, second = AnswerSource(11, Given.VALUE, "25"), AnswerSource(11, Given.VALUE, "26")
    await office.do(lambda uow: uow.answered.remember(who, indicator_id, (2025, 3), [first], at=NOW.now))
    await office.do(lambda uow: uow.answered.remember(who, indicator_id, (2025, 3), [second], at=NOW.now))

    found = await office.do(lambda uow: uow.answered.of(who, 11))

    assert found is not None
    assert (found.indicator_id, found.year, found.quarter) == (indicator_id, 2025, 3)
    assert found.heard == AnswerSource(11, Given.VALUE, "26")
    assert await office.do(lambda uow: uow.answered.of(who, 12)) is None
