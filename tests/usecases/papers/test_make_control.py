"""The reporte de control interno: who handed in what, when, on time or not, each round and prórroga."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from domain.calendar.prorrogas import Prorroga, ProrrogaState
from domain.kit.access import Role
from domain.kit.entregas import Entrega, EntregaState, Move
from domain.kit.periods import Period
from domain.papers.kinds import PaperKind, PaperOrder
from storage.entregas import EntregaMove
from storage.prorrogas import Decision
from storage.uow import UnitOfWork
from tests.documents.tagged_pdf import letters, page_texts
from tests.facts import AN_OFICIO, ANA, CARLA, T3, Office, a_document, a_row, an_avance, statements_of
from usecases.papers.make_papers import gather
from usecases.papers.paper_requests import NothingToFile, PaperRequest

DUE = datetime(2025, 9, 30, 18, tzinfo=UTC)
IN_RECEPTION = datetime(2025, 10, 2, 18, tzinfo=UTC)
LATE = datetime(2025, 10, 20, 18, tzinfo=UTC)
AFTER_MIDNIGHT_IN_LONDON = datetime(2025, 10, 1, 4, tzinfo=UTC)
"""Still the evening of the due day in Oaxaca."""


async def sends(office: Office, code: str, *instants: datetime, by: int = 1) -> Entrega:
    """Hand a report in, once for each instant."""

    async def act(uow: UnitOfWork) -> Entrega:
        entrega = Entrega(code, T3)
        for round_, at in enumerate(instants, start=1):
            moved = Entrega(code, T3, EntregaState.SENT, round_, round_, entrega.id, at, by, at)
            entrega = await uow.entregas.save(moved, read=entrega.version, at=at)
            assert entrega.id is not None
            made = EntregaMove(Move.SEND, round_, EntregaState.OPEN, EntregaState.SENT, f"person:{by}", at)
            await uow.entregas.add_move(entrega.id, made)
        return entrega

    return await office.do(act)


async def book(office: Office) -> Any:
    request = PaperRequest(PaperOrder(PaperKind.CONTROL, T3), office.moment)
    (made,) = await office.do(lambda uow: gather(uow, request))
    return load_workbook(BytesIO(made.formats["xlsx"]()))


async def rows(office: Office, sheet: str) -> list[Sequence[object]]:
    page = (await book(office))[sheet]
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=5)]


@pytest.fixture
async def office(office: Office) -> Office:
    ids = await office.register(a_document(a_row("Componente 7"), a_row("Actividad 7.1")))
    await office.register(a_document(unit="504", unit_name="IMPLAN", programme="6"))
    await office.lets_in(ANA)
    await office.lets_in(CARLA, Role.IMPLAN, None)
    await office.save(ids["Componente 7"], an_avance())
    return office


@pytest.mark.parametrize(
    ("at", "timeliness"),
    [
        (DUE, "A tiempo"),
        (AFTER_MIDNIGHT_IN_LONDON, "A tiempo"),
        (IN_RECEPTION, "Dentro de la recepción"),
        (LATE, "Extemporáneo"),
    ],
)
async def test_the_first_time_it_was_handed_in_counts(office: Office, at: datetime, timeliness: str) -> None:
    await sends(office, "402", at, LATE)

    first, second = await rows(office, "Informes presentados")

    assert first[:3] == ["402", "Secretaría Particular", "Persona 1001"]
    assert first[4:] == ["30/09/2025", timeliness, "1 de 2", "Faltan datos de 2", 2, 0, "Entregado"]
    assert second[2:4] == [None, None]
    assert second[4:] == ["30/09/2025", "Sin entregar", "0 de 1", "Faltan datos de 1", 0, 0, "Sin entregar"]


async def test_who_presented_it_is_who_did_so_the_first_time(office: Office) -> None:
    async def again(uow: UnitOfWork) -> None:
        entrega = await uow.entregas.get("402", T3)
        assert entrega.id is not None
        made = EntregaMove(Move.SEND, 2, EntregaState.RETURNED, EntregaState.SENT, "person:2", LATE)
        await uow.entregas.add_move(entrega.id, made)

    await sends(office, "402", DUE)
    await office.do(again)

    first, _ = await rows(office, "Informes presentados")
    assert first[2:4] == ["Persona 1001", "30/09/2025 12:00"]


async def test_no_heading_reaches_into_the_next_column(office: Office) -> None:
    request = PaperRequest(PaperOrder(PaperKind.CONTROL, T3), office.moment)
    (made,) = await office.do(lambda uow: gather(uow, request))
    page = PdfDocument(made.formats["pdf"]())[0].get_textpage()

    def sides(word: str) -> tuple[float, float]:
        found = page.search(word, match_case=True).get_next()
        assert found is not None
        first, amount = found
        return page.get_charbox(first)[0], page.get_charbox(first + amount - 1)[2]

    assert sides("Reportados")[1] + 2 < sides("Completo")[0]
    assert sides("Observaciones")[1] + 2 < sides("Estado")[0]


async def test_a_complete_report_says_so(office: Office) -> None:
    (found,) = (await office.report("504")).indicators
    await office.save(found.id, an_avance("25", evidence=(AN_OFICIO,)))

    (_, implan) = await rows(office, "Informes presentados")

    assert implan[6:8] == ["1 de 1", "Completo"]


async def test_every_round_observation_and_move_is_listed(office: Office) -> None:
    entrega = await sends(office, "402", DUE, IN_RECEPTION)
    found = (await office.report()).indicators[0]

    async def observe(uow: UnitOfWork) -> None:
        assert entrega.id is not None
        states = (EntregaState.SENT, EntregaState.OBSERVED)
        made = EntregaMove(Move.OBSERVE, 2, *states, "person:2", LATE, "Faltan sellos")
        await uow.entregas.add_move(entrega.id, made)
        await uow.entregas.observe(entrega, {found.id: "Falta el sello"}, by="person:2", at=IN_RECEPTION)
        await uow.entregas.solve(found.id, T3, LATE)
        await uow.entregas.observe(entrega, {found.id: "Falta la fecha"}, by="person:2", at=LATE)

    await office.do(observe)

    noted = await rows(office, "Observaciones")
    assert [(line[0], line[1], line[2], line[3], line[4]) for line in noted] == [
        ("402", 2, "Componente 7", "Falta el sello", "Persona 1003"),
        ("402", 2, "Componente 7", "Falta la fecha", "Persona 1003"),
    ]
    assert str(noted[0][6]).startswith("2025-10-20")
    assert noted[1][6] == "Pendiente"
    assert [line[:5] for line in await rows(office, "Movimientos")] == [
        ["402", "30/09/2025 12:00", 1, "Entregó", "Persona 1001"],
        ["402", "02/10/2025 12:00", 2, "Entregó", "Persona 1001"],
        ["402", "20/10/2025 12:00", 2, "Observó", "Persona 1003"],
    ]


async def test_prorrogas_are_listed_and_move_the_due_day(office: Office) -> None:
    asked = Prorroga(0, "402", T3, 5, "Cambio de enlace", "SP/9/2025", ProrrogaState.ASKED, DUE, 1)

    async def act(uow: UnitOfWork) -> None:
        granted = await uow.prorrogas.ask(asked)
        await uow.prorrogas.decide(granted, Decision(2, DUE, until_on=date(2025, 10, 14)))
        await uow.prorrogas.ask(asked)

    await office.do(act)
    await sends(office, "402", datetime(2025, 10, 14, 18, tzinfo=UTC))

    (unit, _) = await rows(office, "Informes presentados")
    listed = await rows(office, "Prórrogas")

    assert unit[4:6] == ["14/10/2025 (prórroga)", "A tiempo"]
    assert [(line[1], line[3], line[4], line[5], line[6]) for line in listed] == [
        ("Persona 1001", 5, "Cambio de enlace", "SP/9/2025", "Concedida"),
        ("Persona 1001", 5, "Cambio de enlace", "SP/9/2025", "En espera"),
    ]


async def test_the_page_begins_with_what_it_comes_to(office: Office) -> None:
    await sends(office, "402", DUE)
    request = PaperRequest(PaperOrder(PaperKind.CONTROL, T3), office.moment)

    (made,) = await office.do(lambda uow: gather(uow, request))

    said = letters("".join(page_texts(made.formats["pdf"]())))
    assert letters("De 2 Unidades Responsables, 1 presentó su informe (1 a tiempo) y 1 no lo ha") in said
    assert letters("0 tienen todo lo que el trimestre pide.") in said
    assert made.stem == "control-3T2025"


async def test_where_nobody_presented_anything_the_lists_are_empty(office: Office) -> None:
    request = PaperRequest(PaperOrder(PaperKind.CONTROL, T3), office.moment)

    (made,) = await office.do(lambda uow: gather(uow, request))

    said = letters("".join(page_texts(made.formats["pdf"]())))
    assert letters("0 presentaron su informe y 2 no lo han presentado.") in said
    assert said.count("Ninguna.") == 2


async def test_without_programmes_there_is_nothing_to_control(office: Office) -> None:
    request = PaperRequest(PaperOrder(PaperKind.CONTROL, Period(2019, 3)), office.moment)

    with pytest.raises(NothingToFile):
        await office.do(lambda uow: gather(uow, request))


async def test_more_units_take_no_more_queries(office: Office) -> None:
    async def queries() -> int:
        with statements_of(office.database) as seen:
            await book(office)
        return len(seen)

    few = await queries()
    for number in range(10):
        await office.register(a_document(unit=str(600 + number), unit_name="Otra"))
        await sends(office, str(600 + number), DUE)

    assert await queries() == few
