"""Compute the gaps of every UR for IMPLAN, and the changes since the last daily summary."""

from datetime import date

from domain.kit.avances import Completeness, Indicator, UnitReport
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.summary.changes import changes_between
from domain.summary.messages import News, SummaryText, UnitGap
from storage.uow import UnitOfWork
from usecases.kit.choose_period import choose_period
from usecases.kit.views import due_of, programme_label
from usecases.summary.forecasts import forecast_of, projection_of
from usecases.summary.quarter_facts import QuarterFacts, UnitFacts, read_quarter, snapshot_of

NAMED = 10
"""URs whose gaps a summary holds; it names fewer."""


async def show_summary(
    uow: UnitOfWork, moment: Moment, period: Period | None = None, *, every_unit: bool = False
) -> SummaryText:
    """Return the summary of a quarter (the one in play by default); `every_unit` leaves out none.

    Its news are those since the last daily summary, whatever the day.
    """
    facts = await _read(uow, moment, period)
    news = await _news_since_last(uow, facts)
    return await _summary(uow, facts, news, pages=every_unit)


async def daily_summary(
    uow: UnitOfWork, moment: Moment, day: date, period: Period | None = None
) -> SummaryText:
    """Return the summary that was planned for a day: its news are the same for everybody."""
    facts = await _read(uow, moment, period)
    return await _summary(uow, facts, await news_of_day(uow, facts, day), is_daily=True)


async def news_of_day(uow: UnitOfWork, facts: QuarterFacts, day: date) -> News | None:
    """Return the changes between the summaries of a day and of the one before it.

    None if there was none before. Until the summary of the day is written, the present state is compared.
    """
    before = await uow.snapshots.before(facts.period, day)
    if before is None:
        return None
    taken = await uow.snapshots.of_day(facts.period, day)
    now = taken.units if taken else snapshot_of(facts)
    return News(before.at.astimezone(facts.moment.zone), changes_between(before.units, now))


async def _news_since_last(uow: UnitOfWork, facts: QuarterFacts) -> News | None:
    last = await uow.snapshots.last(facts.period)
    if last is None or last.at > facts.moment.now:
        return None
    return News(last.at.astimezone(facts.moment.zone), changes_between(last.units, snapshot_of(facts)))


async def _read(uow: UnitOfWork, moment: Moment, period: Period | None) -> QuarterFacts:
    return await read_quarter(uow, period or await choose_period(uow, None, moment), moment)


async def _summary(
    uow: UnitOfWork, facts: QuarterFacts, news: News | None, *, pages: bool = False, is_daily: bool = False
) -> SummaryText:
    complete, incomplete, not_started = (
        [unit for unit in facts.units if unit.completeness is state]
        for state in (Completeness.COMPLETE, Completeness.INCOMPLETE, Completeness.NOT_STARTED)
    )
    return SummaryText(
        period=facts.period,
        day=facts.moment.today,
        due=due_of(facts.period, facts.deadlines, facts.moment),
        complete=len(complete),
        not_started=worst_first(not_started, None if pages else NAMED),
        incomplete=worst_first(incomplete, None if pages else NAMED),
        unreachable=facts.unreachable,
        unsent=tuple(unit.code for unit in complete if facts.owed.is_to_send(unit.report)),
        accepted=facts.accepted,
        given_back=tuple(unit.code for unit in facts.units if facts.owed.observed.get(unit.code)),
        pages=pages,
        prorrogas_awaited=tuple(sorted(facts.awaited)),
        reassigned=tuple(sorted(facts.reassigned)),
        news=news,
        forecast=forecast_of(await projection_of(uow, facts), facts),
        to_remind=len(facts.to_remind),
        is_daily=is_daily,
    )


def worst_first(units: list[UnitFacts], named: int | None = NAMED) -> tuple[UnitGap, ...]:
    """Return the gaps of each UR, the worst first; only the first ones are listed."""
    ordered = sorted(units, key=lambda unit: (-len(unit.gaps), unit.code))
    whole = len(ordered) if named is None else named
    return tuple(_gap_of(unit, is_named=place < whole) for place, unit in enumerate(ordered))


def _gap_of(unit: UnitFacts, *, is_named: bool) -> UnitGap:
    quarter = unit.report.period.quarter
    named = unit.gaps if is_named else ()
    lacks = tuple((_short_level(unit.report, each), each.missing(quarter)) for each in named)
    return UnitGap(unit.code, len(unit.gaps), unit.asked, lacks)


def _short_level(report: UnitReport, indicator: Indicator) -> str:
    """`3.1`, or `C3` for a Componente, with the programme where a UR has several."""
    level = indicator.facts.level
    short = level.number if "." in level.number else str(level)
    label = programme_label(report, report.programme_of(indicator))
    return f"{short} (PP {label})" if label else short
