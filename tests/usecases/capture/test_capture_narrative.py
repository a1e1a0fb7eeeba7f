"""The narrative is asked for if the rules of the programme say so: text, tables, a chart, then saved."""

from typing import Any

import pytest

from bot.kit.run_command import run_command
from bot.switchboard.commands import COMMANDS
from domain.capture.messages import OldButton, Saved, UnknownIndicator
from domain.capture.narrative_form import AboutNarrative
from domain.capture.narrative_messages import NarrativeNotTaken, NarrativeSaved
from domain.evidence.acuse_messages import AcuseChecked
from domain.evidence.acuses import AcuseKind
from domain.kit.avances import Missing
from domain.kit.dialogues.messages import FormQuestion, FormRefused
from domain.kit.drafts import Choice
from domain.kit.entregas import Move
from domain.kit.narrative import Chart, ChartKind, CountTable, Narrative
from domain.kit.rules import Rules
from domain.review.messages import Locked
from storage.programmes import programme
from storage.uow import UnitOfWork
from tests.facts import AN_OFICIO, ANA, BETO, T3, Office, a_mir, a_row, an_avance
from tests.read_back import audit_entries
from tests.usecases.enlaces import OFICIO, Enlace
from tests.usecases.speaking import Speaker
from usecases.capture.capture_narrative import begin_narrative
from usecases.evidence.issue_acuse import issue_acuse
from usecases.evidence.verify_acuse import verify_acuse
from usecases.review.move_entrega import MadeMove, make_move

TEXT = "Se dieron 33 talleres de lectura en el centro y en las agencias"
OTHER = "Se atendió a las 14 agencias con cursos de oficios y de huertos"
TABLE = "Talleres\nCentro: 12\nAgencias: 21\nTotal: 33"
WRONG = "Talleres\nCentro: 12\nAgencias: 21\nTotal: 34"
TALLERES = CountTable("Talleres", (("Centro", 12), ("Agencias", 21)), 33)


@pytest.fixture
async def ids(office: Office) -> dict[str, int]:
    ids = await office.register(a_mir(a_row("Componente 7"), a_row("Actividad 7.1")))
    await asks(office, Rules(asks_narrative=True))
    await office.save(ids["Componente 7"], an_avance(evidence=(AN_OFICIO,)))
    return ids


@pytest.fixture
def seven(ids: dict[str, int]) -> int:
    return ids["Componente 7"]


@pytest.fixture
async def ana(office: Office) -> Speaker:
    return Speaker(office, await office.lets_in(ANA))


async def asks(office: Office, rules: Rules) -> None:
    async def ask(uow: UnitOfWork) -> None:
        programme_id = await uow.session.scalar(programme.select().with_only_columns(programme.c.id))
        assert programme_id is not None
        await uow.rules.save(programme_id, rules)

    await office.do(ask)


async def begins(speaker: Speaker, indicator_id: int) -> bool:
    moment = speaker.office.moment
    return await speaker.office.do(lambda uow: begin_narrative(uow, speaker.person, indicator_id, T3, moment))


async def types_command(speaker: Speaker, rest: str) -> None:
    moment = speaker.office.moment
    await speaker.office.do(lambda uow: run_command(uow, speaker.person, COMMANDS["narrativa"], rest, moment))


async def stored(office: Office, indicator_id: int) -> Narrative | None:
    return await office.do(lambda uow: uow.narratives.get(indicator_id, 3))


async def missing(office: Office, indicator_id: int) -> tuple[Missing, ...]:
    report = await office.report()
    return next(each for each in report.indicators if each.id == indicator_id).missing(3)


async def sends(office: Office, ana: Speaker) -> Any:
    async def send(uow: UnitOfWork) -> Any:
        read = await uow.entregas.get("402", T3)
        made = MadeMove(Move.SEND, "El oficio llega el viernes")
        moved = await make_move(uow, ana.person, read, made, office.moment)
        return await issue_acuse(uow, moved, AcuseKind.SENT, ana.person, office.moment)

    return await office.do(send)


async def test_a_whole_sheet_is_saved_and_no_longer_missing(office: Office, ana: Speaker, seven: int) -> None:
    assert await missing(office, seven) == (Missing.NARRATIVE,)
    await begins(ana, seven)
    await ana.says(TEXT, TABLE)
    await ana.picks("done")
    await ana.picks("bar")
    await ana.picks("save")

    assert await stored(office, seven) == Narrative(TEXT, (TALLERES,), Chart(ChartKind.BAR, 0), 1)
    assert await missing(office, seven) == ()
    told = await ana.told()
    assert isinstance(told, NarrativeSaved)
    assert [line.level for line in told.remaining] == ["Actividad 7.1"]
    (entry,) = await office.do(lambda uow: audit_entries(uow, subject=f"narrative:{seven}:3T2025"))
    assert (entry.action, entry.before) == ("narrative_saved", None)
    assert entry.after == {
        "narrative": TEXT,
        "tables": ["Talleres: Centro 12, Agencias 21, total 33"],
        "chart": "bar:0",
        "version": 1,
    }


