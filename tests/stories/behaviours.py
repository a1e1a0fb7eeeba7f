"""Seeded behaviour of forty UR over a quarter: who is reachable, what each does and when."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from random import Random

FIRST, DUE, LAST = date(2025, 7, 1), date(2025, 9, 30), date(2025, 10, 10)
"""The first day of the quarter, its due day, and the day on which a story looks back."""
HOLIDAYS = {date(2025, 9, 16)}
"""Those of the law in these months, written down here: a story does not ask the calendar it checks."""


class Kind(StrEnum):
    PROMPT = "prompt"
    LATE = "late"
    NEVER = "never"
    HALF = "half"
    """Reports one indicator and nothing else: a sign of life, and still owing."""
    UNSENT = "unsent"
    """Reports all in time and sends it days later."""
    BLOCKED = "blocked"
    """The enlace blocks the bot; nobody stands in."""
    STOOD_IN = "stood_in"
    """The enlace blocks the bot; the suplente reports."""
    SILENT = "silent"
    """The enlace hears and never answers; suplente and titular come into it."""
    HANDED_OVER = "handed_over"
    EXTENDED = "extended"
    UNINVITED = "uninvited"
    """No enlace at all; the titular, where there is one, hears from the first rung on."""
    JOINING = "joining"
    """Its enlace is let in in the middle of it."""
    GIVEN_BACK = "given_back"
    """Sends in time, is given back by IMPLAN, sends again."""
    SNOOZING = "snoozing"
    """Puts reminders off as often as they come, and reports at last, or never."""


class Act(StrEnum):
    REPORTS_ONE = "reports_one"
    REPORTS_ALL = "reports_all"
    SENDS = "sends"
    BLOCKS = "blocks"
    JOINS = "joins"
    LEAVES = "leaves"
    GETS_TIME = "gets_time"
    IS_GIVEN_BACK = "is_given_back"


@dataclass(frozen=True)
class Deed:
    """An action at noon of a day; `until` is the new due day of a prórroga."""

    day: date
    act: Act
    code: str
    person: int = 0
    until: date | None = None


@dataclass
class Life:
    """One UR: its people by Telegram id, and their actions."""

    code: str
    kind: Kind
    enlace: int = 0
    suplente: int = 0
    titular: int = 0
    deeds: list[Deed] = field(default_factory=list)

    def does(self, day: date, act: Act, person: int = 0, until: date | None = None) -> None:
        self.deeds.append(Deed(day, act, self.code, person or self.enlace, until))

    def reports(self, day: date, person: int = 0) -> None:
        self.does(day, Act.REPORTS_ALL, person)
        self.does(day, Act.SENDS, person)


def is_workday(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def every_day(first: date = FIRST, last: date = LAST) -> list[date]:
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]


WORKDAYS = [day for day in every_day() if is_workday(day)]
LADDER = [WORKDAYS[WORKDAYS.index(DUE) + rung] for rung in (-10, -5, -3, -1, 0)]
AFTERWARDS = [day for day in WORKDAYS if day > DUE]


def lives_of(seed: int, amount: int = 40) -> list[Life]:
    """Draw a municipality; with forty UR every behaviour occurs twice, and some enlaces have two UR."""
    random = Random(seed)
    more = max(0, amount - 2 * len(Kind))
    kinds = [*Kind, *Kind, *random.choices(list(Kind), k=more)][:amount]
    random.shuffle(kinds)
    lives = [_life(str(201 + number), kind, random) for number, kind in enumerate(kinds)]
    _share_enlaces(lives)
    for life in lives:
        _DRAWN[life.kind](life, random)
    return lives


def _life(code: str, kind: Kind, random: Random) -> Life:
    number = int(code)
    has_titular = kind is not Kind.BLOCKED and random.random() < 0.7
    has_suplente = kind is Kind.STOOD_IN or (kind is Kind.SILENT and random.random() < 0.5)
    return Life(
        code,
        kind,
        enlace=0 if kind is Kind.UNINVITED else 1000 + number,
        suplente=2000 + number if has_suplente else 0,
        titular=3000 + number if has_titular else 0,
    )


def _share_enlaces(lives: list[Life]) -> None:
    """Give the enlace of some URs a second UR with its own behaviour."""
    free = [life for life in lives if life.kind in (Kind.PROMPT, Kind.LATE, Kind.NEVER, Kind.HALF)]
    for first, second in zip(free[0:6:2], free[1:6:2], strict=False):
        second.enlace = first.enlace


def _in_time(random: Random) -> date:
    """Return a business day between the first rung and the due day."""
    return random.choice([day for day in WORKDAYS if LADDER[0] <= day <= DUE])


def _before(life: Life, random: Random) -> None:
    life.reports(random.choice([day for day in WORKDAYS if day < LADDER[0]][-20:]))


def _late(life: Life, random: Random) -> None:
    life.reports(random.choice(AFTERWARDS))


def _nothing(_: Life, __: Random) -> None:
    """Return no actions."""


def _half(life: Life, random: Random) -> None:
    life.does(_in_time(random), Act.REPORTS_ONE)


def _unsent(life: Life, random: Random) -> None:
    first, second = sorted((_in_time(random), random.choice(WORKDAYS[-18:])))
    life.does(first, Act.REPORTS_ALL)
    life.does(second, Act.SENDS)


def _blocked(life: Life, random: Random) -> None:
    life.does(random.choice(WORKDAYS[-30:-8]), Act.BLOCKS)


def _stood_in(life: Life, random: Random) -> None:
    _blocked(life, random)
    life.reports(random.choice(WORKDAYS[-7:]), life.suplente)


def _handed_over(life: Life, random: Random) -> None:
    day = _in_time(random)
    successor = 4000 + int(life.code)
    life.does(day, Act.LEAVES)
    life.does(day, Act.JOINS, successor)
    if random.random() < 0.5:
        life.reports(random.choice([each for each in WORKDAYS if each > day]), successor)


def _extended(life: Life, random: Random) -> None:
    until = random.choice(AFTERWARDS[1:6])
    life.does(_in_time(random), Act.GETS_TIME, until=until)
    if random.random() < 0.6:
        life.reports(random.choice([day for day in WORKDAYS if DUE < day <= LAST]))


def _joining(life: Life, random: Random) -> None:
    life.enlace, newcomer = 0, life.enlace
    day = random.choice(WORKDAYS[-25:-3])
    life.does(day, Act.JOINS, newcomer)
    if random.random() < 0.5:
        life.reports(random.choice([each for each in WORKDAYS if each > day]), newcomer)


def _snoozing(life: Life, random: Random) -> None:
    if random.random() < 0.6:
        life.reports(random.choice(WORKDAYS[-10:]))


def _given_back(life: Life, random: Random) -> None:
    first, second, third = sorted(random.sample(WORKDAYS[-20:], 3))
    life.reports(first)
    life.does(second, Act.IS_GIVEN_BACK)
    life.does(third, Act.REPORTS_ALL)
    life.does(third, Act.SENDS)


_DRAWN = {
    Kind.PROMPT: _before,
    Kind.LATE: _late,
    Kind.NEVER: _nothing,
    Kind.HALF: _half,
    Kind.UNSENT: _unsent,
    Kind.BLOCKED: _blocked,
    Kind.STOOD_IN: _stood_in,
    Kind.SILENT: _nothing,
    Kind.HANDED_OVER: _handed_over,
    Kind.EXTENDED: _extended,
    Kind.UNINVITED: _nothing,
    Kind.JOINING: _joining,
    Kind.GIVEN_BACK: _given_back,
    Kind.SNOOZING: _snoozing,
}


def deeds_by_day(lives: list[Life]) -> dict[date, list[Deed]]:
    found: dict[date, list[Deed]] = {}
    for deed in _all(lives):
        found.setdefault(deed.day, []).append(deed)
    return found


def _all(lives: list[Life]) -> Iterator[Deed]:
    for life in lives:
        yield from life.deeds
