"""After a kill at any point and a restart the question is asked again, nothing is lost or doubled.

Every bot is a real process. It is killed at a known moment: at a failpoint, or by SIGKILL once a condition
shows its progress.
"""

import asyncio
from pathlib import Path

import pytest

from domain.delivery.crashes import MOST_ALONE
from domain.delivery.outcomes import InboxState, OutboxState
from domain.kit.avances import AvanceState
from storage.failpoints import Point
from tests.documents.workbooks import a_programme, an_indicator, filled
from tests.facts import ANA, Office, a_mir, a_row
from tests.stories.lives import Life, Step, a_life, ends_leases, until
from tests.stories.processes import STUMBLED, Running

OPENS = Step("taps", "Componente 7", "¿Cuánto alcanzaron")
OTHER_VALUE = Step("taps", "Componente 7: otro valor", "¿Cuánto alcanzaron")
VALUE = Step("says", "30", "¿Cuál fue la causa?")
WHY = "La agencia pidió dos jornadas más"
REASON = Step("says", WHY, "¿Qué oficio lo comprueba?")
EVIDENCE = Step("says", "Oficio SP/112/2025 del 24 de septiembre de 2025", "SP/112/2025")
MORE_EVIDENCE = Step("says", "Oficio SP/113/2025 del 24 de septiembre de 2025", "SP/113/2025")
SAVE = Step("taps", "Guardar", "Guardado.")

AT_NINE = "2025-09-25T09:00:00-06:00"
NINE = ("tick", "reminders", "--at", "2025-09-25T09:00")
WALK = ((OPENS, VALUE), (REASON, EVIDENCE), (MORE_EVIDENCE, SAVE))
"""In each pair a healthy bot answers the first deed, and a bot that stumbles the second one."""

STEPS = tuple(point for point in Point if point not in (Point.AFTER_PLAN_COMMIT, Point.AFTER_PAPER))
"""Where a bot that is being talked to may die; the plans of a tick have a story of their own."""
WAY_IN = (Point.AFTER_INBOX_COMMIT, Point.BEFORE_HANDLE_COMMIT, Point.AFTER_HANDLE_COMMIT)
COPIES_OF_A_QUESTION = {Point.AFTER_HTTP: 2, Point.AFTER_FINISH: 2}
"""Sent and not recorded: once more, that is its policy. Sent and recorded: asked again."""
COPIES_OF_THE_CONFIRMATION = {Point.AFTER_MARK_SENDING: 0}
"""Nobody knows whether it was sent: never again, that is its policy."""


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> dict[Point, BaseException | None]:
    """Run all scenarios concurrently, since each mostly waits for a chat's pace; return their results."""

    async def live_all() -> list[BaseException | None]:
        folders = [tmp_path_factory.mktemp(point.value) for point in STEPS]
        stories = [_dies_at_every_step(*each) for each in zip(STEPS, folders, strict=True)]
        return await asyncio.gather(*stories, return_exceptions=True)

    return dict(zip(STEPS, asyncio.run(live_all()), strict=True))


@pytest.mark.parametrize("point", STEPS, ids=lambda point: point.value)
def test_a_capture_outlives_a_bot_that_dies_at_every_step(
    point: Point, lives: dict[Point, BaseException | None]
) -> None:
    failure = lives[point]
    if failure is not None:
        raise failure


async def test_what_a_tick_planned_before_it_died_is_sent_once_by_the_next(life: Life) -> None:
    await _owes(life.office)
    planned = await life.machine.types(*NINE, failpoints="after_plan_commit=exit")
    assert planned.code == STUMBLED
    assert await life.outbox() == {OutboxState.PENDING: 1}

    told = await life.machine.types(*NINE)

    assert (told.code, "0 nuevos, 1 enviados" in told.out) == (0, True)
    assert await life.heard("🔔") == 1
    assert await life.outbox() == {OutboxState.SENT: 1}


@pytest.mark.parametrize(
    ("point", "copies"), [(Point.AFTER_MARK_SENDING, 0), (Point.AFTER_HTTP, 2)], ids=["before", "after"]
)
async def test_a_reminder_whose_sends_were_both_cut_is_left_in_doubt_and_shown(
    point: Point, copies: int, life: Life
) -> None:
    """The bot's own tick plans it. After two cut sends it is not sent a third time."""
    await _owes(life.office)
    early = life.machine.starts("run")
    await life.ana.says("/ayuda")
    await life.hears("Qué puede hacer aquí")
    await life.is_killed_at_rest(early)
    for _ in range(2):
        doomed = await life.machine.types("run", clock_start=AT_NINE, failpoints=f"{point}=exit")
        assert doomed.code == STUMBLED

    healthy = life.machine.starts("run", clock_start=AT_NINE)
    await life.ana.says("/pendientes")
    await life.hears("2 indicadores")
    await life.is_killed_at_rest(healthy)

    (row,) = [row for row in await life.office.rows() if row.kind == "reminder"]
    assert (row.state, row.ambiguous) == (OutboxState.UNKNOWN, 2)
    assert await life.heard("🔔") == copies
    examined = await life.machine.types("doctor")
    assert f"e{row.id} (reminder)" in examined.out


async def _dies_at_every_step(point: Point, folder: Path) -> None:
    async with a_life(folder) as life:
        await _owes(life.office)
        bot = life.machine.starts("run")
        await life.ana.says("/capturar")
        await life.hears("¿Cuál captura?")

        for healthy, stumbling in WALK:
            await life.does(healthy)
            await life.hears(healthy.hears)
            await life.is_killed_at_rest(bot)
            bot = await _stumbles(life, point, stumbling)

        await _is_saved_once(life)
        is_doubtful = point in (Point.AFTER_MARK_SENDING, Point.AFTER_HTTP)
        assert (await life.outbox())[OutboxState.UNKNOWN] == is_doubtful
        await life.ana.says("/estado")
        await life.hears("30 de 25 %")
        await bot.dies()


