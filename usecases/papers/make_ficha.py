"""Gather the narrative sheets of a UR: one document for each programme, one sheet for each indicator."""

from documents.filed.ficha import ficha
from domain.papers.kinds import PaperKind, stem_of
from storage.uow import UnitOfWork
from usecases.papers.paper_headings import headings_of
from usecases.papers.paper_requests import Gathered, PaperRequest, ordered_reports
from workers.calls import call

FICHA_DOCX = "documents.filed.ficha_docx:ficha_docx"
FICHA_PDF = "documents.filed.ficha_pdf:ficha_pdf"


async def gather_ficha(uow: UnitOfWork, request: PaperRequest) -> list[Gathered]:
    period, made = request.order.period, []
    for report in await ordered_reports(uow, request.order):
        headings = await headings_of(uow, report, request)
        narrated = [each.id for each in report.indicators if period.quarter in each.narrated]
        written = await uow.narratives.of_quarter(narrated, period.quarter)
        for each in report.programmes:
            sheet = ficha(report, each, headings[each.key], written, request.made_at)
            stem = stem_of(PaperKind.FICHA, period, unit=report.unit.code, programme=f"PP{each.code}")
            formats = {"pdf": call(FICHA_PDF, sheet), "docx": call(FICHA_DOCX, sheet)}
            made.append(Gathered(stem, formats))
    return made
