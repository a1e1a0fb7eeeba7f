"""Look up the facts of a planned summary, or of one of its files, when it is sent."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from domain.kit.moments import Moment
from domain.kit.said import Said
from domain.summary.messages import (
    FinalSummary,
    GapsBook,
    GapsPicture,
    PunctualityBook,
    Summary,
    WeeklySummary,
)
from storage.uow import UnitOfWork
from usecases.summary.closing_summaries import final_summary, punctuality_book, weekly_summary
from usecases.summary.show_summary import daily_summary
from usecases.summary.summary_files import gaps_book, gaps_picture


async def compose_summary(uow: UnitOfWork, said: Said, moment: Moment) -> Said:
    """Return the facts of a planned message; a message that holds its facts is unchanged."""
    composer = COMPOSERS.get(type(said))
    return await composer(uow, said, moment) if composer else said


async def _daily(uow: UnitOfWork, said: Summary, moment: Moment) -> Said:
    told = await daily_summary(uow, moment, said.day, said.period)
    return replace(told, outage=said.outage, seal=await uow.audit.seal())


COMPOSERS: dict[type, Callable[[UnitOfWork, Any, Moment], Awaitable[Said]]] = {
    Summary: _daily,
    WeeklySummary: weekly_summary,
    FinalSummary: final_summary,
    GapsPicture: gaps_picture,
    GapsBook: gaps_book,
    PunctualityBook: punctuality_book,
}
