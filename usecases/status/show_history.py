"""Show who changed what in a UR, when and why."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from domain.evidence.audit_subjects import read_subject
from domain.kit.access import Action
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.report_messages import UnknownUnit
from domain.kit.said import Said
from domain.people.administration import Invited
from domain.people.welcome_messages import NotAllowed
from domain.status.history_messages import Difference, History, HistoryLine
from storage.audit import AuditEntry
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.choose_period import choose_period
from usecases.people.end_invitations import invited_of
from usecases.people.end_invitations import reference as reference_of

PAGE = 5


async def show_history(
    uow: UnitOfWork,
    person: Person,
    unit_code: str | None,
    period: Period | None,
    moment: Moment,
    *,
    older_than: int = 0,
) -> Said:
    """Answer /historial; without a UR the person's own, if there is only one."""
    actor = person.actor
    own = actor.units_for(Action.SEE_HISTORY)
    wanted = unit_code or (own[0] if own else None)
    if wanted is None or not actor.may(Action.SEE_HISTORY, wanted):
        return NotAllowed(own, "historial")
    if await uow.programmes.unit(wanted) is None:
        return UnknownUnit(wanted, "historial")
    chosen = period or await choose_period(uow, wanted, moment)
    ids = await ids_of(uow, wanted, chosen)
    left = [each for each in ids if not older_than or each < older_than]
    page = left[:PAGE]
    lines = await _lines(uow, page, chosen, moment)
    more = page[-1] if len(left) > PAGE else 0
    return History(wanted, chosen, lines, more, is_first=not older_than)


async def ids_of(uow: UnitOfWork, unit_code: str | None, period: Period | None) -> list[int]:
    """Return the ids of the entries of a UR and a period, the latest first; None means any."""
    subjects = await uow.audit.subjects(period)
    if unit_code is None and period is None:
        return [each for each, _ in subjects]
    owners = await uow.registry.owners()
    codes = [unit_code] if unit_code else [unit.code for unit in await uow.programmes.units()]
    return [
        each
        for each, subject in subjects
        if any(read_subject(subject).is_of(code, period, owners) for code in codes)
    ]


async def _lines(uow: UnitOfWork, ids: list[int], period: Period, moment: Moment) -> tuple[HistoryLine, ...]:
    names = await uow.registry.names()
    entries = await uow.audit.by_ids(ids)
    invited = await _invited(uow, entries)
    reports = await uow.programmes.reports(period)
    levels = {each.id: str(each.facts.level) for report in reports for each in report.indicators}
    return tuple(
        replace(_line(entry, names, levels, moment), invited=invited.get(_reference(entry)))
        for entry in entries
    )


async def _invited(uow: UnitOfWork, entries: Sequence[AuditEntry]) -> Mapping[str, Invited]:
    """Return the invitations of the entries, by their name in the audit trail."""
    named = [reference for entry in entries if (reference := _reference(entry))]
    return {reference_of(each): invited_of(each) for each in await uow.invitations.named(named)}


def _reference(entry: AuditEntry) -> str:
    is_invitation = read_subject(entry.subject).kind == "invitation"
    return str((entry.after or {}).get("invitation", "")) if is_invitation else ""


def _line(
    entry: AuditEntry, names: Mapping[int, str], levels: Mapping[int, str], moment: Moment
) -> HistoryLine:
    indicator_id = read_subject(entry.subject).indicator_id
    return HistoryLine(
        entry.id,
        entry.at.astimezone(moment.zone),
        who_of(entry.actor, names),
        entry.action,
        levels.get(indicator_id, "") if indicator_id else "",
        differences(entry.before, entry.after),
        entry.reason or "",
    )


def who_of(actor: str, names: Mapping[int, str]) -> str:
    """Return the name of a person; any other actor as it is written."""
    kind, _, number = actor.partition(":")
    return names.get(int(number), actor) if kind == "person" and number.isdecimal() else actor


def differences(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> tuple[Difference, ...]:
    """Return the differences between before and after, as short texts."""
    old, new = before or {}, after or {}
    names = [*old, *(name for name in new if name not in old)]
    texts = [(name, _text(old.get(name)), _text(new.get(name))) for name in names if name != "version"]
    return tuple(Difference(*each) for each in texts if each[1] != each[2])


def _text(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_text(each)}" for key, each in value.items())
    return str(value)
