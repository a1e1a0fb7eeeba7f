"""Gather the register of attention: questions, calls, and the returned reports."""

from datetime import datetime, time

from documents.filed.atencion import atencion
from domain.kit.entregas import Move
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.papers.kinds import PaperKind, stem_of
from domain.people.attention import Attention, AttentionKind
from storage.uow import UnitOfWork
from usecases.kit.makers import PAPER_PDF, PAPER_XLSX
from usecases.papers.paper_requests import Gathered, PaperRequest
from usecases.status.show_history import who_of
from workers.calls import call

GAVE_BACK = frozenset({Move.RETURN, Move.OBSERVE})


async def gather_attention(uow: UnitOfWork, request: PaperRequest) -> list[Gathered]:
    """Return the entries from the opening of the quarter to that of the next, with the returned reports."""
    period, moment = request.order.period, request.moment
    since, until = await _span(uow, period, moment)
    lines = [*await uow.attention.between(since, until), *await _given_back(uow, period)]
    lines.sort(key=lambda each: each.at)
    paper = atencion(tuple(lines), period, moment, request.letterhead)
    stem = stem_of(PaperKind.ATENCION, period)
    return [Gathered(stem, {"pdf": call(PAPER_PDF, paper), "xlsx": call(PAPER_XLSX, paper)})]


async def _span(uow: UnitOfWork, period: Period, moment: Moment) -> tuple[datetime, datetime]:
    deadlines = await uow.calendar.deadlines()
    first, last = deadlines.opens_on(period), deadlines.opens_on(period.next())
    since, until = (datetime.combine(day, time(), moment.zone) for day in (first, last))
    return since, until


async def _given_back(uow: UnitOfWork, period: Period) -> list[Attention]:
    names = await uow.registry.names()
    noted: dict[tuple[str, int], list[str]] = {}
    for code, each in await uow.entregas.all_observations(period):
        noted.setdefault((code, each.round), []).append(each.text)
    return [
        Attention(
            made.at,
            AttentionKind.RETURN,
            code,
            "",
            "; ".join(noted.get((code, made.round), [])) or made.reason or "",
            answered_at=made.at,
            answered_by=who_of(made.by, names),
        )
        for code, made in await uow.entregas.all_moves(period)
        if made.move in GAVE_BACK
    ]
