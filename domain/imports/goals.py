"""Reading four goals that replace the registered ones, and the letter that orders it."""

from decimal import Decimal

from domain.evidence.oficios import read_evidence
from domain.kit.dialogues.forms import FieldRefused
from domain.kit.figures import written
from domain.kit.indicators import Quarters
from domain.kit.lights import HUNDRED
from domain.kit.values import parse_percent
from domain.kit.words.spanish_dates import find_dates


def read_goals(text: str) -> str:
    """Read `20 30 25 25`, percent of the year by quarter, and return it in one spelling.

    Raise FieldRefused unless there are four goals that add up to 100.
    """
    words = text.replace("%", " ").replace(";", " ").replace("/", " ").replace(" y ", " ").split()
    try:
        goals = [parse_percent(word.rstrip(",")) for word in words if word != ","]
    except ValueError:
        raise FieldRefused("goals_not_four") from None
    if len(goals) != 4:
        raise FieldRefused("goals_not_four")
    if sum(goals) != HUNDRED:
        raise FieldRefused("goals_not_hundred")
    return " ".join(map(str, goals))


def goals_of(written: str) -> Quarters:
    """Return the goals in a text written by `read_goals`."""
    first, second, third, fourth = map(Decimal, written.split())
    return (first, second, third, fourth)


def written_goals(goals: Quarters) -> str:
    """Return goals in one line, with `-` where none is registered."""
    return " ".join("-" if each is None else written(each) for each in goals)


def read_oficio(text: str) -> str:
    """Return the text of an oficio; raise FieldRefused unless it has a number."""
    words = " ".join(text.split())
    if not any(each.numbers for each in read_evidence(words, year=2000)):
        raise FieldRefused("oficio_without_number")
    return words


def read_day(text: str, year: int) -> str:
    """Return a day as ISO text; a day without a year is in the given one. Raise FieldRefused for no day."""
    days = [found.day for found in find_dates(text, year=year) if found.day is not None]
    if len(days) != 1:
        raise FieldRefused("day_not_read")
    return days[0].isoformat()


def day_within(text: str, year: int) -> str | None:
    """Return the only day in a text, as ISO text."""
    try:
        return read_day(text, year)
    except FieldRefused:
        return None
