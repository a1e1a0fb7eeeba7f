"""The workbook of a UR: sent, returned, shown as changes, and saved whole or not at all."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from documents.read.report_template_reader import read_template
from documents.report_template_writer import write_template
from domain.capture.messages import Answered, Question
from domain.kit.access import Role
from domain.kit.avances import AvanceState
from domain.kit.dialogues.forms import Left, Picked
from domain.kit.dialogues.messages import FormLeft, FormQuestion
from domain.kit.periods import Period
from domain.kit.report_messages import NoProgramme, UnknownUnit
from domain.kit.said import Said
from domain.papers.template_cells import CellProblem
from domain.papers.template_messages import (
    TemplateChanges,
    TemplateEmpty,
    TemplateFaults,
    TemplateIssued,
    TemplateNotTaken,
    TemplateSaved,
    TemplateText,
    TemplateUnchanged,
    TemplateWanted,
)
from domain.papers.templates import Fillable, FilledTemplate, TemplateFault
from domain.people.welcome_messages import NotAllowed
from storage.engine import Database
from storage.people import Person
from tests.documents.report_templates import filled_in
from tests.facts import AN_OFICIO, ANA, BETO, CARLA, T2, T3, Office, a_document, a_row, an_avance
from usecases.capture.capture_indicator import IndicatorWanted, open_indicator
from usecases.papers.send_template import send_template
from usecases.papers.take_template import take_template
from usecases.switchboard.answer_form import take_form_answer
from usecases.switchboard.compose import compose

WORDS = "La reunión de septiembre pasó a octubre"
EXPLAINED = {
    Fillable.CAUSE: "Otra",
    Fillable.JUSTIFICATION: WORDS,
    Fillable.ACTION: "Se convoca de nuevo en octubre",
    Fillable.RECOVERY: "15/12/2025",
}
SHA = "ab" * 32
Rows = Mapping[int, Mapping[Fillable, object]]


class Desk:
    """An enlace with Excel."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.ids: dict[str, int] = {}

    async def opens(self) -> Person:
        self.ids = await self.office.register(
            a_document(a_row(), a_row("Actividad 7.1"), a_row("Actividad 7.2"))
        )
        return await self.office.lets_in(ANA)

    async def asks(self, person: Person, unit: str | None = None, period: Period | None = T3) -> list[Said]:
        return await self.office.do(lambda uow: send_template(uow, person, unit, period, self.office.moment))

    async def gets(self, unit: str = "402") -> bytes:
        """Return the workbook as it is written when its turn comes."""
        issued = TemplateIssued(unit, T3)
        said = await self.office.do(lambda uow: compose(uow, issued, self.office.moment))
        assert isinstance(said, TemplateText)
        return write_template(said.template)

    async def fills(self, rows: Rows) -> FilledTemplate:
        return read_template(filled_in(await self.gets(), rows))

    async def sends(
        self, person: Person, filled: FilledTemplate | TemplateFault, sha: str = SHA
    ) -> list[Said]:
        """Send it back and return what is said."""
        before = len(await self.office.said(person.chat_id))
        await self.office.do(lambda uow: take_template(uow, person, filled, sha, self.office.moment))
        return (await self.office.said(person.chat_id))[before:]

    async def taps(self, person: Person, given: Picked | Left) -> list[Said]:
        before = len(await self.office.said(person.chat_id))
        await self.office.do(
            lambda uow: take_form_answer(uow, person, given, self.office.moment, said="Guardar")
        )
        heard = (await self.office.said(person.chat_id))[before:]
        return [said for said in heard if not isinstance(said, Answered)]

    async def values(self) -> list[Decimal | None]:
        report = await self.office.report()
        return [indicator.value(3) for indicator in report.indicators]


@pytest.fixture
def desk(memory_database: Database) -> Desk:
    return Desk(Office(memory_database))


async def test_an_enlace_gets_the_workbook_of_the_unit(desk: Desk) -> None:
    ana = await desk.opens()

    assert await desk.asks(ana) == [TemplateIssued("402", T3)]
    assert await desk.asks(ana, "402") == [TemplateIssued("402", T3)]
    assert await desk.asks(ana, "402", None) == [TemplateIssued("402", T3)]


async def test_an_enlace_of_two_units_gets_two(desk: Desk) -> None:
    await desk.opens()
    await desk.office.register(a_document(unit="504"))
    ana = await desk.office.lets_in(ANA, unit_code="504")

    assert await desk.asks(ana) == [TemplateIssued("402", T3), TemplateIssued("504", T3)]


