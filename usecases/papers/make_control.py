"""Gather the reporte de control interno: entregas, rounds, observations, prórrogas and who did what."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from documents.filed.control import (
    ControlFacts,
    MoveLine,
    ObservationLine,
    ProrrogaLine,
    UnitControl,
    control,
)
from domain.calendar.deadlines import Deadlines
from domain.calendar.prorrogas import Prorroga
from domain.kit.avances import UnitReport
from domain.kit.entregas import Entrega, Move
from domain.papers.kinds import PaperKind, stem_of
from storage.entregas import EntregaMove, Observation
from storage.uow import UnitOfWork
from usecases.kit.makers import PAPER_PDF, PAPER_XLSX
from usecases.papers.paper_requests import Gathered, PaperRequest, ordered_reports
from usecases.status.show_history import who_of
from workers.calls import call


async def gather_control(uow: UnitOfWork, request: PaperRequest) -> list[Gathered]:
    """Return one report about every UR, with a constant number of queries."""
    moment = request.moment
    facts = await _facts(uow, await ordered_reports(uow, request.order), request)
    paper = control(facts, moment.now.astimezone(moment.zone), request.letterhead)
    stem = stem_of(PaperKind.CONTROL, request.order.period)
    return [Gathered(stem, {"pdf": call(PAPER_PDF, paper), "xlsx": call(PAPER_XLSX, paper)})]


async def _facts(uow: UnitOfWork, reports: list[UnitReport], request: PaperRequest) -> ControlFacts:
    period = request.order.period
    words = _Words(
        request.moment.zone,
        await uow.registry.names(),
        {each.id: str(each.facts.level) for report in reports for each in report.indicators},
    )
    entregas = await uow.entregas.of_period(period)
    moves = await uow.entregas.all_moves(period)
    noted = await uow.entregas.all_observations(period)
    deadlines = await uow.calendar.deadlines()
    sent: dict[str, list[EntregaMove]] = defaultdict(list)
    for code, each in moves:
        if each.move is Move.SEND:
            sent[code].append(each)
    amounts = Counter(code for code, _ in noted)
    units = []
    for report in reports:
        code = report.unit.code
        entrega = entregas.get(code, Entrega(code, period))
        units.append(words.unit(report, entrega, sent[code], amounts[code], deadlines.for_unit(code)))
    return ControlFacts(
        period,
        tuple(units),
        tuple(words.observation(code, each) for code, each in noted),
        tuple(words.prorroga(each) for each in await uow.prorrogas.of_period(period)),
        tuple(words.move(code, each) for code, each in moves),
    )


@dataclass(frozen=True)
class _Words:
    """Turns stored facts into lines, with the time zone, the names of people and the levels of indicators."""

    zone: ZoneInfo
    names: Mapping[int, str]
    levels: Mapping[int, str]

    def unit(
        self, report: UnitReport, entrega: Entrega, sent: list[EntregaMove], noted: int, own: Deadlines
    ) -> UnitControl:
        return UnitControl(
            code=report.unit.code,
            name=report.unit.name,
            state=entrega.state,
            due_on=own.due_on(report.period),
            received_until=own.received_until(report.period),
            is_extended=own.is_extended(report.period),
            first_sent=self._local(sent[0].at) if sent else None,
            sent_by=who_of(sent[0].by, self.names) if sent else "",
            reported=len(report.reported),
            asked=len(report.asked),
            gaps=len(report.gaps),
            rounds=entrega.round,
            observations=noted,
        )

    def observation(self, code: str, noted: Observation) -> ObservationLine:
        return ObservationLine(
            code,
            noted.round,
            self.levels.get(noted.indicator_id, ""),
            noted.text,
            who_of(noted.by, self.names),
            self._day(noted.at),
            self._day(noted.solved_at) if noted.solved_at else None,
        )

    def prorroga(self, asked: Prorroga) -> ProrrogaLine:
        return ProrrogaLine(
            asked.unit_code,
            self.names.get(asked.asked_by, ""),
            self._day(asked.asked_at),
            asked.days,
            asked.reason,
            asked.oficio,
            asked.state,
            asked.until_on,
        )

    def move(self, code: str, made: EntregaMove) -> MoveLine:
        by = who_of(made.by, self.names)
        return MoveLine(code, self._local(made.at), made.round, made.move, by, made.reason or "")

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self.zone)

    def _day(self, at: datetime) -> date:
        return self._local(at).date()
