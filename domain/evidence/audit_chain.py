"""The chain of the audit trail: each entry's hash covers the entry and the hash before it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

Values = Mapping[str, Any]


@dataclass(frozen=True)
class AuditRecord:
    """Who (`actor`) did what (`action`) to which thing (`subject`), when, from what to what, and why."""

    at: datetime
    actor: str
    action: str
    subject: str
    before: Values | None = None
    after: Values | None = None
    reason: str | None = None


@dataclass(frozen=True)
class ChainedEntry:
    """A stored entry with its place in the chain; entries older than the chain have no hashes."""

    id: int
    deed: AuditRecord
    previous_hash: str | None
    hash: str | None


class Break(StrEnum):
    """How the first broken entry breaks the chain."""

    CHANGED = "changed"
    """The entry does not have the hash it was written with."""
    CUT = "cut"
    """The entry does not follow the one before it: an entry between them was removed or added."""
    UNCHAINED = "unchained"
    """The entry has no hash although an earlier one does."""
    SHORT = "short"
    """There are fewer entries than were counted: the last ones, or all, are gone."""
    UNCOUNTED = "uncounted"
    """There are more entries than were counted."""
    UNSEALED = "unsealed"
    """Entries that had a hash have none now."""
    REWRITTEN = "rewritten"
    """The last entry does not have the hash that was kept outside the trail."""


@dataclass(frozen=True)
class ChainCheck:
    """The result of a check; `broken_at` is the id of the first entry that breaks the chain."""

    unchained: int = 0
    chained: int = 0
    last_hash: str | None = None
    broken_at: int | None = None
    problem: Break | None = None
    counted: int | None = None
    """The expected number of entries, if it differs."""

    @property
    def length(self) -> int:
        return self.unchained + self.chained


@dataclass(frozen=True)
class ChainHead:
    """The facts of the trail that are kept outside it: its length, its entries without hash, its end."""

    length: int
    unchained: int = 0
    hash: str | None = None


@dataclass(frozen=True)
class Seal:
    """The state of the trail that a document prints: the number and the hash of its last entry."""

    number: int
    hash: str


def hash_of(deed: AuditRecord, previous_hash: str | None) -> str:
    """Return SHA-256 over the canonical JSON of an entry and of the hash before it."""
    said = {
        "previous": previous_hash or "",
        "at": deed.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": deed.actor,
        "action": deed.action,
        "subject": deed.subject,
        "before": _plain(deed.before),
        "after": _plain(deed.after),
        "reason": deed.reason,
    }
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def walk(links: Iterable[ChainedEntry], so_far: ChainCheck | None = None) -> ChainCheck:
    """Check the chain from its beginning, or on from an earlier result, up to the first break."""
    verdict = so_far or ChainCheck()
    for link in links:
        if verdict.problem is not None:
            break
        verdict = _step(verdict, link)
    return verdict


def held_against(verdict: ChainCheck, head: ChainHead) -> ChainCheck:
    """Compare a chain without breaks with the head that is kept outside it."""
    problem = None if verdict.problem else _difference(verdict, head)
    return verdict if problem is None else replace(verdict, problem=problem, counted=head.length)


def _difference(verdict: ChainCheck, head: ChainHead) -> Break | None:
    if verdict.length != head.length:
        return Break.SHORT if verdict.length < head.length else Break.UNCOUNTED
    if verdict.unchained != head.unchained:
        return Break.UNSEALED
    return None if verdict.last_hash == head.hash else Break.REWRITTEN


def _step(verdict: ChainCheck, link: ChainedEntry) -> ChainCheck:
    known = (verdict.unchained, verdict.chained, verdict.last_hash)
    if link.hash is None and verdict.chained == 0:
        return ChainCheck(verdict.unchained + 1)
    problem = _problem(link, verdict.last_hash)
    if problem is not None:
        return ChainCheck(*known, broken_at=link.id, problem=problem)
    return ChainCheck(verdict.unchained, verdict.chained + 1, link.hash)


def _problem(link: ChainedEntry, last_hash: str | None) -> Break | None:
    if link.hash is None:
        return Break.UNCHAINED
    if link.previous_hash != last_hash:
        return Break.CUT
    return None if link.hash == hash_of(link.deed, link.previous_hash) else Break.CHANGED


def _plain(values: Values | None) -> Any:
    """Return the values as they come back from the database: tuples as lists, every key as text."""
    return None if values is None else json.loads(json.dumps(values))