async def test_a_whole_life_outlives_a_kill_as_soon_as_each_answer_is_seen(life: Life) -> None:
    """Ana always writes while no bot runs: the next one finds her message."""
    workbook = life.machine.folder / "mir.xlsx"
    workbook.write_bytes(filled([a_programme(Ejercicio=2025)], [an_indicator()]))
    imported = await life.machine.types("import", str(workbook))
    invited = await life.machine.types("invite", "--role", "enlace", "--unit", "402", "--name", "Ana")
    code = invited.out.strip().partition("?start=")[2]
    assert (imported.code, invited.code) == (0, 0)

    bot = life.machine.starts("run")
    await life.ana.says(f"/start {code}")
    await life.hears("Usted entra como enlace")
    await life.is_killed_at_rest(bot)
    ticks = [await life.machine.types("tick", "reminders", "--at", "2025-09-25T09:00") for _ in range(2)]
    for step in (OTHER_VALUE, VALUE, REASON, EVIDENCE, MORE_EVIDENCE, SAVE):
        await _answered_and_killed(life, step)
    last = life.machine.starts("run")
    await life.rests()
    await last.dies()

    assert ["1 nuevos, 1 enviados" in tick.out for tick in ticks] == [True, False]
    await _is_saved_once(life)
    rows = await life.office.rows()
    assert [row.key for row in rows if row.kind == "reminder"] == ["reminder:2025-09-25:1"]
    assert await life.heard("🔔 402") == 1
    assert await life.heard("Guardado.") == 1


async def _answered_and_killed(life: Life, step: Step) -> None:
    await life.does(step)
    bot = life.machine.starts("run")
    await life.hears(step.hears)
    await bot.dies()


async def test_a_bot_killed_while_it_handles_an_answer_leaves_the_question_open(life: Life) -> None:
    await _owes(life.office)
    bot = life.machine.starts("run")
    await life.ana.says("/capturar")
    await life.hears("¿Cuál captura?")
    await life.does(OPENS)
    await life.hears(OPENS.hears)
    await life.is_killed_at_rest(bot)
    latest = await life.latest()

    caught = life.machine.starts("run", failpoints="before_handle_commit=sleep:600")
    await life.is_asked_again(latest)
    await life.does(VALUE)
    await until(life.has_begun)
    await caught.dies()
    healthy = life.machine.starts("run")
    await life.rests()

    assert await life.heard(VALUE.hears, latest) == 1
    assert set(await life.inbox()) == {InboxState.DONE}
    await healthy.dies()


async def test_an_update_that_kills_every_bot_is_parked_and_the_next_one_is_answered(life: Life) -> None:
    await _owes(life.office)
    await life.ana.says("/ayuda")
    for death in range(MOST_ALONE):
        doomed = await life.machine.types("run", failpoints="before_handle_commit=exit")
        assert doomed.code == STUMBLED
        await ends_leases(life, rests=death < MOST_ALONE - 1)

    bot = life.machine.starts("run")
    await life.hears("no se pudo atender")
    await life.ana.says("/pendientes")
    await life.hears("2 indicadores")
    await life.is_killed_at_rest(bot)

    assert await life.inbox() == {InboxState.PARKED: 1, InboxState.DONE: 1}
    assert await life.heard("Qué puede hacer aquí") == 0
    examined = await life.machine.types("doctor")
    assert examined.code == 1
    assert "✗ 1 mensajes recibidos sin poder atender" in examined.out
    assert "terminó de golpe mientras lo atendía a solas" in examined.out
    assert await life.heard("no se pudo atender") == 1


async def _owes(office: Office) -> None:
    """402 owes two indicators and Ana is its enlace."""
    await office.register(a_mir(a_row(), a_row("Actividad 7.1")))
    await office.lets_in(ANA)


async def _stumbles(life: Life, point: Point, step: Step) -> Running:
    """Let a bot ask again and crash while it answers; return its healthy successor."""
    latest = await life.latest()
    doomed = life.machine.starts("run", failpoints=f"{point}=exit@{_time(point, step)}")
    await life.is_asked_again(latest)
    await life.rests()
    latest = await life.latest()
    await life.does(step)
    told = await doomed.ends()
    assert told.code == STUMBLED, told

    bot = life.machine.starts("run")
    await life.rests()
    unusual = COPIES_OF_THE_CONFIRMATION if step is SAVE else COPIES_OF_A_QUESTION
    assert await life.heard(step.hears, latest) == unusual.get(point, 1)
    return bot


def _time(point: Point, step: Step) -> int:
    """Return at which passage the failpoint belongs to the answer of a step.

    A restart with an open question sends two messages: the question, and the edit of the old one.
    The answer is the third, but the confirmation comes after the edit of what it confirms.
    """
    if point in WAY_IN:
        return 1
    return 4 if step is SAVE else 3


async def _is_saved_once(life: Life) -> None:
    report = await life.office.report()
    saved = report.indicators[0].avances[3]
    audited = [action for _, action, _ in await life.office.audited()]
    assert (saved.state, str(saved.value), saved.version) == (AvanceState.REPORTED, "30", 1)
    assert saved.justification == WHY
    assert [each.numbers for each in saved.evidence] == [("SP/112/2025",), ("SP/113/2025",)]
    assert audited.count("avance_saved") == 1
    assert set(await life.inbox()) == {InboxState.DONE}
    conversation = await life.office.do(lambda uow: uow.conversations.get(1))
    assert conversation is not None
    assert set(conversation.state) <= {"seen"}
