"""The forecast of a quarter at the usual pace of each UR, from the captures of earlier quarters."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from functools import cache

from domain.summary.messages import Forecast, OutlookLine
from domain.summary.projection import (
    Outlook,
    PastQuarter,
    ProgrammePart,
    Projection,
    UnitProgress,
    project,
    usual_share,
)
from storage.punctuality import OfUnit
from storage.report_headers import Links, ReportHeaderRepository
from storage.uow import UnitOfWork
from usecases.summary.quarter_facts import QuarterFacts, UnitFacts

QUARTERS_BACK = 4
"""How many earlier quarters count for the pace of a UR."""


async def projection_of(uow: UnitOfWork, facts: QuarterFacts) -> Projection:
    """Return the projection of a quarter; once it is over nothing more is expected."""
    shares = {} if _is_over(facts) else await usual_shares(uow, facts)
    links = await ReportHeaderRepository(uow.session).of_year(facts.period.year)
    progress = [UnitProgress(unit.code, _parts(unit, links), shares.get(unit.code)) for unit in facts.units]
    return _named(project(progress), facts)


def _named(projection: Projection, facts: QuarterFacts) -> Projection:
    """Name each programme by its code and name, as its first UR prints them."""
    names: dict[str, str] = {}
    for unit in facts.units:
        for programme in unit.report.programmes:
            names.setdefault(programme.key, f"{programme.code} {programme.name}")
    named = (replace(each, name=names[each.name]) for each in projection.programmes)
    return replace(projection, programmes=tuple(named))


def forecast_of(projection: Projection, facts: QuarterFacts) -> Forecast | None:
    """Return the part of a projection that is shown; None without gaps, or without history of any gap."""
    still_open = sum(bool(unit.gaps) for unit in facts.units)
    if projection.unknown == still_open:
        return None
    return Forecast(
        projection.complete,
        projection.units,
        projection.unknown,
        lines_of(projection.programmes),
        lines_of(projection.ejes),
        _reception_left(facts),
    )


def lines_of(outlooks: Iterable[Outlook]) -> tuple[OutlookLine, ...]:
    return tuple(OutlookLine(each.name, each.done_percent, each.expected_percent) for each in outlooks)


def _reception_left(facts: QuarterFacts) -> date | None:
    """Return the last day of reception after the due day; before that the due day is shown."""
    deadlines, period = facts.deadlines, facts.period
    is_due = facts.moment.today > deadlines.due_on(period)
    return deadlines.received_until(period) if is_due else None


def _is_over(facts: QuarterFacts) -> bool:
    deadlines, moment = facts.deadlines, facts.moment
    return (
        moment.today > deadlines.received_until(facts.period)
        or deadlines.shut_since(facts.period, moment) is not None
    )


async def usual_shares(uow: UnitOfWork, facts: QuarterFacts) -> dict[str, Fraction]:
    """Return the share of the gaps that usually comes in by the close, for URs with history."""
    period, workdays = facts.period, facts.deadlines.workdays
    until = cache(workdays.until)
    past = await _past_quarters(uow, facts, until)
    shares = {}
    for unit in facts.units:
        days_left = until(facts.moment.today, unit.deadlines.received_until(period))
        share = usual_share(past.get(unit.code, ()), days_left)
        if share is not None:
            shares[unit.code] = share
    return shares


async def _past_quarters(
    uow: UnitOfWork, facts: QuarterFacts, until: Callable[[date, date], int]
) -> Mapping[str, list[PastQuarter]]:
    last = facts.period.previous()
    first = last
    for _ in range(QUARTERS_BACK - 1):
        first = first.previous()
    captured = await uow.punctuality.captured(first, last)
    if not captured:
        return {}
    sent = await uow.punctuality.first_sent(first, last)
    asked = await uow.punctuality.asked(first, last)
    found: dict[str, list[PastQuarter]] = {}
    for key, instants in captured.items():
        close = _close_of(key, facts)
        # A correction saves again; the first capture was before the hand-in.
        days = (_day(min(at, sent.get(key, at)), facts) for at in instants)
        amount = max(asked.get(key, 0), len(instants))
        found.setdefault(key.unit_code, []).append(
            PastQuarter(amount, tuple(until(each, close) for each in days))
        )
    return found


def _close_of(key: OfUnit, facts: QuarterFacts) -> date:
    return facts.deadlines.for_unit(key.unit_code).received_until(key.period)


def _day(at: datetime, facts: QuarterFacts) -> date:
    return at.astimezone(facts.moment.zone).date()


def _parts(unit: UnitFacts, links: Mapping[tuple[str, str], Links]) -> tuple[ProgrammePart, ...]:
    """Return the indicators that count, by programme; `7` and `07` of two URs are one programme."""
    lacking = {each.id for each in unit.gaps}
    asked = {each.id for each in unit.report.asked} | lacking
    parts = []
    for programme in unit.report.programmes:
        own = {each.id for each in programme.indicators}
        ejes = links.get((unit.code, programme.key), Links()).ejes
        names = tuple(each.raw for each in ejes)
        parts.append(ProgrammePart(programme.key, len(own & asked), len(own & lacking), names))
    return tuple(parts)
