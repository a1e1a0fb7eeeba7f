"""Answer an inline query, `@bot 402` in any chat."""

from dataclasses import dataclass

from domain.kit.access import Action, Actor
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.report_messages import NoProgramme, UnitStatus
from domain.people.welcome_messages import NotAllowed, Stranger
from domain.status.messages import UnitsNotFound
from domain.status.unit_search import Entry, Kind, find, nearest
from storage.uow import UnitOfWork
from usecases.kit.choose_period import choose_period
from usecases.status.ask_status import StatusRequest
from usecases.status.find_units import entries_for
from usecases.status.show_status import standing_status

PAGE = 10
"""URs of one answer; Telegram asks for the next ones when the person scrolls."""

InlineRefusal = Stranger | NotAllowed | UnitsNotFound | NoProgramme


@dataclass(frozen=True)
class InlineAnswer:
    """The URs that were found, or why there are none; `next_offset` begins the next page."""

    statuses: tuple[UnitStatus, ...] = ()
    refusal: InlineRefusal | None = None
    next_offset: int | None = None


async def answer_inline(
    uow: UnitOfWork, telegram_id: int, asked: StatusRequest, moment: Moment, *, offset: int = 0
) -> InlineAnswer:
    """Return statuses of URs that the person may see; a stranger learns nothing, and nothing is written."""
    person = await uow.people.by_telegram_id(telegram_id)
    if person is None or not person.actor.may(Action.SEE_STATUS):
        return InlineAnswer(refusal=Stranger())
    period = asked.period or await choose_period(uow, None, moment)
    entries = await entries_for(uow, person.actor, period)
    codes = _codes(person.actor, asked.text, entries)
    if not codes:
        return InlineAnswer(refusal=_nothing(person.actor, asked.text, entries, period))
    shown = codes[offset : offset + PAGE]
    statuses = [
        await standing_status(uow, report, moment) for report in await uow.programmes.reports(period, shown)
    ]
    if not statuses and len(codes) == 1:
        return InlineAnswer(refusal=NoProgramme(codes[0], period.year, await uow.programmes.years(codes[0])))
    further = offset + PAGE if offset + PAGE < len(codes) else None
    return InlineAnswer(tuple(statuses), next_offset=further)


def _codes(actor: Actor, text: str, entries: list[Entry]) -> list[str]:
    """Return the URs of a text; without words the person's own, or all of them."""
    units = [entry.code for entry in entries if entry.kind is Kind.UNIT]
    if not text:
        return list(actor.units_for(Action.SEE_STATUS)) or units
    if text in units:
        return [text]
    found = find(text, entries)
    members = (entry.units or (entry.code,) for entry in found)
    return list(dict.fromkeys(code for codes in members for code in codes))


def _nothing(actor: Actor, text: str, entries: list[Entry], period: Period) -> InlineRefusal:
    if not actor.sees_all(Action.SEE_STATUS):
        return NotAllowed(actor.units_for(Action.SEE_STATUS), "estado")
    return UnitsNotFound(text, nearest(text, entries), period)
