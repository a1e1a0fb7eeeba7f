"""Tell whether an acuse is genuine, and whether the report still says the same."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain.evidence.acuse_codes import read_code
from domain.evidence.acuse_messages import AcuseChecked, AcuseUnknown
from domain.evidence.acuses import AcuseFacts, AcuseKind, changed_levels, hash_of, programmes_of
from domain.kit.access import Action
from domain.kit.moments import Moment
from domain.kit.said import Said
from storage.acuses import StoredAcuse
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.evidence.acuse_facts import decode_facts, digests, encode_facts


async def verify_acuse(uow: UnitOfWork, person: Person, typed: str, moment: Moment) -> Said:
    """Answer /verificar; the changes are shown only to people who may see that UR."""
    code = read_code(typed)
    stored = await uow.acuses.get(code) if code else None
    if stored is None:
        return AcuseUnknown(typed, is_possible=code is not None)
    facts = decode_facts(stored.facts)
    changed = await _changed(uow, stored)
    may_see = person.actor.may(Action.SEE_STATUS, facts.unit_code)
    files = _files(facts, may_see=may_see)
    known = await uow.file_checks.are_faulty({sha256 for sha256, _ in files})
    return AcuseChecked(
        folio=stored.folio,
        kind=AcuseKind(stored.kind),
        unit_code=facts.unit_code,
        unit_name=facts.unit_name,
        period=facts.period,
        issued_at=stored.issued_at.astimezone(moment.zone),
        is_genuine=hash_of(stored.facts) == stored.sha256,
        is_unchanged=not changed,
        changed=changed if may_see else (),
        files=files,
        damaged=tuple(each for each in files if each[0] in known),
    )


def _files(facts: AcuseFacts, *, may_see: bool) -> tuple[tuple[str, str], ...]:
    """Pair the files with the level that they prove, if the reader may see it."""
    found = {
        (proof.file_sha256, each.level if may_see else "")
        for programme in facts.programmes
        for each in programme.indicators
        for proof in each.evidence
        if proof.file_sha256
    }
    return tuple(sorted(found))


async def _changed(uow: UnitOfWork, stored: StoredAcuse) -> tuple[str, ...]:
    return changed_levels(stored.facts, await _now(uow, stored))


async def _now(uow: UnitOfWork, stored: StoredAcuse) -> Mapping[str, Any]:
    """Return the facts that an acuse of today would state."""
    facts = decode_facts(stored.facts)
    reports = await uow.programmes.reports(facts.period, [facts.unit_code])
    found = [programmes_of(report, await digests(uow, report)) for report in reports]
    programmes = tuple(each for own in found for each in own)
    return encode_facts(replace(facts, programmes=programmes))
