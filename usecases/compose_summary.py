"""Look up the facts of a planned summary, or of a file that goes with it, at the moment it is sent."""

from dataclasses import replace

from domain.messages import Said, Summary
from domain.messages.summaries import (
    FinalSummary,
    GapsBook,
    GapsPicture,
    PunctualityBook,
    SummarySaid,
    WeeklySummary,
)
from domain.moments import Moment
from storage.uow import UnitOfWork
from usecases.closing_summaries import final_summary, punctuality_book, weekly_summary
from usecases.show_summary import daily_summary
from usecases.summary_files import gaps_book, gaps_picture


async def compose_summary(uow: UnitOfWork, said: SummarySaid, moment: Moment) -> Said | None:
    match said:
        case Summary(day, outage, period):
            return replace(await daily_summary(uow, moment, day, period), outage=outage)
        case WeeklySummary():
            return await weekly_summary(uow, said, moment)
        case FinalSummary():
            return await final_summary(uow, said, moment)
        case GapsPicture() | GapsBook() | PunctualityBook():
            return await _compose_file(uow, said, moment)
        case _:
            return said


async def _compose_file(
    uow: UnitOfWork, said: GapsPicture | GapsBook | PunctualityBook, moment: Moment
) -> Said | None:
    match said:
        case GapsPicture():
            return await gaps_picture(uow, said, moment)
        case GapsBook():
            return await gaps_book(uow, said, moment)
        case PunctualityBook():
            return await punctuality_book(uow, said, moment)
