"""Inline queries: pages of URs, and refusals that reveal nothing."""

import pytest

from domain.kit.access import Role
from domain.kit.periods import Period
from domain.kit.report_messages import NoProgramme
from domain.people.welcome_messages import NotAllowed, Stranger
from domain.status.messages import UnitsNotFound
from domain.status.unit_search import Entry, Kind
from storage.engine import Database
from tests.facts import ANA, BETO, T2, T3, Office, a_mir, statements_of
from usecases.status.answer_inline import PAGE, InlineAnswer, answer_inline
from usecases.status.ask_status import StatusRequest

UNITS = [str(code) for code in range(401, 401 + 2 * PAGE + 3)]


@pytest.fixture
async def office(office: Office) -> Office:
    for code in UNITS:
        await office.register(a_mir(unit=code, unit_name=f"Área {code}", programme="8"))
    await office.lets_in(ANA, Role.IMPLAN, None)
    await office.lets_in(BETO, Role.ENLACE, "402")
    return office


async def ask(
    office: Office, who: int, text: str = "", period: Period | None = None, offset: int = 0
) -> InlineAnswer:
    asked = StatusRequest(text, period)
    return await office.do(lambda uow: answer_inline(uow, who, asked, office.moment, offset=offset))


def codes(answer: InlineAnswer) -> list[str]:
    return [status.code for status in answer.statuses]


@pytest.mark.parametrize("text", ["", "área", "PP 8", "gobierno"])
async def test_many_units_come_page_by_page(office: Office, text: str) -> None:
    offset: int | None = 0
    seen: list[str] = []
    while offset is not None:
        page = await ask(office, ANA, text, offset=offset)
        seen += codes(page)
        offset = page.next_offset

    assert seen == UNITS


async def test_a_page_beyond_the_last_one_is_empty(office: Office) -> None:
    assert await ask(office, ANA, offset=999_999) == InlineAnswer()


async def test_one_page_costs_the_same_however_many_units_there_are(
    office: Office, memory_database: Database
) -> None:
    with statements_of(memory_database) as few:
        await ask(office, ANA)
    for code in range(601, 641):
        await office.register(a_mir(unit=str(code), unit_name=f"Área {code}", programme="8"))

    with statements_of(memory_database) as many:
        await ask(office, ANA)

    assert len(many) == len(few)


async def test_an_own_unit_is_found_by_anything_it_is_called(office: Office) -> None:
    for text in ("", "402", "área", "PP 8", "gobierno", "ur 402"):
        assert codes(await ask(office, BETO, text)) == ["402"]


async def test_a_quarter_may_be_named(office: Office) -> None:
    (status,) = (await ask(office, BETO, period=T2)).statuses

    assert status.period == T2


@pytest.mark.parametrize("text", ["401", "999", "tesorería", "PP 9"])
async def test_who_sees_one_unit_is_refused_alike(office: Office, text: str) -> None:
    assert await ask(office, BETO, text) == InlineAnswer(refusal=NotAllowed(("402",), "estado"))


async def test_who_sees_all_is_told_what_is_near(office: Office) -> None:
    near = (Entry(Kind.UNIT, "409", "Área 409"), Entry(Kind.UNIT, "419", "Área 419"))

    found = (await ask(office, ANA, "499")).refusal

    assert isinstance(found, UnitsNotFound)
    assert (found.text, found.period, found.nearest[:2]) == ("499", T3, near)


async def test_a_unit_without_a_programme_that_year_says_so(office: Office) -> None:
    answer = await ask(office, BETO, period=Period(2019, 1))

    assert answer == InlineAnswer(refusal=NoProgramme("402", 2019, (2025,)))


@pytest.mark.parametrize("who", [1999, 0])
async def test_a_stranger_learns_nothing(office: Office, who: int) -> None:
    assert await ask(office, who, "402") == InlineAnswer(refusal=Stranger())
