"""Find the URs, programmes and ejes that a text means, among those that a person may see."""

from collections.abc import Iterable

from domain.kit.access import Action, Actor
from domain.kit.periods import Period
from domain.status.unit_search import Entry, Kind, key_of
from storage.report_headers import ProgrammeHeader, ReportHeaderRepository
from storage.uow import UnitOfWork


async def entries_for(uow: UnitOfWork, actor: Actor, period: Period) -> list[Entry]:
    """Return what a person may ask for in the year of a quarter: first URs, then programmes, then ejes.

    What they may not see is never looked up, so no answer can reveal whether it exists.
    """
    units = [
        Entry(Kind.UNIT, unit.code, unit.name)
        for unit in await uow.programmes.units()
        if actor.may(Action.SEE_STATUS, unit.code)
    ]
    heads = [
        head
        for head in await ReportHeaderRepository(uow.session).heads(period.year)
        if actor.may(Action.SEE_STATUS, head.unit_code)
    ]
    return [*units, *_programmes(heads), *_ejes(heads)]


def _programmes(heads: Iterable[ProgrammeHeader]) -> list[Entry]:
    """A programme of several URs is one entry, with the name in the first of them."""
    return _gathered(Kind.PROGRAMME, ((head.code, head.name, head) for head in heads))


def _ejes(heads: Iterable[ProgrammeHeader]) -> list[Entry]:
    named = ((eje.code, eje.name, head) for head in heads for eje in head.ejes if eje.code)
    return _gathered(Kind.EJE, named)


def _gathered(kind: Kind, rows: Iterable[tuple[str, str, ProgrammeHeader]]) -> list[Entry]:
    names: dict[str, tuple[str, str]] = {}
    members: dict[str, list[tuple[str, str]]] = {}
    for code, name, head in rows:
        key = key_of(code)
        names.setdefault(key, (code, name))
        members.setdefault(key, []).append((head.unit_code, head.key))
    return [Entry(kind, *names[key], tuple(members[key])) for key in sorted(names, key=_number_first)]


def _number_first(key: str) -> tuple[int, str]:
    return (len(key), key)
