"""Messages written before a refusal could be read: which of them are asked about, and when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.capture.late import LateMessage, LateVerdict, UnreadRefusal
from domain.capture.late_messages import LateAsked
from domain.capture.messages import NothingToCancel
from domain.delivery.outcomes import OutboxState
from domain.kit.drafts import Attached
from domain.kit.evidence import Evidence, EvidenceType
from storage.queues.pace import outbox
from storage.uow import UnitOfWork
from tests.facts import Office, a_mir, a_row
from tests.usecases.enlaces import Enlace, an_enlace
from usecases.capture.late import (
    StillSending,
    WrittenMessage,
    ask_after_loss,
    asked_about,
    came_late,
    hold,
    judge,
    note_refusal,
    reword_held,
)
from usecases.kit.conversations import Thread, keep_thread, load_thread
from usecases.kit.say import answer

SECOND = timedelta(seconds=1)


@pytest.fixture
async def ana(office: Office) -> Enlace:
    ids = await office.register(a_mir(a_row("Componente 7"), a_row("Actividad 7.1")))
    ana = await an_enlace(office)
    await ana.opens(ids["Componente 7"])
    return ana


async def after(ana: Enlace, state: OutboxState | None, message_id: int | None = None) -> None:
    """Store a refusal whose message is in this state; None for a refusal without a message."""
    office = ana.office

    async def put(uow: UnitOfWork) -> None:
        row = await answer(uow, ana.person.chat_id, NothingToCancel(), office.moment)
        changed = {"state": state or OutboxState.SENT, "message_id": message_id}
        await uow.session.execute(outbox.update().where(outbox.c.id == row).values(**changed))
        thread = await load_thread(uow, ana.person.actor.person_id)
        unread = UnreadRefusal(row if state else None, office.moment.now)
        await keep_thread(
            uow, ana.person.actor.person_id, replace(thread, unread=unread, seen=3), office.moment
        )

    await office.do(put)


async def is_late(ana: Enlace, written: WrittenMessage) -> bool:
    return await ana.office.do(lambda uow: came_late(uow, ana.person, written))


async def holds(ana: Enlace, *held: LateMessage) -> None:
    async def keep(uow: UnitOfWork) -> None:
        for each in held:
            await hold(uow, ana.person, each, ana.office.moment)

    await ana.office.do(keep)


async def judges(
    ana: Enlace, verdict: LateVerdict, token: str | None = None
) -> tuple[LateMessage, ...] | None:
    asked = asked_about(await ana.thread())
    used = token or (asked.token if asked else "")
    return await ana.office.do(lambda uow: judge(uow, ana.person, used, verdict, ana.office.moment, said=""))


@pytest.mark.parametrize(
    ("state", "number", "late"),
    [
        (OutboxState.SENT, 9, True),
        (OutboxState.SENT, 10, False),
        (OutboxState.SENT, 11, False),
    ],
)
async def test_where_it_arrived_the_numbers_of_the_messages_tell(
    ana: Enlace, state: OutboxState, number: int, late: bool
) -> None:
    await after(ana, state, message_id=10)

    assert await is_late(ana, WrittenMessage(number)) is late


@pytest.mark.parametrize("state", [OutboxState.PENDING, OutboxState.CLAIMED])
async def test_nobody_has_read_what_has_not_left(ana: Enlace, state: OutboxState) -> None:
    await after(ana, state)

    assert await is_late(ana, WrittenMessage(99, ana.office.moment.now + SECOND))


async def test_while_it_is_being_sent_it_is_not_known(ana: Enlace) -> None:
    await after(ana, OutboxState.SENDING)

    with pytest.raises(StillSending):
        await is_late(ana, WrittenMessage(99))


@pytest.mark.parametrize("state", [OutboxState.UNKNOWN, OutboxState.DEAD, None])
@pytest.mark.parametrize(("later", "late"), [(-SECOND, True), (0 * SECOND, True), (SECOND, False)])
async def test_where_it_never_is_known_the_dates_tell(
    ana: Enlace, state: OutboxState | None, later: timedelta, late: bool
) -> None:
    await after(ana, state)

    assert await is_late(ana, WrittenMessage(99, ana.office.moment.now + later)) is late


async def test_who_never_wrote_is_never_late(office: Office) -> None:
    stranger = await an_enlace(office, 1007)

    assert not await is_late(stranger, WrittenMessage(1))


async def test_a_message_behind_a_later_one_is_late(ana: Enlace) -> None:
    await after(ana, OutboxState.SENT, message_id=1)

    assert await is_late(ana, WrittenMessage(2))
    assert not await is_late(ana, WrittenMessage(3))


async def test_the_photos_of_an_album_come_in_any_order(ana: Enlace) -> None:
    await ana.types("25")
    photo = Evidence(EvidenceType.FILE, "foto.jpg", file_sha256="a" * 64, album="a", page=12)
    await ana.answers(Attached((photo,)), "foto.jpg")
    await after(ana, OutboxState.SENT, message_id=1)

    assert not await is_late(ana, WrittenMessage(2, album="a"))
    assert await is_late(ana, WrittenMessage(2, album="b"))


async def test_the_photos_of_an_album_are_judged_together(ana: Enlace) -> None:
    def photo(page: int, album: str) -> LateMessage:
        shown = Evidence(EvidenceType.FILE, "foto.jpg", album=album, page=page)
        return LateMessage(page, "foto.jpg", Attached((shown,)))

    first, word, second, other = photo(1, "a"), LateMessage(2, "25"), photo(3, "a"), photo(4, "b")
    await holds(ana, first, word, second, other)

    assert await judges(ana, LateVerdict.YES) == (first, second)

    thread = await ana.thread()
    assert thread.unread is not None
    assert thread.unread.held == (word, other)


async def test_an_old_button_judges_nothing(ana: Enlace) -> None:
    assert await judges(ana, LateVerdict.YES, "7") is None
    await holds(ana, LateMessage(2, "25"))

    assert await judges(ana, LateVerdict.YES, "999") is None


async def test_what_waits_is_reworded_and_asked_about_anew_where_it_was_asked_about(ana: Enlace) -> None:
    await holds(ana, LateMessage(2, "25"), LateMessage(3, "SP/1/2025"))

    async def edits(message_id: int, text: str) -> bool:
        return await ana.office.do(lambda uow: _reworded(uow, ana, message_id, text))

    assert await edits(3, "SP/2/2025")
    before = asked_about(await ana.thread())
    assert before is not None
    assert (before.said, before.more) == ("25", 1)
    assert await edits(2, "26")
    now = asked_about(await ana.thread())
    assert now is not None
    assert (now.said, now.token == before.token) == ("26", False)
    assert not await edits(4, "27")


async def test_where_no_question_is_open_it_is_asked_whether_to_go_on(office: Office) -> None:
    ana = await an_enlace(office)

    await holds(ana, LateMessage(2, "7.1"))

    (asked,) = await ana.heard()
    assert isinstance(asked, LateAsked)
    assert not asked.is_open


async def test_a_loss_that_nothing_tells_of_is_remembered_by_its_time(office: Office) -> None:
    ana = await an_enlace(office)

    await office.do(lambda uow: ask_after_loss(uow, ana.person, None, office.moment))

    assert (await ana.thread()).unread == UnreadRefusal(None, office.moment.now)


def test_without_a_refusal_nothing_is_asked_about() -> None:
    assert asked_about(Thread()) is None
    assert asked_about(Thread(unread=UnreadRefusal(None, datetime(2025, 9, 25, tzinfo=UTC)))) is None


async def _reworded(uow: UnitOfWork, ana: Enlace, message_id: int, text: str) -> bool:
    done = await reword_held(uow, ana.person, message_id, text, ana.office.moment)
    await note_refusal(uow, ana.person, ana.office.moment)
    return done
