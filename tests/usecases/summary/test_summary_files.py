"""The facts of the picture and of the workbook that go with a summary."""

from datetime import date
from decimal import Decimal

from domain.calendar.prorrogas import Prorroga, ProrrogaState
from domain.kit.access import Role
from domain.kit.avances import Missing
from domain.kit.entregas import Entrega, EntregaState
from domain.kit.periods import Period
from domain.summary.messages import (
    GapRow,
    GapsBook,
    GapsBookText,
    GapsPicture,
    GapsPictureText,
    OutlookLine,
    SummaryText,
    UnitBar,
    UnitRow,
    UnitState,
)
from storage.prorrogas import Decision
from tests.facts import AN_OFICIO, ANA, NOW, T3, Office, a_mir, a_row, an_avance
from usecases.switchboard.compose import compose

CLOSE = date(2025, 9, 30)
PROVED = an_avance("25", evidence=(AN_OFICIO,))


async def composed(office: Office, said: GapsPicture | GapsBook) -> object:
    return await office.do(lambda uow: compose(uow, said, office.moment))


async def four_units(office: Office) -> None:
    """304 has not begun, 402 has one of three, 504 is complete, 600 was handed in with a gap."""
    await office.register(a_mir(unit="304", unit_name="Gobierno"))
    rows = (a_row("Componente 7"), a_row("Actividad 7.1"), a_row("Actividad 7.2", goals="25 25 _ 25"))
    begun = await office.register(a_mir(*rows))
    complete = await office.register(a_mir(unit="504", unit_name="IMPLAN", programme="4"))
    await office.register(a_mir(unit="600", unit_name="Cultura", programme="7"))
    await office.save(begun["Componente 7"], PROVED)
    await office.save(begun["Actividad 7.1"], an_avance("25"))
    await office.save(complete["Componente 7"], PROVED)
    sent = Entrega("600", T3, EntregaState.SENT, round=1, version=1)
    await office.do(lambda uow: uow.entregas.save(sent, read=0, at=NOW.now))


async def test_the_picture_shows_the_worst_first_and_counts_all_of_them(office: Office) -> None:
    await four_units(office)

    found = await composed(office, GapsPicture(T3))

    assert isinstance(found, GapsPictureText)
    assert found.units == (
        UnitBar("304", "Gobierno", 0, 1, UnitState.NOT_STARTED),
        UnitBar("402", "Secretaría Particular", 1, 3, UnitState.INCOMPLETE),
        UnitBar("504", "IMPLAN", 1, 1, UnitState.COMPLETE),
        UnitBar("600", "Cultura", 0, 1, UnitState.HANDED_IN),
    )
    assert found.counts == tuple((state, 1) for state in UnitState)
    assert (found.more, found.due.workdays_left, found.at) == (0, 3, NOW.local)


async def test_the_picture_of_many_units_shows_sixty_and_how_many_more(office: Office) -> None:
    for number in range(101, 164):
        await office.register(a_mir(unit=str(number)))

    found = await composed(office, GapsPicture(T3))

    assert isinstance(found, GapsPictureText)
    assert (len(found.units), found.more) == (60, 3)
    assert found.counts == ((UnitState.NOT_STARTED, 63),)


async def test_the_workbook_has_every_gap_and_every_unit(office: Office) -> None:
    await four_units(office)
    await office.lets_in(ANA, Role.ENLACE, "402")
    asked = Prorroga(0, "402", T3, 3, "Cambió el enlace", "", ProrrogaState.ASKED, NOW.now, 1)
    number = await office.do(lambda uow: uow.prorrogas.ask(asked))
    granted = Decision(by=1, at=NOW.now, until_on=date(2025, 10, 3))
    await office.do(lambda uow: uow.prorrogas.decide(number, granted))

    found = await composed(office, GapsBook(T3))

    assert isinstance(found, GapsBookText)
    named = ("402", "Secretaría Particular", "08 Gobierno innovador")
    goal, later = Decimal(25), date(2025, 10, 3)
    assert found.gaps[1:3] == (
        GapRow(
            *named, "Actividad 7.1", "Porcentaje de Actividad 7.1", (Missing.EVIDENCE,), goal, goal, later
        ),
        GapRow(
            *named,
            "Actividad 7.2",
            "Porcentaje de Actividad 7.2",
            (Missing.GOAL, Missing.VALUE),
            None,
            None,
            later,
        ),
    )
    assert [row.unit_code for row in found.gaps] == ["304", "402", "402", "600"]
    assert found.units == (
        UnitRow("304", "Gobierno", UnitState.NOT_STARTED, 0, 1, 0, None, CLOSE, is_reachable=False),
        UnitRow("402", "Secretaría Particular", UnitState.INCOMPLETE, 1, 3, 33, None, later, True),
        UnitRow("504", "IMPLAN", UnitState.COMPLETE, 1, 1, 100, 100, CLOSE, is_reachable=False),
        UnitRow("600", "Cultura", UnitState.HANDED_IN, 0, 1, 0, None, CLOSE, is_reachable=False),
    )
    assert found.programmes[-1] == OutlookLine("4 Gobierno innovador", 100, 100)


async def test_a_year_without_programmes_is_said_instead(office: Office) -> None:
    for said in (GapsPicture(Period(2019, 3)), GapsBook(Period(2019, 3))):
        found = await composed(office, said)

        assert isinstance(found, SummaryText)
        assert found.units == 0