async def test_nobody_gets_the_workbook_of_a_foreign_unit_but_implan_to_read_it(desk: Desk) -> None:
    ana = await desk.opens()
    await desk.office.register(a_document(unit="504"))
    implan = await desk.office.lets_in(BETO, Role.IMPLAN, None)

    assert await desk.asks(ana, "504") == await desk.asks(ana, "999") == [NotAllowed(("402",), "plantilla")]
    assert await desk.asks(implan, "504") == [TemplateIssued("504", T3, may_fill=False)]
    assert await desk.asks(implan) == [TemplateWanted()]
    assert await desk.asks(implan, "999") == [UnknownUnit("999", "plantilla")]


async def test_without_a_programme_or_anything_owed_there_is_nothing_to_fill(desk: Desk) -> None:
    ana = await desk.opens()
    fin = a_row("Fin", goals="0 0 0 100", frequency="Anual")
    await desk.office.register(a_document(fin, unit="504"))
    beto = await desk.office.lets_in(BETO, unit_code="504")

    assert await desk.asks(ana, "402", Period(2019, 1)) == [NoProgramme("402", 2019, (2025,), "plantilla")]
    assert await desk.asks(beto) == [TemplateEmpty("504", T3)]


async def test_a_workbook_of_which_nothing_is_left_is_not_sent(desk: Desk) -> None:
    await desk.opens()

    gone = TemplateIssued("999", T3)

    assert await desk.office.do(lambda uow: compose(uow, gone, desk.office.moment)) is None


async def test_the_workbook_shows_what_is_known(desk: Desk) -> None:
    await desk.opens()
    explained = an_avance(
        "10", cause="Otra", justification=WORDS, action="Se convoca en octubre", evidence=(AN_OFICIO,)
    )
    await desk.office.save(desk.ids["Actividad 7.1"], an_avance("20"), T2)
    await desk.office.save(desk.ids["Actividad 7.1"], explained)

    said = await desk.office.do(lambda uow: compose(uow, TemplateIssued("402", T3), desk.office.moment))

    assert isinstance(said, TemplateText)
    lines = {line.level: line for line in said.template.lines}
    assert list(lines) == ["Componente 7", "Actividad 7.1", "Actividad 7.2"]
    line = lines["Actividad 7.1"]
    assert (line.goal, line.accumulated_before, line.value, line.version) == (
        Decimal(25),
        Decimal(20),
        Decimal(10),
        1,
    )
    assert (line.cause, line.justification, line.never_recovers) == ("Otra", WORDS, True)
    assert line.proofs == ("Oficio SP/112/2025",)
    assert lines["Componente 7"].value is None
    assert said.template.causes[-1] == "Otra"


async def test_a_filled_workbook_is_shown_and_saved_on_guardar(desk: Desk) -> None:
    ana = await desk.opens()
    filled = await desk.fills(
        {
            0: {Fillable.VALUE: 25, Fillable.EVIDENCE: "Oficio SP/112/2025"},
            1: {Fillable.VALUE: 10, **EXPLAINED},
        }
    )

    changes, question = await desk.sends(ana, filled)

    assert isinstance(changes, TemplateChanges)
    assert [(each.level, each.before, each.after, each.added) for each in changes.changes] == [
        ("Componente 7", None, Decimal(25), 1),
        ("Actividad 7.1", None, Decimal(10), 0),
    ]
    assert isinstance(question, FormQuestion)
    assert await desk.values() == [None, None, None]

    (saved,) = await desk.taps(ana, Picked(0))

    assert isinstance(saved, TemplateSaved)
    assert saved.saved == 2
    assert await desk.values() == [Decimal(25), Decimal(10), None]
    avance = await desk.office.avance(desk.ids["Actividad 7.1"])
    assert avance is not None
    assert (avance.state, avance.cause, avance.justification) == (AvanceState.REPORTED, "Otra", WORDS)
    assert [action for _, action, _ in await desk.office.audited()] == [
        "avance_saved",
        "avance_saved",
        "template_saved",
    ]


async def test_cancelar_saves_nothing(desk: Desk) -> None:
    ana = await desk.opens()
    await desk.sends(ana, await desk.fills({0: {Fillable.VALUE: 25}}))

    assert await desk.taps(ana, Left()) == [FormLeft("template")]
    assert await desk.values() == [None, None, None]


async def test_what_is_wrong_is_told_by_cell_and_nothing_is_asked(desk: Desk) -> None:
    ana = await desk.opens()
    filled = await desk.fills(
        {0: {Fillable.VALUE: "mucho"}, 1: {Fillable.VALUE: 25}, 2: {Fillable.VALUE: 10}}
    )

    (said,) = await desk.sends(ana, filled)

    assert isinstance(said, TemplateFaults)
    assert [fault.place for fault in said.faults] == ["F7", "G9", "H9", "I9", "J9"]
    assert await desk.taps(ana, Picked(0)) == []


