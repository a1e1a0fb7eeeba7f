"""The steps of an order of a document: its progress, its result, and the files to send."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.delivery.outcomes import OutboxRow, OutboxState
from domain.evidence.messages import Amended
from domain.kit.moments import Moment
from domain.papers.kinds import OrderState, PaperFault, may_have
from domain.papers.messages import PaperContent, PaperFile, PaperProgress, PaperStanding
from storage.papers import StoredOrder
from storage.uow import UnitOfWork
from usecases.kit.outgoing import read
from usecases.kit.say import answer

GONE = (OutboxState.CANCELLED, OutboxState.DEAD)
"""States of a file's message that did not arrive."""


@dataclass(frozen=True)
class MadeFile:
    """A file that is kept under the hash of its content."""

    name: str
    sha256: str
    size: int


async def is_still_allowed(uow: UnitOfWork, order: StoredOrder) -> bool:
    """Tell whether the person may still have it: the role or the access may be gone."""
    person = await uow.people.by_id(order.person_id)
    return person is not None and may_have(person.actor, order.order.kind, order.order.unit_code)


async def show_progress(uow: UnitOfWork, order: StoredOrder, made: int, moment: Moment) -> None:
    """Edit the message of an order to its progress; one waiting edit is enough."""
    edits = f"paper_edit:{order.id}:"
    if order.outbox_id is None or await uow.outbox.held(order.chat_id, edits) is not None:
        return
    key = f"{edits}{order.token}:{made}"
    await answer(uow, order.chat_id, Amended(order.outbox_id), moment, key=key)


async def hand_out(uow: UnitOfWork, order: StoredOrder, files: Sequence[MadeFile], moment: Moment) -> bool:
    """End an order with all of its files in the outbox; False if it is no longer wanted.

    When an order is made again, files that have arrived are not sent a second time.
    """
    if not await uow.papers.end(order, OrderState.DONE, moment.now, made=len(files)):
        return False
    told = await _file_messages(uow, order)
    there = [read(PaperFile, row.data) for row in told if row.state not in GONE]
    said = [PaperFile(order.id, file.name, file.sha256) for file in files]
    new = [each for each in said if each not in there]
    for place, each in enumerate(new, start=len(told)):
        await answer(uow, order.chat_id, each, moment, key=_file_key(order, place))
    await _tell_end(uow, order, moment)
    return True


async def give_up(uow: UnitOfWork, order: StoredOrder, fault: PaperFault, where: str, moment: Moment) -> None:
    """End an order that cannot be made, and tell the person."""
    error = f"{fault.value}: {where}" if where else fault.value
    if await uow.papers.end(order, OrderState.FAILED, moment.now, error):
        await _tell_end(uow, order, moment)


async def drop(uow: UnitOfWork, order: StoredOrder, moment: Moment) -> bool:
    """End the order of a person who lost the right to it; nothing is said or sent."""
    await uow.papers.end(order, OrderState.CANCELLED, moment.now, "access was lost")
    return False


async def make_again(uow: UnitOfWork, order_id: int, moment: Moment) -> None:
    """Reopen an order whose file is missing: after a restore, or if another machine made it."""
    order = await uow.papers.reopen(order_id)
    if order is None:
        return
    await uow.papers.take_back([row.id for row in await _file_messages(uow, order)], "its file is gone")
    await _edit(uow, order, f"again:{order.attempts}", moment)


async def note_undelivered(
    uow: UnitOfWork, row: OutboxRow, reason: str, moment: Moment, *, is_in_doubt: bool = False
) -> None:
    """Tell the person that a file will not arrive, or may not have; the order had said it was ready."""
    if row.kind != PaperFile.declared.kind:
        return
    said = read(PaperFile, row.data)
    fault = PaperFault.IN_DOUBT if is_in_doubt else PaperFault.UNDELIVERED
    error = f"{fault.value}: {reason}"
    order = await uow.papers.fail_late(said.order_id, error, moment.now)
    if order is not None:
        # Told once for each failed delivery, by the process that ends it: it may be made again by hand.
        why = f"undelivered:{moment.now.isoformat()}"
        await _edit(uow, order, why, moment)
        # A person does not see an edit far above in the chat.
        await answer(uow, order.chat_id, PaperProgress(order.id), moment, key=f"paper:{order.id}:{why}")


async def compose_order(
    uow: UnitOfWork, said: PaperProgress | PaperFile
) -> PaperStanding | PaperContent | None:
    """Return the progress of an order, or a file of it; None if the person lost the right to it."""
    order = await uow.papers.get(said.order_id)
    if order is None or not await is_still_allowed(uow, order):
        return None
    if isinstance(said, PaperFile):
        file_id = await uow.sent_files.file_id(said.sha256)
        return PaperContent(order.order, said.filename, said.sha256, file_id or "")
    fault = (order.error or "").partition(":")[0]
    return PaperStanding(order.id, order.order, order.state, order.made, order.total, fault)


async def _tell_end(uow: UnitOfWork, order: StoredOrder, moment: Moment) -> None:
    await _edit(uow, order, f"ended:{order.token}", moment)


async def _edit(uow: UnitOfWork, order: StoredOrder, why: str, moment: Moment) -> None:
    if order.outbox_id is not None:
        key = f"paper_edit:{order.id}:{why}"
        await answer(uow, order.chat_id, Amended(order.outbox_id), moment, key=key)


async def _file_messages(uow: UnitOfWork, order: StoredOrder) -> list[OutboxRow]:
    """Return the messages with files of an order, in any state."""
    found: list[OutboxRow] = []
    while row := await uow.outbox.get_by_key(_file_key(order, len(found))):
        found.append(row)
    return found


def _file_key(order: StoredOrder, place: int) -> str:
    return f"paper:{order.id}:file:{place}"
