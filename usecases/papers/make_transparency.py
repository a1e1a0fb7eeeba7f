"""Gather the facts of the transparency formats: every indicator of the year, under the law of that day."""

from collections.abc import Mapping

from documents.filed.transparency import PublishedLinks, TransparencySheet, law_on, rows_of
from domain.kit.avances import code_key
from domain.kit.indicators import Quarters
from domain.kit.reports import CodedName
from domain.papers.kinds import PaperKind, stem_of
from storage.report_headers import ReportHeaderRepository
from storage.uow import UnitOfWork
from usecases.papers.paper_requests import Gathered, PaperRequest, ordered_reports
from workers.calls import call

TRANSPARENCY_XLSX = "documents.filed.transparency_xlsx:transparency_xlsx"


async def gather_transparency(uow: UnitOfWork, request: PaperRequest) -> list[Gathered]:
    """Return one workbook, of one UR or of all, by the law in force at the end of the quarter."""
    order, period = request.order, request.order.period
    reports = await ordered_reports(uow, order)
    links = await ReportHeaderRepository(uow.session).of_year(period.year)
    first: Mapping[int, Quarters] = await uow.registry.first_goals(period.year)
    made_on = request.moment.today
    rows = tuple(
        row
        for report in reports
        for programme in report.programmes
        for row in rows_of(
            report,
            programme,
            PublishedLinks(_words(links[report.unit.code, code_key(programme.code)].objetivos), first),
            made_on,
        )
    )
    sheet = TransparencySheet(law_on(period.last_day), period, rows, made_on)
    stem = stem_of(PaperKind.TRANSPARENCIA, period, unit=order.unit_code)
    return [Gathered(stem, {"xlsx": call(TRANSPARENCY_XLSX, sheet)})]


def _words(objetivos: tuple[CodedName, ...]) -> str:
    """Join objetivos; one that ends like a sentence needs no other sign."""
    told = (each.raw or f"{each.code} {each.name}".strip() for each in objetivos)
    return "; ".join(told).replace(".; ", ". ")