async def test_it_may_be_nothing_but_text(office: Office, ana: Speaker, seven: int) -> None:
    await begins(ana, seven)
    await ana.says(TEXT)
    await ana.picks("done")
    await ana.picks("save")

    assert await stored(office, seven) == Narrative(TEXT, version=1)


@pytest.mark.parametrize(("picked", "total"), [("33", 33), ("34", 34)])
async def test_a_wrong_sum_is_a_question(
    office: Office, ana: Speaker, seven: int, picked: str, total: int
) -> None:
    await begins(ana, seven)
    await ana.says(TEXT, WRONG)
    question = await ana.question()
    await ana.picks(picked)
    await ana.picks("done")
    await ana.picks("none")
    await ana.picks("save")

    assert [option.value for option in question.options] == ["33", "34", "again"]
    sheet = await stored(office, seven)
    assert sheet is not None
    assert [table.total for table in sheet.tables] == [total]
    assert sheet.chart is None


async def test_a_table_with_a_wrong_sum_may_be_written_again(ana: Speaker, seven: int) -> None:
    await begins(ana, seven)
    await ana.says(TEXT, WRONG)
    await ana.picks("again")

    assert (await ana.question()).asked == "table"


async def test_what_is_no_table_is_refused_and_asked_again(ana: Speaker, seven: int) -> None:
    await begins(ana, seven)
    await ana.says("corto", TEXT, "Centro: 12")

    refusals = [each.problem for each in await ana.heard() if isinstance(each, FormRefused)]
    assert refusals == ["narrative_text_too_short", "table_without_rows"]
    assert (await ana.question()).asked == "table"


async def test_five_tables_are_enough_and_one_is_drawn(office: Office, ana: Speaker, seven: int) -> None:
    await begins(ana, seven)
    await ana.says(TEXT, *(TABLE.replace("Talleres", f"Talleres {name}") for name in "ABCDE"))
    await ana.picks("line")
    await ana.says("Talleres B")
    await ana.picks("save")

    sheet = await stored(office, seven)
    assert sheet is not None
    assert (len(sheet.tables), sheet.chart) == (5, Chart(ChartKind.LINE, 1))


async def test_text_and_tables_can_be_changed_before_saving(office: Office, ana: Speaker, seven: int) -> None:
    await begins(ana, seven)
    await ana.says(TEXT, TABLE)
    await ana.picks("done")
    await ana.picks("bar")
    await ana.picks("text")
    await ana.says(OTHER)
    await ana.picks("tables")
    await ana.picks("done")
    await ana.picks("save")

    assert await stored(office, seven) == Narrative(OTHER, version=1)


@pytest.mark.parametrize("chart", [Chart(ChartKind.LINE, 0), None], ids=["chart", "no chart"])
async def test_a_correction_shows_what_there_was_and_may_keep_it(
    office: Office, ana: Speaker, seven: int, chart: Chart | None
) -> None:
    first = Narrative(TEXT, (TALLERES,), chart)
    await office.do(lambda uow: uow.narratives.save(seven, 3, first, at=office.moment.now, by="person:9"))
    await begins(ana, seven)
    question = await ana.question()
    await ana.picks("keep")
    await ana.picks("keep")
    await ana.picks("text")
    await ana.says(OTHER)
    await ana.picks("save")

    assert AboutNarrative.of(question).before.text == TEXT
    assert await stored(office, seven) == Narrative(OTHER, (TALLERES,), chart, 2)


async def test_who_saves_second_is_told_and_loses_nothing(office: Office, ana: Speaker, seven: int) -> None:
    await begins(ana, seven)
    await ana.says(TEXT)
    await ana.picks("done")
    beto = Speaker(office, await office.lets_in(BETO))
    await begins(beto, seven)
    await beto.says(OTHER)
    await beto.picks("done")
    await beto.picks("save")

    await ana.picks("save")

    heard = await ana.heard()
    assert heard[-2] == NarrativeNotTaken("changed_meanwhile", "Componente 7")
    await ana.picks("save")
    assert await stored(office, seven) == Narrative(TEXT, version=2)


