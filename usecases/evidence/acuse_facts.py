"""The facts of an acuse as JSON and back; the hash is always that of the JSON."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from domain.evidence.acuse_messages import AcuseText
from domain.evidence.acuses import AcuseFacts
from domain.kit.avances import UnitReport
from domain.kit.moments import Moment
from storage.uow import UnitOfWork

FACTS = TypeAdapter(AcuseFacts)


def encode_facts(facts: AcuseFacts) -> dict[str, Any]:
    encoded: dict[str, Any] = FACTS.dump_python(facts, mode="json")
    return encoded


def decode_facts(stored: Mapping[str, Any]) -> AcuseFacts:
    return FACTS.validate_python(dict(stored))


async def digests(uow: UnitOfWork, report: UnitReport) -> dict[int, str]:
    """Return the hash of each narrative of a report, by indicator."""
    asking = [each.id for each in report.indicators if report.period.quarter in each.narrated]
    return await uow.narratives.digests(asking, report.period.quarter) if asking else {}


async def acuse_text(uow: UnitOfWork, code: str, moment: Moment) -> AcuseText | None:
    """Return an acuse as it was issued, ready for printing, with its instants in local time."""
    stored = await uow.acuses.get(code)
    if stored is None:
        return None
    facts = decode_facts(stored.facts)
    local = tuple(replace(step, at=step.at.astimezone(moment.zone)) for step in facts.steps)
    return AcuseText(
        code=code,
        sha256=stored.sha256,
        issued_at=stored.issued_at.astimezone(moment.zone),
        facts=replace(facts, steps=local),
        bot_name=await uow.meta.get("bot_username"),
    )
