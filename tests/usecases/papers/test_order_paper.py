"""Ordering a document: rights, UR, quarter and format, and refusals."""

from dataclasses import replace

import pytest

from domain.capture.messages import Answered, OldButton
from domain.delivery.outcomes import OutboxState
from domain.evidence.messages import Amended
from domain.kit.access import Grant, Role
from domain.kit.periods import Period
from domain.kit.report_messages import NoProgramme, UnknownUnit
from domain.kit.said import Said
from domain.papers.kinds import PAPERS, PaperKind, PaperOrder
from domain.papers.messages import PaperChoice, PaperNotTaken, PaperProgress
from domain.people.welcome_messages import NotAllowed
from storage.engine import Database
from storage.papers import StoredOrder
from storage.people import Person
from storage.queues.pace import outbox
from tests.facts import ANA, BETO, CARLA, NOW, T3, Office, a_document, a_mir
from usecases.papers.fill_order import show_progress
from usecases.papers.order_paper import (
    PaperWanted,
    ask_paper,
    cancel_latest_paper,
    cancel_paper,
    choose_format,
    order_paper,
)
from usecases.switchboard.messages import decode

INFORME, CONTROL, SEGUIMIENTO = PaperKind.INFORME, PaperKind.CONTROL, PaperKind.SEGUIMIENTO
FORMATS = PAPERS[INFORME].formats
T2 = Period(2025, 2)
PDF = PaperWanted(period=T3, format="pdf")
ORDER = PaperOrder(INFORME, T3, "402", format="pdf")


@pytest.fixture
async def office(memory_database: Database) -> Office:
    office = Office(memory_database)
    await office.register(a_document())
    await office.register(a_mir(unit="504", unit_name="IMPLAN"))
    return office


@pytest.fixture
async def ana(office: Office) -> Person:
    return await office.lets_in(ANA)


@pytest.fixture
async def carla(office: Office) -> Person:
    return await office.lets_in(CARLA, Role.IMPLAN, None)


async def said(office: Office) -> list[Said]:
    return [decode(row.kind, row.data) for row in await office.rows()]


async def asked(office: Office, person: Person, kind: PaperKind, wanted: PaperWanted) -> list[Said]:
    before = len(await office.rows())
    await office.do(lambda uow: ask_paper(uow, person, kind, wanted, NOW))
    return (await said(office))[before:]


async def orders(office: Office, person: Person) -> list[PaperOrder]:
    found = await office.do(lambda uow: uow.papers.open_of(person.actor.person_id))
    return [each.order for each in found]


async def ordered(office: Office, person: Person, order: PaperOrder = ORDER) -> bool:
    return await office.do(lambda uow: order_paper(uow, person, order, NOW))


async def test_an_order_is_kept_with_the_message_that_shows_it(office: Office, ana: Person) -> None:
    assert await asked(office, ana, INFORME, PDF) == [PaperProgress(1)]

    (stored,) = await office.do(lambda uow: uow.papers.open_of(ana.actor.person_id))
    (row,) = await office.rows()
    assert (stored.order, stored.outbox_id, stored.chat_id) == (ORDER, row.id, ANA)


async def test_without_any_word_the_quarter_in_play_is_offered_in_each_format(
    office: Office, ana: Person
) -> None:
    assert await asked(office, ana, INFORME, PaperWanted()) == [PaperChoice(INFORME, T3, "402", FORMATS)]
    assert await orders(office, ana) == []


async def test_with_some_word_the_usual_format_is_meant(office: Office, ana: Person) -> None:
    await asked(office, ana, INFORME, PaperWanted(unit_code="402"))
    await asked(office, ana, INFORME, PaperWanted(period=T2))

    assert await orders(office, ana) == [ORDER, replace(ORDER, period=T2)]


async def test_who_has_two_units_gets_both(office: Office, ana: Person) -> None:
    both = replace(ana, actor=replace(ana.actor, grants=(*ana.actor.grants, Grant(Role.ENLACE, "504"))))

    await asked(office, both, INFORME, PDF)

    assert [each.unit_code for each in await orders(office, ana)] == ["402", "504"]


