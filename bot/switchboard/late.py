"""Late messages, written before the open question could be read: the person says whether they count."""

from bot.buttons.late import JudgeLate
from bot.capture.answer_files import attached, remember_stored
from bot.capture.attachments import StoredFile, Taken
from bot.delivery.receiving.incoming import File, Incoming, Raw, Text
from bot.delivery.receiving.pace import written_at
from bot.kit.labels import data_by_label
from bot.kit.typed import read_command
from bot.kit.waiting import WaitForOthers
from bot.switchboard.answers import judge_late, worded
from bot.switchboard.commands import COMMANDS
from bot.switchboard.small_talk import read_small_talk
from domain.capture.late import LateMessage, LateVerdict
from domain.kit.access import Action
from domain.kit.moments import Moment
from domain.kit.words.agreement import Agreement, read_agreement
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.capture.late import StillSending, WrittenMessage, asked_about, came_late, has_waiting, hold
from usecases.kit.conversations import open_thread

LOOKS = frozenset({Action.SEE_STATUS, Action.SEE_PENDING, Action.SEE_SUMMARY, Action.SEE_HISTORY})
"""Commands that only read are answered even when they come late."""
AGREED = {Agreement.YES: LateVerdict.YES, Agreement.NO: LateVerdict.NO}


class OnItsWay(WaitForOthers):
    """The open question is still being sent: only then is it known whether the message was late."""

    after = 0.5


async def is_late(uow: UnitOfWork, person: Person, raw: Raw, incoming: Incoming) -> bool:
    """Tell whether a message was written before its writer could read the open question."""
    if not isinstance(incoming, Text | File) or incoming.message_id is None:
        return False
    album = incoming.album if isinstance(incoming, File) else None
    try:
        judges = isinstance(incoming, Text) and await _verdict(uow, person, incoming.text) is not None
        written = WrittenMessage(incoming.message_id, written_at(raw), album, judges)
        late = await came_late(uow, person, written)
    except StillSending as unknown:
        raise OnItsWay from unknown
    uow.handled.message_id, uow.handled.is_on_time = incoming.message_id, not late
    return late


async def take_late(
    uow: UnitOfWork, person: Person, incoming: Incoming, taken: Taken | None, moment: Moment
) -> bool:
    """Hold a late message that would change something and ask about it; False for one that only reads."""
    match incoming:
        case Text(text=text, message_id=int(message_id)) if not _only_looks(text):
            await hold(uow, person, LateMessage(message_id, text), moment)
        case File() if isinstance(taken, StoredFile) and _is_evidence(taken):
            await _hold_file(uow, person, incoming, taken, moment)
        case _:
            return False
    return True


async def answer_late(uow: UnitOfWork, person: Person, text: str, moment: Moment) -> bool:
    """Take a typed yes or no, or the label of a button, as the answer about a late message."""
    callback = await _verdict(uow, person, text)
    if callback is None:
        return False
    await judge_late(uow, person, callback, moment)
    return True


async def _verdict(uow: UnitOfWork, person: Person, text: str) -> JudgeLate | None:
    """Read typed text as an answer about a late message; None where it is none."""
    asked = asked_about(await open_thread(uow, person)) if await has_waiting(uow, person) else None
    if asked is None:
        return None
    callback = JudgeLate.unpack(data_by_label(worded(asked), text))
    if callback is not None:
        return callback
    agreed = read_agreement(text)
    return None if agreed is None else JudgeLate(asked.token, AGREED[agreed])


async def _hold_file(uow: UnitOfWork, person: Person, file: File, taken: StoredFile, moment: Moment) -> None:
    """Hold a stored file; an oficio without a year gets that of the open question."""
    await remember_stored(uow, person, taken, moment)
    draft = (await open_thread(uow, person)).draft
    year = draft.period.year if draft else moment.today.year
    await hold(uow, person, LateMessage(file.message_id, taken.name, attached(file, taken, year)), moment)


def _only_looks(text: str) -> bool:
    command = read_command(text)
    if command is None:
        return read_small_talk(text) is not None
    known = COMMANDS.get(command.name)
    if known is None:
        return False  # a mistyped command may be any other
    return known.action in LOOKS or (known.action is Action.SEE_HELP and not known.moves_on)


def _is_evidence(taken: StoredFile) -> bool:
    """Tell whether a file is evidence; a workbook or a list is not, and asks before it changes anything."""
    return taken.mir is None and taken.template is None and taken.inhabiles is None
