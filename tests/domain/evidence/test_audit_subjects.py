"""What the subjects of the audit trail lead to."""

import pytest

from domain.evidence.audit_subjects import Subject, read_subject
from domain.kit.periods import Period
from tests.facts import T2, T3

OWNERS = {7: "402", 402: "504"}


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("avance:7:3T2025", Subject("avance", 7, None, T3)),
        ("avance:402:3T2025", Subject("avance", 402, None, T3)),
        ("goals:7:2025", Subject("goals", 7, None, None, 2025)),
        ("entrega:402:3T2025", Subject("entrega", None, "402", T3)),
        ("prorroga:402:3T2025:5", Subject("prorroga", None, "402", T3)),
        ("unit:402", Subject("unit", None, "402")),
        ("unit:DIF-MUN.0042", Subject("unit", None, "DIF-MUN.0042")),
        ("entrega:A.4-02:3T2025", Subject("entrega", None, "A.4-02", T3)),
        ("invitation:enlace:DIF", Subject("invitation", None, "DIF")),
        ("unit:1234567890123", Subject("unit")),
        ("programme:402:08:2025", Subject("programme", None, "402", None, 2025)),
        ("invitation:enlace:402", Subject("invitation", None, "402")),
        ("invitation:implan:", Subject("invitation")),
        ("person:402", Subject("person")),
        ("period:3T2025", Subject("period", None, None, T3)),
        ("dates:402:3T2025", Subject("dates", None, "402", T3)),
        ("inhabil:2025-09-30", Subject("inhabil")),
        ("ladder:enlace:quarterly:101", Subject("ladder")),
        ("avance:x:3T2025", Subject("avance", None, None, T3)),
        ("whatever", Subject("whatever")),
        ("", Subject("")),
    ],
)
def test_a_subject_is_taken_apart(text: str, subject: Subject) -> None:
    assert read_subject(text) == subject


@pytest.mark.parametrize(
    ("text", "unit", "period", "belongs"),
    [
        ("avance:7:3T2025", "402", T3, True),
        ("avance:7:3T2025", "402", None, True),
        ("avance:7:3T2025", "402", T2, False),
        ("avance:7:3T2025", "504", T3, False),
        ("avance:402:3T2025", "402", T3, False),
        ("avance:402:3T2025", "504", T3, True),
        ("avance:9:3T2025", "402", T3, False),
        ("goals:7:2025", "402", T3, True),
        ("goals:7:2025", "402", Period(2024, 3), False),
        ("unit:402", "402", T3, True),
        ("person:402", "402", None, False),
        ("period:3T2025", "402", T3, True),
        ("period:3T2025", "402", T2, False),
    ],
)
def test_a_subject_belongs_to_one_unit(text: str, unit: str, period: Period | None, belongs: bool) -> None:
    assert read_subject(text).is_of(unit, period, OWNERS) is belongs
