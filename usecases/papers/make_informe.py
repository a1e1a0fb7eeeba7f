"""Gather the contents of an Informe Trimestral, one for each programme of a UR."""

from dataclasses import dataclass

from documents.filed.printed import InformeSheet, Signer, informe_sheet
from domain.kit.avances import UnitReport
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.papers.kinds import PaperKind, PaperOrder, stem_of
from storage.uow import UnitOfWork
from usecases.kit.makers import INFORME_PDF, INFORME_XLSX
from usecases.papers.paper_headings import headings_of
from usecases.papers.paper_requests import Gathered, PaperRequest, ordered_reports
from workers.calls import call

INFORME_DOCX = "documents.filed.informe.word:informe_docx"


@dataclass(frozen=True)
class Informe:
    """One report to file; the codes are those of its UR and its programme."""

    unit_code: str
    programme_code: str
    period: Period
    sheet: InformeSheet


async def gather_informe(uow: UnitOfWork, request: PaperRequest) -> list[Gathered]:
    """Return one report for each programme of the UR, or of every UR that has programmes in that year."""
    reports = await ordered_reports(uow, request.order)
    return [_gathered(made) for report in reports for made in await informes_of(uow, report, request)]


async def make_informe(
    uow: UnitOfWork,
    unit_code: str,
    period: Period,
    moment: Moment,
    *,
    programme: str | None = None,
    signers: tuple[Signer, ...] = (),
) -> list[Informe]:
    """Return one report for each programme of a UR, or for the named one; raise NothingToFile without any.

    `signers` are those that were named; for any other label, the registered people sign.
    """
    order = PaperOrder(PaperKind.INFORME, period, unit_code, programme or "")
    request = PaperRequest(order, moment, signers=signers)
    reports = await ordered_reports(uow, order)
    return [made for report in reports for made in await informes_of(uow, report, request)]


async def informes_of(uow: UnitOfWork, report: UnitReport, request: PaperRequest) -> list[Informe]:
    headings = await headings_of(uow, report, request)
    return [
        Informe(
            report.unit.code,
            each.code,
            report.period,
            informe_sheet(report.unit, each, report.period, headings[each.key], request.made_at),
        )
        for each in report.programmes
    ]


def _gathered(informe: Informe) -> Gathered:
    sheet = informe.sheet
    return Gathered(
        stem_of(
            PaperKind.INFORME, informe.period, unit=informe.unit_code, programme=f"PP{informe.programme_code}"
        ),
        {
            "pdf": call(INFORME_PDF, sheet),
            "xlsx": call(INFORME_XLSX, sheet),
            "docx": call(INFORME_DOCX, sheet),
        },
    )