@pytest.mark.parametrize(
    ("kind", "wanted", "unit_codes"),
    [
        (INFORME, replace(PDF, unit_code="504"), ["504"]),
        (INFORME, replace(PDF, is_all=True), [""]),
        (CONTROL, PDF, [""]),
        (CONTROL, replace(PDF, is_all=True), [""]),
        (SEGUIMIENTO, PDF, [""]),
        (SEGUIMIENTO, replace(PDF, unit_code="402"), ["402"]),
    ],
    ids=["one", "all", "the town", "all of the town", "either: the town", "either: one"],
)
async def test_implan_names_a_unit_or_all(
    office: Office, carla: Person, kind: PaperKind, wanted: PaperWanted, unit_codes: list[str]
) -> None:
    await asked(office, carla, kind, wanted)

    assert [each.unit_code for each in await orders(office, carla)] == unit_codes


async def test_implan_without_a_unit_is_asked_for_one(office: Office, carla: Person) -> None:
    assert await asked(office, carla, INFORME, PDF) == [PaperNotTaken("unit", INFORME)]


@pytest.mark.parametrize(
    ("kind", "wanted", "refusal"),
    [
        (INFORME, replace(PDF, format="zip"), PaperNotTaken("format", INFORME, FORMATS, period=T3)),
        (
            INFORME,
            PaperWanted("402", period=T3, format="zip"),
            PaperNotTaken("format", INFORME, FORMATS, "402", T3),
        ),
        (
            CONTROL,
            PaperWanted("402", format="docx"),
            PaperNotTaken("format", CONTROL, PAPERS[CONTROL].formats),
        ),
        (CONTROL, replace(PDF, unit_code="402"), PaperNotTaken("town", CONTROL)),
        (INFORME, replace(PDF, unit_code="999"), UnknownUnit("999", "informe")),
        (
            INFORME,
            replace(PDF, unit_code="402", period=Period(2019, 1)),
            NoProgramme("402", 2019, (2025,), "informe"),
        ),
    ],
    ids=["format", "format of a UR", "format of the town", "of the town", "no such UR", "another year"],
)
async def test_what_there_is_not_is_refused(
    office: Office, carla: Person, kind: PaperKind, wanted: PaperWanted, refusal: Said
) -> None:
    assert await asked(office, carla, kind, wanted) == [refusal]
    assert await orders(office, carla) == []


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        (INFORME, replace(PDF, unit_code="504")),
        (INFORME, replace(PDF, unit_code="999")),
        (INFORME, replace(PDF, is_all=True)),
        (INFORME, PaperWanted(unit_code="504")),
    ],
    ids=["foreign", "unknown", "all", "without a format"],
)
async def test_an_enlace_gets_none_but_the_own_unit(
    office: Office, ana: Person, kind: PaperKind, wanted: PaperWanted
) -> None:
    assert await asked(office, ana, kind, wanted) == [NotAllowed(("402",), "informe")]
    assert await orders(office, ana) == []


@pytest.mark.parametrize(
    ("order", "refusal"),
    [
        (replace(ORDER, unit_code="504"), NotAllowed(("402",), "informe")),
        (replace(ORDER, unit_code=""), NotAllowed(("402",), "informe")),
        (replace(ORDER, format="exe"), PaperNotTaken("format", INFORME, FORMATS)),
        (replace(ORDER, format=""), PaperNotTaken("format", INFORME, FORMATS)),
        (replace(ORDER, kind=CONTROL), NotAllowed((), "control")),
    ],
    ids=["foreign", "all", "no such format", "no format", "not theirs"],
)
async def test_a_forged_button_orders_nothing(
    office: Office, ana: Person, order: PaperOrder, refusal: Said
) -> None:
    assert not await ordered(office, ana, order)

    assert await said(office) == [refusal]
    assert await orders(office, ana) == []


async def test_a_button_of_a_document_of_the_town_takes_no_unit(office: Office, carla: Person) -> None:
    assert not await ordered(office, carla, PaperOrder(CONTROL, T3, "402", format="pdf"))

    assert await said(office) == [PaperNotTaken("town", CONTROL)]


