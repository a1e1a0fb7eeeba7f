"""Gather the accumulated results to a quarter: seguimiento, consolidated report, results session."""

from documents.filed.consolidado import HandedIn, consolidado, oficio
from documents.filed.seguimiento import Ejes, seguimiento
from documents.filed.sesion import sesion
from domain.papers.kinds import PaperKind, stem_of
from domain.status.results import results_of
from storage.report_headers import ReportHeaderRepository
from storage.uow import UnitOfWork
from usecases.kit.makers import PAPER_PDF, PAPER_XLSX
from usecases.papers.paper_requests import Gathered, PaperRequest, ordered_reports
from workers.calls import call

OFICIO_DOCX = "documents.filed.oficio_docx:oficio_docx"
SESION_PDF = "documents.filed.sesion_pdf:sesion_pdf"


async def gather_seguimiento(uow: UnitOfWork, request: PaperRequest) -> list[Gathered]:
    order = request.order
    results = results_of(await ordered_reports(uow, order))
    paper = seguimiento(
        results,
        await ejes_of(uow, order.period.year),
        order.period,
        request.made_at,
        request.letterhead,
    )
    return [
        Gathered(
            stem_of(PaperKind.SEGUIMIENTO, order.period, unit=order.unit_code, programme=order.programme),
            {"pdf": call(PAPER_PDF, paper), "xlsx": call(PAPER_XLSX, paper)},
        )
    ]


async def gather_consolidado(uow: UnitOfWork, request: PaperRequest) -> list[Gathered]:
    """Return the report of every UR; in Word it is the draft of its oficio."""
    period, moment = request.order.period, request.moment
    results = results_of(await ordered_reports(uow, request.order))
    handed = {
        code: HandedIn(each.state, each.sent_at.astimezone(moment.zone).date() if each.sent_at else None)
        for code, each in (await uow.entregas.of_period(period)).items()
    }
    now = request.made_at
    paper = consolidado(results, handed, period, now, request.letterhead)
    letter = oficio(results, period, now, request.letterhead)
    return [
        Gathered(
            stem_of(PaperKind.CONSOLIDADO, period),
            {
                "pdf": call(PAPER_PDF, paper),
                "xlsx": call(PAPER_XLSX, paper),
                "docx": call(OFICIO_DOCX, letter, f"Oficio: {paper.subject}", now, request.letterhead),
            },
        )
    ]


async def gather_sesion(uow: UnitOfWork, request: PaperRequest) -> list[Gathered]:
    order = request.order
    results = results_of(await ordered_reports(uow, order))
    deck = sesion(results, order.period, request.made_at, request.letterhead)
    stem = stem_of(PaperKind.SESION, order.period, unit=order.unit_code, programme=order.programme)
    return [Gathered(stem, {"pdf": call(SESION_PDF, deck)})]


async def ejes_of(uow: UnitOfWork, year: int) -> Ejes:
    links = await ReportHeaderRepository(uow.session).of_year(year)
    return {key: each.ejes for key, each in links.items()}
