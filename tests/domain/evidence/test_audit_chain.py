"""The chain of the audit trail: every change, removal or insertion is detected."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.evidence.audit_chain import AuditRecord, Break, ChainCheck, ChainedEntry, hash_of, walk

NOON = datetime(2025, 9, 25, 18, tzinfo=UTC)
A_DEED = AuditRecord(NOON, "person:1", "avance_saved", "avance:7:3T2025", None, {"value": "25"}, None)

texts = st.text(max_size=6)
values = st.none() | st.dictionaries(texts, texts | st.integers() | st.none() | st.lists(texts, max_size=2))
deeds = st.builds(
    AuditRecord,
    st.datetimes(datetime(2025, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    texts,
    texts,
    texts,
    values,
    values,
    st.none() | texts,
)


def chained(*deeds: AuditRecord, older: int = 0) -> list[ChainedEntry]:
    """Return an intact chain, after some entries without hash."""
    links = [ChainedEntry(number, A_DEED, None, None) for number in range(1, older + 1)]
    last = None
    for number, deed in enumerate(deeds, start=older + 1):
        links.append(ChainedEntry(number, deed, last, hash_of(deed, last)))
        last = links[-1].hash
    return links


def numbered(amount: int) -> list[AuditRecord]:
    return [replace(A_DEED, subject=f"avance:{number}:3T2025") for number in range(amount)]


def test_an_empty_trail_is_whole() -> None:
    assert walk([]) == ChainCheck()


def test_entries_older_than_the_chain_are_counted_and_believed() -> None:
    links = chained(*numbered(3), older=2)

    assert walk(links) == ChainCheck(unchained=2, chained=3, last_hash=links[-1].hash)


def test_a_walk_can_go_on_where_another_ended() -> None:
    links = chained(*numbered(4), older=1)

    assert walk(links[3:], walk(links[:3])) == walk(links)


@given(st.lists(deeds, max_size=5))
def test_a_chain_is_whole_whatever_it_tells(told: list[AuditRecord]) -> None:
    assert walk(chained(*told)).problem is None


def test_a_moment_is_the_same_in_every_zone() -> None:
    there = replace(A_DEED, at=NOON.astimezone(timezone(timedelta(hours=-6))))

    assert hash_of(there, "x") == hash_of(A_DEED, "x")


def test_values_are_the_same_once_they_were_stored() -> None:
    said, stored = replace(A_DEED, after={"a": ("1",), "b": 2}), replace(A_DEED, after={"b": 2, "a": ["1"]})

    assert hash_of(said, None) == hash_of(stored, None)


CHANGES: dict[str, Any] = {
    "at": NOON + timedelta(microseconds=1),
    "actor": "person:2",
    "action": "avance_imported",
    "subject": "avance:8:3T2025",
    "before": {"value": "20"},
    "after": {"value": "26"},
    "reason": "porque sí",
}


@pytest.mark.parametrize("field", CHANGES)
def test_a_changed_entry_shows(field: str) -> None:
    links = chained(*numbered(3))
    links[1] = replace(links[1], deed=replace(links[1].deed, **{field: CHANGES[field]}))

    verdict = walk(links)

    assert (verdict.chained, verdict.broken_at, verdict.problem) == (1, 2, Break.CHANGED)


def test_an_entry_changed_with_its_hash_shows_at_the_next_one() -> None:
    links = chained(*numbered(3))
    changed = replace(links[1].deed, reason="otra")
    links[1] = ChainedEntry(2, changed, links[1].previous_hash, hash_of(changed, links[1].previous_hash))

    assert walk(links) == ChainCheck(0, 2, links[1].hash, broken_at=3, problem=Break.CUT)


@pytest.mark.parametrize("gone", [0, 1], ids=["first", "middle"])
def test_a_removed_entry_shows(gone: int) -> None:
    links = chained(*numbered(3))
    del links[gone]

    verdict = walk(links)

    assert (verdict.broken_at, verdict.problem) == (gone + 2, Break.CUT)


def test_entries_that_change_places_show() -> None:
    first, second = chained(*numbered(2))

    assert walk([second, first]).problem is Break.CUT


def test_an_entry_without_a_hash_among_others_shows() -> None:
    links = chained(*numbered(2))
    links.append(ChainedEntry(3, A_DEED, None, None))

    assert walk(links).problem is Break.UNCHAINED


def test_taking_the_hashes_from_the_first_entries_shows() -> None:
    links = chained(*numbered(3))
    links[0] = replace(links[0], previous_hash=None, hash=None)

    verdict = walk(links)

    assert (verdict.unchained, verdict.broken_at, verdict.problem) == (1, 2, Break.CUT)