async def test_the_same_is_made_once_and_only_three_at_a_time(office: Office, ana: Person) -> None:
    assert await ordered(office, ana)
    assert not await ordered(office, ana)
    assert await ordered(office, ana, replace(ORDER, format="xlsx"))
    assert await ordered(office, ana, replace(ORDER, format="docx"))
    assert not await ordered(office, ana, replace(ORDER, period=T2))

    assert [each for each in await said(office) if isinstance(each, PaperNotTaken)] == [
        PaperNotTaken("already", INFORME),
        PaperNotTaken("too_many", INFORME),
    ]


async def test_the_latest_order_is_cancelled_and_its_message_edited(office: Office, ana: Person) -> None:
    await ordered(office, ana)
    await ordered(office, ana, replace(ORDER, format="xlsx"))

    assert await office.do(lambda uow: cancel_latest_paper(uow, ana, NOW))

    assert await orders(office, ana) == [ORDER]
    *_, shown, edit = await office.rows()
    assert decode(edit.kind, edit.data) == Amended(shown.id)
    assert await office.do(lambda uow: cancel_latest_paper(uow, ana, NOW))
    assert not await office.do(lambda uow: cancel_latest_paper(uow, ana, NOW))


async def test_nobody_cancels_what_is_not_theirs_or_has_ended(office: Office, ana: Person) -> None:
    beto = await office.lets_in(BETO)
    await ordered(office, ana)

    await office.do(lambda uow: cancel_paper(uow, beto, 1, NOW))
    await office.do(lambda uow: cancel_paper(uow, ana, 2, NOW))
    assert await orders(office, ana) == [ORDER]
    await office.do(lambda uow: cancel_paper(uow, ana, 1, NOW))
    await office.do(lambda uow: cancel_paper(uow, ana, 1, NOW))

    assert [type(each) for each in await said(office)] == [
        *(PaperProgress, OldButton, OldButton, Amended, OldButton),
    ]


async def test_an_order_whose_message_is_unknown_is_cancelled_and_shown_without_an_edit(
    office: Office, ana: Person
) -> None:
    await ordered(office, ana)
    await office.do(lambda uow: uow.papers.shown_by(1, None))
    stored = await _stored(office)

    await office.do(lambda uow: show_progress(uow, stored, 1, NOW))
    await office.do(lambda uow: cancel_paper(uow, ana, 1, NOW))

    assert [type(each) for each in await said(office)] == [PaperProgress]
    assert await orders(office, ana) == []


async def test_an_edit_that_waits_says_it_all(office: Office, ana: Person) -> None:
    await ordered(office, ana)
    stored = await _stored(office)

    for made in (1, 2):
        await office.do(lambda uow, made=made: show_progress(uow, stored, made, NOW))  # type: ignore[misc]
    assert len(await office.rows()) == 2
    gone = outbox.update().values(state=OutboxState.SENT)
    await office.do(lambda uow: uow.session.execute(gone))
    await office.do(lambda uow: show_progress(uow, stored, 3, NOW))

    assert len(await office.rows()) == 3


async def _stored(office: Office) -> StoredOrder:
    found = await office.do(lambda uow: uow.papers.get(1))
    assert found is not None
    return found


async def test_a_format_may_be_typed_under_the_choice_once(office: Office, ana: Person) -> None:
    await asked(office, ana, INFORME, PaperWanted())

    assert not await chosen(office, ana, "zip")
    assert await chosen(office, ana, "xlsx")
    assert not await chosen(office, ana, "pdf")

    assert await orders(office, ana) == [replace(ORDER, format="xlsx")]
    assert (await said(office))[1:] == [PaperProgress(1), Answered(1, "xlsx")]


async def test_a_format_that_nobody_asked_for_chooses_nothing(office: Office, ana: Person) -> None:
    assert not await chosen(office, ana, "pdf")
    assert await said(office) == []


async def test_a_choice_that_is_refused_stays_open(office: Office, ana: Person) -> None:
    await asked(office, ana, INFORME, PaperWanted())
    await ordered(office, ana)

    assert await chosen(office, ana, "pdf")

    assert (await said(office))[2:] == [PaperNotTaken("already", INFORME)]


async def chosen(office: Office, person: Person, given: str) -> bool:
    return await office.do(lambda uow: choose_format(uow, person, given, given, NOW))
