"""Take an order of a document from a chat, and withdraw it."""

from dataclasses import dataclass

from domain.capture.messages import OldButton
from domain.evidence.messages import Amended
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.report_messages import NoProgramme, UnknownUnit
from domain.kit.said import Said
from domain.papers.kinds import PAPERS, PaperKind, PaperOrder, Reach, may_have
from domain.papers.messages import PaperChoice, PaperNotTaken, PaperProgress
from domain.people.welcome_messages import NotAllowed
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.choose_period import choose_period
from usecases.kit.outgoing import read
from usecases.kit.say import answer, close_question, is_answered

MOST_OPEN = 3
"""The most orders of one person in progress."""


@dataclass(frozen=True)
class PaperWanted:
    """The words after the command; None for what was left out."""

    unit_code: str | None = None
    is_all: bool = False
    period: Period | None = None
    format: str | None = None


async def ask_paper(
    uow: UnitOfWork, person: Person, kind: PaperKind, wanted: PaperWanted, moment: Moment
) -> None:
    """Answer /informe and similar commands: take the order, or ask for the UR or the format."""
    paper = PAPERS[kind]
    said: Said | None = None
    if wanted.format is not None and wanted.format not in paper.formats:
        code = "" if paper.reach is Reach.TOWN else wanted.unit_code or ""
        said = PaperNotTaken("format", kind, paper.formats, code, wanted.period)
    elif paper.reach is Reach.TOWN and wanted.unit_code is not None:
        said = PaperNotTaken("town", kind)
    if said is not None:
        await answer(uow, person.chat_id, said, moment)
        return
    units = _units(person, kind, wanted)
    if not units:
        await answer(uow, person.chat_id, PaperNotTaken("unit", kind), moment)
    usual = "" if wanted == PaperWanted() and len(paper.formats) > 1 else paper.formats[0]
    for unit_code in units:
        period = wanted.period or await choose_period(uow, unit_code or None, moment)
        order = PaperOrder(kind, period, unit_code, format=wanted.format or usual)
        if order.format or not may_have(person.actor, kind, unit_code):
            await order_paper(uow, person, order, moment)
        else:
            choice = PaperChoice(kind, period, unit_code, paper.formats)
            await answer(uow, person.chat_id, choice, moment)


async def order_paper(uow: UnitOfWork, person: Person, order: PaperOrder, moment: Moment) -> bool:
    """Store an order, with the message that shows its progress; False if it is refused."""
    refusal = await _refusal(uow, person, order)
    if refusal is not None:
        await answer(uow, person.chat_id, refusal, moment)
        return False
    order_id = await uow.papers.add(person.actor.person_id, person.chat_id, order, moment.now)
    shown = await answer(uow, person.chat_id, PaperProgress(order_id), moment)
    await uow.papers.shown_by(order_id, shown)
    return True


async def choose_format(uow: UnitOfWork, person: Person, given: str, said: str, moment: Moment) -> bool:
    """Take a format that was typed after the last choice; False if none was offered, or not this one."""
    offered = await uow.papers.last_choice(person.chat_id)
    if offered is None or await is_answered(uow, offered[0]):
        return False
    choice = read(PaperChoice, offered[1])
    if given not in choice.formats:
        return False
    order = PaperOrder(choice.kind, choice.period, choice.unit_code, format=given)
    if await order_paper(uow, person, order, moment):
        await close_question(uow, person.chat_id, offered[0], said, moment)
    return True


async def cancel_paper(uow: UnitOfWork, person: Person, order_id: int, moment: Moment) -> None:
    """Withdraw one's own order; files that were made for it are not sent."""
    stored = await uow.papers.get(order_id)
    is_own = stored is not None and stored.person_id == person.actor.person_id
    if stored is None or not is_own or not await uow.papers.cancel(order_id, moment.now):
        await answer(uow, person.chat_id, OldButton(), moment)
    elif stored.outbox_id is not None:
        key = f"paper_edit:{order_id}:cancelled"
        await answer(uow, person.chat_id, Amended(stored.outbox_id), moment, key=key)


async def cancel_latest_paper(uow: UnitOfWork, person: Person, moment: Moment) -> bool:
    """Withdraw the person's last order; False if none of theirs is in progress."""
    being_made = await uow.papers.open_of(person.actor.person_id)
    if being_made:
        await cancel_paper(uow, person, being_made[-1].id, moment)
    return bool(being_made)


def _units(person: Person, kind: PaperKind, wanted: PaperWanted) -> tuple[str, ...]:
    """Return the named UR, or the person's own; the empty code for all, and for the municipality."""
    paper = PAPERS[kind]
    if wanted.unit_code is not None:
        return (wanted.unit_code,)
    if wanted.is_all or paper.reach is Reach.TOWN:
        return ("",)
    own = person.actor.units_for(paper.action)
    return own or (("",) if paper.reach is Reach.EITHER else ())


async def _refusal(uow: UnitOfWork, person: Person, order: PaperOrder) -> Said | None:
    """Return why an order is refused: its button may be forged, or older than a change of roles."""
    paper = PAPERS[order.kind]
    if not may_have(person.actor, order.kind, order.unit_code):
        return NotAllowed(person.actor.units_for(paper.action), paper.command)
    if order.format not in paper.formats:
        return PaperNotTaken("format", order.kind, paper.formats)
    return await _unknown(uow, order) or await _crowded(uow, person, order)


async def _unknown(uow: UnitOfWork, order: PaperOrder) -> Said | None:
    if not order.unit_code:
        return None
    if PAPERS[order.kind].reach is Reach.TOWN:
        return PaperNotTaken("town", order.kind)
    if await uow.programmes.unit(order.unit_code) is None:
        return UnknownUnit(order.unit_code, PAPERS[order.kind].command)
    years = await uow.programmes.years(order.unit_code)
    return (
        None
        if order.period.year in years
        else NoProgramme(order.unit_code, order.period.year, years, PAPERS[order.kind].command)
    )


async def _crowded(uow: UnitOfWork, person: Person, order: PaperOrder) -> Said | None:
    being_made = await uow.papers.open_of(person.actor.person_id)
    if any(each.order == order for each in being_made):
        return PaperNotTaken("already", order.kind)
    return PaperNotTaken("too_many", order.kind) if len(being_made) >= MOST_OPEN else None
