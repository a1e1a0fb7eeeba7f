"""Gather what an Informe Trimestral prints: facts, ejes and objetivos, who signs, and the acuse."""

from dataclasses import dataclass
from functools import partial

from documents.filed.informe import ELABORO, VO_BO, Heading, InformeSheet, Signer, informe_sheet
from documents.filed.informe_docx import informe_docx
from documents.filed.informe_pdf import informe_pdf
from documents.filed.informe_xlsx import informe_xlsx
from domain.access import Role
from domain.acuse_codes import printed_code
from domain.avances import Programme, Unit, UnitReport
from domain.entregas import Entrega
from domain.moments import Moment
from domain.papers import PaperKind, PaperOrder
from domain.periods import Period
from storage.imports import code_key
from storage.people import Person
from storage.report_headers import ReportHeaderRepository
from storage.uow import UnitOfWork
from usecases.papers import Gathered, NothingToFile, PaperRequest, stem_of

NoInforme = NothingToFile
POSTS = {Role.ENLACE: "Enlace", Role.TITULAR: "Titular"}


@dataclass(frozen=True)
class Informe:
    """One report to file; the codes are those of its UR and its programme."""

    unit_code: str
    programme_code: str
    period: Period
    sheet: InformeSheet


async def gather_informe(uow: UnitOfWork, request: PaperRequest) -> list[Gathered]:
    """Return one report for each programme of the UR, or of every UR that has programmes in that year."""
    order = request.order
    if order.unit_code:
        made = await _of_unit(uow, order.unit_code, request)
    else:
        reports = await uow.programmes.reports(order.period)
        made = [informe for each in reports for informe in await _of_report(uow, each, request)]
    if not made:
        raise NothingToFile(None)
    return [_gathered(each) for each in made]


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

    `signers` are those that somebody named; where a label is not among them, who signs is who is registered.
    """
    order = PaperOrder(PaperKind.INFORME, period, unit_code, programme or "")
    return await _of_unit(uow, unit_code, PaperRequest(order, moment, signers=signers))


async def _of_unit(uow: UnitOfWork, unit_code: str, request: PaperRequest) -> list[Informe]:
    reports = await uow.programmes.reports(request.order.period, [unit_code])
    if not reports:
        raise NothingToFile(await uow.programmes.unit(unit_code))
    made = await _of_report(uow, reports[0], request)
    if not made:
        raise NothingToFile(reports[0].unit, tuple(each.code for each in reports[0].programmes))
    return made


async def _of_report(uow: UnitOfWork, report: UnitReport, request: PaperRequest) -> list[Informe]:
    code, period = report.unit.code, report.period
    wanted = request.order.programme
    chosen = [each for each in report.programmes if not wanted or _is_same(each, wanted)]
    if not chosen:
        return []
    entrega = await uow.entregas.get(code, period)
    acuse = await _acuse(uow, entrega)
    signing = await _signers(uow, report.unit, entrega, request.signers)
    links = await ReportHeaderRepository(uow.session).of_unit(code, period.year)
    found = []
    for each in chosen:
        to_plan = links[code_key(each.code)]
        heading = Heading(to_plan.ejes, to_plan.objetivos, signing, acuse, request.letterhead)
        sheet = informe_sheet(report.unit, each, period, heading, request.moment.now)
        found.append(Informe(code, each.code, period, sheet))
    return found


def _is_same(programme: Programme, code: str) -> bool:
    return code_key(programme.code) == code_key(code)


def _gathered(informe: Informe) -> Gathered:
    sheet = informe.sheet
    return Gathered(
        stem_of(PaperKind.INFORME, informe.period, informe.unit_code, f"PP{informe.programme_code}"),
        {
            "pdf": partial(informe_pdf, sheet),
            "xlsx": partial(informe_xlsx, sheet),
            "docx": partial(informe_docx, sheet),
        },
    )


async def _acuse(uow: UnitOfWork, entrega: Entrega) -> str:
    issued = await uow.acuses.latest(entrega.id) if entrega.id is not None else None
    return f"{issued.folio} · {printed_code(issued.code)}" if issued else ""


async def _signers(
    uow: UnitOfWork, unit: Unit, entrega: Entrega, named: tuple[Signer, ...]
) -> tuple[Signer, ...]:
    """Elaboró is who sent it, else the only enlace; Vo. Bo. is the only titular. Nobody is guessed."""
    people = await uow.people.everybody()
    by_label = {signer.label: signer for signer in named}
    sent = [each for each in people if each.actor.person_id == entrega.sent_by]
    enlaces = sent or _holding(people, Role.ENLACE, unit)
    titulares = _holding(people, Role.TITULAR, unit)
    return (
        by_label.get(ELABORO) or _signer(ELABORO, enlaces, POSTS[Role.ENLACE], unit),
        by_label.get(VO_BO) or _signer(VO_BO, titulares, POSTS[Role.TITULAR], unit),
    )


def _holding(people: list[Person], role: Role, unit: Unit) -> list[Person]:
    """Return who holds a role of the UR, without those who stand in for others."""
    return [
        each
        for each in people
        if any(
            grant.role is role and grant.unit_code == unit.code and not grant.is_suplente
            for grant in each.actor.grants
        )
    ]


def _signer(label: str, people: list[Person], post: str, unit: Unit) -> Signer:
    if len(people) != 1:
        return Signer(label)
    return Signer(label, people[0].actor.name, f"{post} · {unit.name}")
