"""Checks after each day of faults: compares the database, the files and the phones."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from bench.year.days import Day
from bench.year.people import REASONS, VALUE
from bench.year.town import Town
from domain.delivery.outcomes import InboxState, OutboxRow, OutboxState
from domain.kit.avances import AvanceState
from domain.kit.said import Nature
from sandbox.updates import FIRST_UPDATE_ID
from storage.files import FileStore
from storage.restored import WHY
from tests.chaos.accounts import REMINDER
from tests.chaos.enlaces import CAUSE
from tests.chaos.readers import IRIS
from tests.facts import OAXACA
from usecases.switchboard.messages import NATURES, POLICIES

MOST_DOUBTS = POLICIES.of("reminder").ambiguous_retries + 1
"""Sends of a notice that may be in doubt before it stays so."""


@dataclass
class Checks:
    """The errors found, in words; `days` counts the days, `faults` the injected faults."""

    days: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    named_in: dict[str, float] = field(default_factory=dict)
    """The longest time in seconds until each fault was named."""
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)
    asked_again: list[str] = field(default_factory=list)
    """Answers not saved, of which the person was told in the chat: no loss, but more work."""

    @property
    def wrong(self) -> list[str]:
        kinds = {
            "lost": self.lost,
            "doubled": self.doubled,
            "misplaced": self.misplaced,
            "unnamed": self.unnamed,
        }
        return [f"{kind}: {each}" for kind, every in kinds.items() for each in every]

    @property
    def is_clean(self) -> bool:
        return not self.wrong

    async def run(self, town: Town, day: Day) -> None:
        """Run all checks at the end of a day; report each error once."""
        self.days += 1
        rows = await town.city.rows()
        lost = [*await _updates_lost(town), *_notices_lost(rows), *_reminders_lost(town, day, rows)]
        typed_lost, misplaced, asked = await _reports(town, day)
        _add(self.lost, [*lost, *typed_lost])
        _add(self.misplaced, misplaced)
        _add(self.asked_again, asked)
        _add(self.doubled, [*await _copies(town, rows), *_reminders_doubled(town, rows)])


def _add(known: list[str], found: list[str]) -> None:
    """Report each error once: its first line identifies it, the others give details."""
    told = {each.partition("\n")[0] for each in known}
    known += [each for each in found if each.partition("\n")[0] not in told]


async def _updates_lost(town: Town) -> list[str]:
    """Every update that Telegram brought is there once, and done."""
    city = town.city
    expected = set(range(FIRST_UPDATE_ID, FIRST_UPDATE_ID + city.deeds()))
    missing = sorted(expected - set(await city.update_ids()))
    undone = {state: count for state, count in (await city.inbox()).items() if state is not InboxState.DONE}
    lost = [f"update {each} never arrived" for each in missing]
    return [*lost, *(f"{count} updates are {state.value}" for state, count in undone.items())]


def _notices_lost(rows: list[OutboxRow]) -> list[str]:
    """Check that every message is sent, or in doubt after as many cut sends as its kind allows."""
    lost = []
    for row in rows:
        is_doubt = row.state is OutboxState.UNKNOWN and row.ambiguous > 0
        if row.state is OutboxState.UNKNOWN and row.error == WHY:
            continue  # a restored copy does not know it
        if NATURES.get(row.kind) is Nature.NOTICE and is_doubt:
            is_doubt = row.ambiguous >= POLICIES.of(row.kind).ambiguous_retries + 1
        if not is_doubt and row.state not in (OutboxState.SENT, OutboxState.CANCELLED):
            lost.append(f"message {row.id} ({row.kind}) of {row.chat_id} is {row.state.value}: {row.error}")
    return lost


def _reminders_lost(town: Town, day: Day, rows: list[OutboxRow]) -> list[str]:
    """Check that everybody was reminded on each day: all owe something until the end."""
    heard = _heard(town)
    in_doubt = {
        row.chat_id
        for row in rows
        if (row.kind, row.state, _created_on(row)) == ("reminder", OutboxState.UNKNOWN, day.on)
    }
    deaf = [each for each in town.people if not heard[each.user_id, day.on] and each.user_id not in in_doubt]
    return [f"{each.user_id} heard no reminder on {day.on}" for each in deaf]


def _reminders_doubled(town: Town, rows: list[OutboxRow]) -> list[str]:
    doubts: Counter[tuple[int, date]] = Counter()
    for row in rows:
        if row.kind == "reminder":
            doubts[row.chat_id, _created_on(row)] += _doubts_of(row)
    return [
        f"{chat} heard {count} reminders on {on}, with {doubts[chat, on]} in doubt"
        for (chat, on), count in _heard(town).items()
        if chat != IRIS and count > 1 + doubts[chat, on]
    ]


async def _copies(town: Town, rows: list[OutboxRow]) -> list[str]:
    """Check that each message without an outbox row comes from a cut send."""
    doubts: Counter[int] = Counter()
    for row in rows:
        doubts[row.chat_id] += _doubts_of(row)
    copies = Counter(each.chat_id for each in await town.city.copies())
    return [
        f"{chat} has {count} messages more than were written down, with {doubts[chat]} in doubt"
        for chat, count in copies.items()
        if count > doubts[chat]
    ]


async def _reports(town: Town, day: Day) -> tuple[list[str], list[str], list[str]]:
    """Compare each report with what its person typed and sent, by indicator."""
    lost: list[str] = []
    misplaced: list[str] = []
    asked: list[str] = []
    for person in town.people:
        report = await town.city.office.report(person.unit, day.period)
        for each in report.indicators:
            number = int(str(each.facts.level).removeprefix("Componente "))
            proof, saved = person.typed.get((day.quarter, number)), each.avances.get(day.quarter)
            place = f"{person.unit}, Componente {number}, {day.period}"
            if proof is None or saved is None:
                if (proof is None) != (saved is None):
                    chat = "\n    ".join(["", *person.chat()])
                    line = f"{place}: typed {proof}, saved {saved}{chat}"
                    (asked if saved is None and person.is_asked_again() else lost).append(line)
                continue
            words = (saved.state, str(saved.value), saved.cause, saved.justification, saved.version)
            if words != (AvanceState.REPORTED, VALUE, CAUSE, REASONS[day.quarter - 1], 1):
                lost.append(f"{place}: saved {words}")
            kept = [(one.numbers, one.file_sha256) for one in saved.evidence]
            if kept != [((proof.oficio,), proof.sha256)]:
                misplaced.append(f"{place}: typed {proof}, kept {kept}")
            elif proof.sha256 is not None and not _is_whole(town, proof.sha256):
                misplaced.append(f"{place}: the file of {proof.oficio} is not as it was sent")
    return lost, misplaced, asked


def _is_whole(town: Town, sha256: str) -> bool:
    """Check the hash of the file itself, not through the file store."""
    path = FileStore(town.data / "evidencias").path(sha256)
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def _heard(town: Town) -> Counter[tuple[int, date]]:
    said = (each for each in town.city.said() if REMINDER in each.text)
    return Counter((each.chat_id, datetime.fromtimestamp(each.date, OAXACA).date()) for each in said)


def _doubts_of(row: OutboxRow) -> int:
    return row.ambiguous + (row.error == WHY)


def _created_on(row: OutboxRow) -> date:
    return row.created_at.astimezone(OAXACA).date()