async def test_a_long_list_of_faults_is_cut(desk: Desk) -> None:
    ana = await desk.opens()
    levels = [f"Actividad 8.{number}" for number in range(1, 21)]
    await desk.office.register(a_document(*(a_row(level) for level in levels), programme="09"))
    filled = await desk.fills({row: {Fillable.VALUE: "mucho"} for row in range(23)})

    (said,) = await desk.sends(ana, filled)

    assert isinstance(said, TemplateFaults)
    assert (len(said.faults), said.more) == (15, 8)


async def test_a_workbook_that_changes_nothing_says_so(desk: Desk) -> None:
    ana = await desk.opens()

    assert await desk.sends(ana, await desk.fills({})) == [TemplateUnchanged("402", T3)]


@pytest.mark.parametrize("fault", [TemplateFault.UNREADABLE, TemplateFault.FOREIGN])
async def test_what_cannot_be_read_is_told(desk: Desk, fault: TemplateFault) -> None:
    ana = await desk.opens()

    assert await desk.sends(ana, fault) == [TemplateNotTaken(fault)]


async def test_a_capture_that_is_open_goes_on(desk: Desk) -> None:
    ana = await desk.opens()
    wanted = IndicatorWanted(desk.ids["Componente 7"], T3)
    await desk.office.do(lambda uow: open_indicator(uow, ana, wanted, desk.office.moment))

    heard = await desk.sends(ana, TemplateFault.FOREIGN)

    refused, question, *_ = heard
    assert refused == TemplateNotTaken(TemplateFault.FOREIGN, is_capturing=True)
    assert isinstance(question, Question)
    assert question.is_resumed


async def test_the_workbook_of_another_unit_is_not_taken(desk: Desk) -> None:
    await desk.opens()
    await desk.office.register(a_document(unit="504"))
    carla = await desk.office.lets_in(CARLA, unit_code="504")

    assert await desk.sends(carla, await desk.fills({0: {Fillable.VALUE: 25}})) == [NotAllowed(("504",))]


async def test_a_workbook_whose_indicators_are_gone_is_old(desk: Desk) -> None:
    ana = await desk.opens()
    filled = await desk.fills({})

    for old in (replace(filled, versions={999: 0}), replace(filled, period=Period(2019, 1))):
        assert await desk.sends(ana, old) == [TemplateNotTaken(TemplateFault.OUTDATED)]


async def test_what_was_saved_after_the_workbook_was_written_is_told(desk: Desk) -> None:
    ana = await desk.opens()
    filled = await desk.fills({0: {Fillable.VALUE: 24}})
    await desk.office.save(desk.ids["Componente 7"], an_avance("25"))

    (said,) = await desk.sends(ana, filled)

    assert isinstance(said, TemplateFaults)
    assert [(fault.level, fault.problem) for fault in said.faults] == [
        ("Componente 7", CellProblem.CHANGED_MEANWHILE)
    ]


async def test_what_was_saved_before_guardar_leaves_all_of_it_unsaved(desk: Desk) -> None:
    ana = await desk.opens()
    await desk.sends(ana, await desk.fills({0: {Fillable.VALUE: 25}, 1: {Fillable.VALUE: 25}}))
    await desk.office.save(desk.ids["Actividad 7.1"], an_avance("20"))

    (said,) = await desk.taps(ana, Picked(0))

    assert isinstance(said, TemplateFaults)
    assert [fault.level for fault in said.faults] == ["Actividad 7.1"]
    assert await desk.values() == [None, Decimal(20), None]


async def test_only_the_last_workbook_is_saved(desk: Desk) -> None:
    ana = await desk.opens()
    await desk.sends(ana, await desk.fills({0: {Fillable.VALUE: 25}}))
    await desk.sends(ana, await desk.fills({0: {Fillable.VALUE: 24}}), "cd" * 32)

    (said,) = await desk.taps(ana, Picked(0))

    assert isinstance(said, TemplateSaved)
    assert await desk.values() == [Decimal(24), None, None]


async def test_a_question_without_its_workbook_saves_nothing(desk: Desk) -> None:
    ana = await desk.opens()
    await desk.sends(ana, await desk.fills({0: {Fillable.VALUE: 25}}))
    await desk.office.do(lambda uow: uow.pending_templates.remove(ana.actor.person_id))

    assert await desk.taps(ana, Picked(0)) == [TemplateNotTaken(TemplateFault.OVERTAKEN)]
    assert await desk.values() == [None, None, None]