async def test_after_a_capture_the_narrative_is_offered(office: Office, ids: dict[str, int]) -> None:
    ana = Enlace(office, await office.lets_in(ANA))
    await ana.opens(ids["Actividad 7.1"], met=True)
    await ana.types(OFICIO)
    await ana.taps(Choice.SAVE)

    told = (await ana.heard())[-1]
    assert isinstance(told, Saved)
    assert told.narrative_id == ids["Actividad 7.1"]


async def test_it_is_not_asked_where_the_rules_do_not(office: Office, ana: Speaker, seven: int) -> None:
    await asks(office, Rules())

    assert not await begins(ana, seven)

    assert await ana.told() == NarrativeNotTaken("not_asked", "Componente 7")
    assert await missing(office, seven) == ()


async def test_a_value_comes_first(ana: Speaker, ids: dict[str, int]) -> None:
    assert not await begins(ana, ids["Actividad 7.1"])

    assert await ana.told() == NarrativeNotTaken("without_value", "Actividad 7.1")


async def test_older_documents_owe_none(office: Office, ids: dict[str, int]) -> None:
    await office.save(ids["Actividad 7.1"], an_avance(evidence=(AN_OFICIO,), is_imported=True))

    assert await missing(office, ids["Actividad 7.1"]) == ()


async def test_an_open_dialogue_is_asked_again(ana: Speaker, seven: int) -> None:
    await begins(ana, seven)
    await ana.says(TEXT)

    assert not await begins(ana, seven)
    assert (await ana.question()).asked == "table"


async def test_a_stranger_to_the_ur_learns_nothing(office: Office, seven: int) -> None:
    beto = Speaker(office, await office.lets_in(BETO, unit_code="504"))

    assert not await begins(beto, seven)
    assert not await begins(beto, 999_999)
    assert list(await beto.heard()) == [OldButton(), OldButton()]


async def test_what_was_sent_is_locked(office: Office, ana: Speaker, seven: int) -> None:
    await sends(office, ana)

    assert not await begins(ana, seven)
    assert isinstance(await ana.told(), Locked)


async def test_what_is_sent_meanwhile_is_locked_when_it_is_saved(
    office: Office, ana: Speaker, seven: int
) -> None:
    await begins(ana, seven)
    await ana.says(TEXT)
    await ana.picks("done")
    await sends(office, ana)
    await ana.picks("save")

    assert isinstance(await ana.told(), Locked)
    assert await stored(office, seven) is None


async def test_an_indicator_that_is_gone_is_not_saved(office: Office, ana: Speaker, seven: int) -> None:
    await begins(ana, seven)
    await ana.says(TEXT)
    await ana.picks("done")
    await office.do(lambda uow: uow.session.execute(programme.delete()))
    await ana.picks("save")

    assert await ana.told() == OldButton()


async def test_a_changed_narrative_shows_in_the_acuse(office: Office, ana: Speaker, seven: int) -> None:
    first = Narrative(TEXT)
    await office.do(lambda uow: uow.narratives.save(seven, 3, first, at=office.moment.now, by="person:9"))
    issued = await sends(office, ana)

    async def is_unchanged() -> bool:
        checked = await office.do(lambda uow: verify_acuse(uow, ana.person, issued.code, office.moment))
        assert isinstance(checked, AcuseChecked)
        return checked.is_unchanged

    before = await is_unchanged()
    again = Narrative(OTHER, version=1)
    await office.do(lambda uow: uow.narratives.save(seven, 3, again, at=office.moment.now, by="person:9"))

    assert (before, await is_unchanged()) == (True, False)


async def test_the_command_opens_the_first_that_is_missing(office: Office, ana: Speaker, seven: int) -> None:
    await types_command(ana, "")
    question = await ana.question()
    await ana.says(TEXT)
    await ana.picks("done")
    await ana.picks("save")
    await types_command(ana, "")

    assert isinstance(question, FormQuestion)
    assert question.subject["level"] == "Componente 7"
    assert await ana.told() == NarrativeNotTaken("none_owed")


@pytest.mark.parametrize("named", ["9.9", "hola"])
async def test_the_command_names_an_indicator_that_is_unknown(ana: Speaker, seven: int, named: str) -> None:
    await types_command(ana, named)

    assert await ana.told() == UnknownIndicator(named, is_to_capture=False)


async def test_the_command_opens_what_is_named(ana: Speaker, seven: int) -> None:
    await types_command(ana, "componente 7")

    assert (await ana.question()).subject["indicator"] == str(seven)
