"""The transparency workbook: every UR or one, with the objectives of its programme and its first goals."""

from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from openpyxl import load_workbook

from documents.filed.letterhead import Letterhead
from domain.kit.indicators import Quarters
from domain.kit.periods import Period
from domain.kit.reports import CodedName
from domain.papers.kinds import PaperKind, PaperOrder
from domain.people.administration import GoalVersion
from tests.facts import T3, Office, a_document, a_row, an_avance, quarters
from usecases.papers.make_papers import gather
from usecases.papers.paper_requests import NothingToFile, PaperRequest

OBJETIVO = CodedName("2.1", "Modernizar los trámites", "2.1 Modernizar los trámites")
UNPRINTED = CodedName("3", "Ordenar el territorio", "")


async def lines(office: Office, **given: Any) -> list[list[object]]:
    period = given.pop("period", T3)
    order = PaperOrder(PaperKind.TRANSPARENCIA, period, **given)
    request = PaperRequest(order, office.moment, Letterhead())
    (made,) = await office.do(lambda uow: gather(uow, request))
    book = load_workbook(BytesIO(made.formats["xlsx"]()))
    return [[cell.value for cell in line] for line in book.worksheets[1].iter_rows(min_row=5)]


@pytest.fixture
async def office(office: Office) -> Office:
    ids = await office.register(a_document(a_row("Componente 7"), objetivos=(OBJETIVO, UNPRINTED)))
    await office.register(a_document(unit="504", unit_name="IMPLAN", programme="6"))
    await office.save(ids["Componente 7"], an_avance("25"))
    return office


async def test_all_units_stand_in_one_workbook(office: Office) -> None:
    found = await lines(office)

    assert [(line[17], line[4], line[14]) for line in found] == [
        ("Secretaría Particular", "2.1 Modernizar los trámites; 3 Ordenar el territorio", 25),
        ("IMPLAN", None, None),
    ]


async def test_objetivos_that_end_with_a_stop_are_not_parted_by_another_sign(office: Office) -> None:
    ended = replace(OBJETIVO, raw="3.2 Ejercer con eficacia los recursos.")
    await office.register(
        a_document(a_row(), unit="600", unit_name="Otra", programme="9", objetivos=(ended, OBJETIVO))
    )

    (line,) = await lines(office, unit_code="600")

    assert line[4] == "3.2 Ejercer con eficacia los recursos. 2.1 Modernizar los trámites"


async def test_one_unit_and_one_programme_can_be_named(office: Office) -> None:
    assert [line[17] for line in await lines(office, unit_code="504")] == ["IMPLAN"]
    assert [line[17] for line in await lines(office, programme="06")] == ["IMPLAN"]


@pytest.mark.parametrize(
    ("given", "known"),
    [
        ({"unit_code": "999"}, ()),
        ({"period": Period(2019, 1)}, ()),
        ({"unit_code": "402", "programme": "99"}, ("08",)),
        ({"programme": "99"}, ("08", "6")),
    ],
)
async def test_without_any_there_is_nothing_to_file(
    office: Office, given: dict[str, Any], known: tuple[str, ...]
) -> None:
    with pytest.raises(NothingToFile) as none:
        await lines(office, **given)

    assert none.value.known == known


async def test_the_goals_programmed_first_are_kept_beside_the_adjusted_ones(office: Office) -> None:
    (found,) = (await office.report("402")).indicators
    for before, after in pairwise(("25 25 25 25", "30 30 20 20", "40 20 20 20")):
        await replaced(office, found.id, quarters(before), quarters(after))

    first = await office.do(lambda uow: uow.registry.first_goals(2025))

    assert first == {found.id: quarters("25 25 25 25")}


async def replaced(office: Office, indicator_id: int, before: Quarters, after: Quarters) -> None:
    kept = GoalVersion(before, "Oficio IMP/1/2025", None, "", office.moment.now, "person:9")
    await office.do(lambda uow: uow.registry.replace_goals(indicator_id, after, kept))


async def test_a_package_without_its_files_is_a_mistake_of_ours(office: Office) -> None:
    request = PaperRequest(PaperOrder(PaperKind.PAQUETE, T3, "402"), office.moment)

    with pytest.raises(ValueError, match="stored files"):
        await office.do(lambda uow: gather(uow, request))
