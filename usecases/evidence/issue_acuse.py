"""Issue the acuse of an entrega: store the handed-in facts with their hash, and send it."""

import secrets

from domain.evidence.acuse_codes import CODE_BITS, code_of
from domain.evidence.acuse_messages import AcuseIssued
from domain.evidence.acuses import AcuseFacts, AcuseKind, AcuseStep, folio_of, hash_of, programmes_of
from domain.kit.access import Action
from domain.kit.entregas import Entrega, Move
from domain.kit.moments import Moment
from storage.acuses import StoredAcuse
from storage.entregas import EntregaMove
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.evidence.acuse_facts import digests, encode_facts
from usecases.kit.say import announce, answer

STEPS = {
    AcuseKind.SENT: frozenset({Move.SEND}),
    AcuseKind.ACCEPTED: frozenset({Move.SEND, Move.APPROVE, Move.ACCEPT, Move.ACCEPT_UNAPPROVED}),
}
"""The moves that each kind of acuse lists."""


async def issue_acuse(
    uow: UnitOfWork, entrega: Entrega, kind: AcuseKind, person: Person, moment: Moment
) -> StoredAcuse:
    """Store an acuse and queue it for the acting person, the enlaces and the titular.

    Call it after the move of the entrega was stored: the steps are read from there.
    """
    assert entrega.id is not None
    number = await uow.acuses.count(entrega.id) + 1
    folio = folio_of(entrega.unit_code, entrega.period, number)
    facts = encode_facts(await _facts(uow, entrega, kind, folio))
    issued = StoredAcuse(
        code=code_of(secrets.randbits(CODE_BITS)),
        folio=folio,
        entrega_id=entrega.id,
        kind=kind.value,
        round=entrega.round,
        issued_at=moment.now,
        facts=facts,
        sha256=hash_of(facts),
    )
    await uow.acuses.add(issued)
    await uow.audit.add(
        moment.now,
        f"person:{person.actor.person_id}",
        "acuse_issued",
        f"entrega:{entrega.unit_code}:{entrega.period}",
        after={"folio": folio, "kind": kind.value, "sha256": issued.sha256},
    )
    await _send(uow, issued, entrega.unit_code, person, moment)
    return issued


async def _facts(uow: UnitOfWork, entrega: Entrega, kind: AcuseKind, folio: str) -> AcuseFacts:
    [report] = await uow.programmes.reports(entrega.period, [entrega.unit_code])
    assert entrega.id is not None
    moves = [
        made
        for made in await uow.entregas.moves(entrega.id)
        if made.round == entrega.round and made.move in STEPS[kind]
    ]
    return AcuseFacts(
        folio=folio,
        kind=kind,
        round=entrega.round,
        unit_code=report.unit.code,
        unit_name=report.unit.name,
        period=entrega.period,
        steps=tuple([await _step(uow, made) for made in moves]),
        programmes=programmes_of(report, await digests(uow, report)),
        seal=await uow.audit.seal(),
    )


async def _step(uow: UnitOfWork, made: EntregaMove) -> AcuseStep:
    return AcuseStep(made.move, await _name(uow, made.by), made.at, made.reason)


async def _name(uow: UnitOfWork, by: str) -> str:
    """Return the name behind `person:17`; a person who was revoked meanwhile keeps the number."""
    kind, _, number = by.partition(":")
    found = await uow.people.by_id(int(number)) if kind == "person" else None
    return found.actor.name if found else by


async def _send(uow: UnitOfWork, issued: StoredAcuse, unit_code: str, person: Person, moment: Moment) -> None:
    said = AcuseIssued(issued.code)
    await answer(uow, person.chat_id, said, moment)
    for each in await uow.people.everybody():
        is_party = any(
            each.actor.may(action, unit_code) for action in (Action.SEND_ENTREGA, Action.ENDORSE_ENTREGA)
        )
        if is_party and each.actor.person_id != person.actor.person_id:
            key = f"acuse:{issued.code}:{each.actor.person_id}"
            await announce(uow, each.chat_id, said, moment, key=key, person_id=each.actor.person_id)
