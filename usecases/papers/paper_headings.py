"""The text above and below the table of a report: ejes and objetivos, signers, and the acuse."""

from collections.abc import Mapping

from documents.filed.printed import ELABORO, VO_BO, InformeHeading, Signer
from domain.evidence.acuse_codes import printed_code
from domain.kit.access import Role
from domain.kit.avances import Unit, UnitReport
from domain.kit.entregas import Entrega
from storage.people import Person
from storage.report_headers import ReportHeaderRepository
from storage.uow import UnitOfWork
from usecases.papers.paper_requests import PaperRequest

POSTS = {Role.ENLACE: "Enlace", Role.TITULAR: "Titular"}


async def headings_of(
    uow: UnitOfWork, report: UnitReport, request: PaperRequest
) -> Mapping[str, InformeHeading]:
    """Return the heading of each programme of a UR, by its code without leading zeros.

    The signers of the request take precedence over the registered people.
    """
    code, period = report.unit.code, report.period
    entrega = await uow.entregas.get(code, period)
    acuse = await _acuse(uow, entrega)
    signing = await _signers(uow, report.unit, entrega, request.signers)
    links = await ReportHeaderRepository(uow.session).of_unit(code, period.year)
    return {
        key: InformeHeading(each.ejes, each.objetivos, signing, acuse, request.letterhead, request.has_lights)
        for key, each in links.items()
    }


async def _acuse(uow: UnitOfWork, entrega: Entrega) -> str:
    issued = await uow.acuses.latest(entrega.id) if entrega.id is not None else None
    return f"{issued.folio} · {printed_code(issued.code)}" if issued else ""


async def _signers(
    uow: UnitOfWork, unit: Unit, entrega: Entrega, named: tuple[Signer, ...]
) -> tuple[Signer, ...]:
    """Elaboró is the sender, else the only enlace; Vo. Bo. is the only titular. Nobody is guessed."""
    people = await uow.people.of_units([unit.code])
    by_label = {signer.label: signer for signer in named}
    sent = await uow.people.by_id(entrega.sent_by) if entrega.sent_by is not None else None
    enlaces = [sent] if sent is not None else _holding(people, Role.ENLACE, unit)
    titulares = _holding(people, Role.TITULAR, unit)
    return (
        by_label.get(ELABORO) or _signer(ELABORO, enlaces, POSTS[Role.ENLACE], unit),
        by_label.get(VO_BO) or _signer(VO_BO, titulares, POSTS[Role.TITULAR], unit),
    )


def _holding(people: list[Person], role: Role, unit: Unit) -> list[Person]:
    """Return who has a role for the UR, without suplentes."""
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
