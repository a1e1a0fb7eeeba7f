"""Gather what an Informe Trimestral prints: facts, ejes and objetivos, who signs, and the acuse."""

from dataclasses import dataclass

from documents.filed.informe import ELABORO, VO_BO, Heading, InformeSheet, Signer, informe_sheet
from domain.access import Role
from domain.acuse_codes import printed_code
from domain.avances import Programme, Unit
from domain.entregas import Entrega
from domain.moments import Moment
from domain.periods import Period
from storage.imports import code_key
from storage.people import Person
from storage.report_headers import ReportHeaderRepository
from storage.uow import UnitOfWork

POSTS = {Role.ENLACE: "Enlace", Role.TITULAR: "Titular"}


@dataclass(frozen=True)
class Informe:
    """One report to file; the codes are those of its UR and its programme."""

    unit_code: str
    programme_code: str
    period: Period
    sheet: InformeSheet


class NoInforme(Exception):
    """There is no such report: no such UR, no programme in that year, or not the one that was named."""

    def __init__(self, unit: Unit | None, known: tuple[str, ...] = ()) -> None:
        super().__init__(unit, known)
        self.unit = unit
        self.known = known


async def make_informe(
    uow: UnitOfWork,
    unit_code: str,
    period: Period,
    moment: Moment,
    *,
    programme: str | None = None,
    signers: tuple[Signer, ...] = (),
) -> list[Informe]:
    """Return one report for each programme of a UR, or for the named one; raise NoInforme without any.

    `signers` are those that somebody named; where a label is not among them, who signs is who is registered.
    """
    reports = await uow.programmes.reports(period, [unit_code])
    if not reports:
        raise NoInforme(await uow.programmes.unit(unit_code))
    report = reports[0]
    chosen = [each for each in report.programmes if programme is None or _is_same(each, programme)]
    if not chosen:
        raise NoInforme(report.unit, tuple(each.code for each in report.programmes))
    entrega = await uow.entregas.get(unit_code, period)
    acuse = await _acuse(uow, entrega)
    signing = await _signers(uow, report.unit, entrega, signers)
    links = await ReportHeaderRepository(uow.session).of_unit(unit_code, period.year)
    found = []
    for each in chosen:
        to_plan = links[code_key(each.code)]
        heading = Heading(to_plan.ejes, to_plan.objetivos, signing, acuse)
        sheet = informe_sheet(report.unit, each, period, heading, moment.now)
        found.append(Informe(unit_code, each.code, period, sheet))
    return found


def _is_same(programme: Programme, code: str) -> bool:
    return code_key(programme.code) == code_key(code)


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
