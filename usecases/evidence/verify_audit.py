"""Compare the reported values with the last audit entry about each."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from domain.evidence.audit_subjects import read_subject
from domain.kit.periods import Period
from storage.avances import ReportedValue
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class UnauditedValue:
    """A reported value that differs from its last audit entry; None is no value, or no report at all."""

    unit_code: str
    period: Period
    level: str
    reported: Decimal | None
    audited: Decimal | None


async def unaudited_values(uow: UnitOfWork) -> list[UnauditedValue]:
    """Return the differences, in the order of URs, quarters and indicators."""
    reported = await uow.avances.reported()
    owners = {each.indicator_id: each for each in reported}
    values = {(each.indicator_id, each.quarter): each for each in reported}
    found = []
    for text, word in (await uow.audit.last_words()).items():
        subject = read_subject(text)
        owner = owners.get(subject.indicator_id or 0)
        if owner is None or subject.period is None or "value" not in word:
            continue
        audited = _number(word["value"])
        now = values.get((owner.indicator_id, subject.period.quarter))
        if _differs(now, word, audited):
            value = now.value if now else None
            found.append(UnauditedValue(owner.unit_code, subject.period, owner.level, value, audited))
    return sorted(found, key=lambda each: (each.unit_code, str(each.period), each.level))


def _differs(now: ReportedValue | None, word: Mapping[str, object], audited: Decimal | None) -> bool:
    if now is None:
        return "version" in word  # the entry is about a report that was stored
    return now.value != audited or word.get("state") not in (None, now.state)


def _number(value: object) -> Decimal | None:
    try:
        return None if value is None else Decimal(str(value))
    except InvalidOperation:
        return None
