"""A person's own hours for reminders, as minutes since midnight."""

from domain.kit.dialogues.forms import FieldRefused
from domain.kit.words.typed_hours import read_hour_span

Hours = tuple[int, int]

EARLIEST, LATEST = 7 * 60, 21 * 60
"""Nobody is reminded outside these hours, whatever their own hours."""
SHORTEST = 60
"""Minutes: in a narrower span, a clock that is off for a moment could miss every tick."""


def read_hours(text: str) -> Hours:
    """Read `10:00 a 15:00`, `de 9 a 17 h`, `10 am - 3 pm`; raise FieldRefused for any other text."""
    span = read_hour_span(text)
    if span is None:
        raise FieldRefused("hours_not_understood")
    start, end = span
    if end <= start:
        raise FieldRefused("hours_turned_round")
    if start < EARLIEST or end > LATEST:
        raise FieldRefused("hours_at_night")
    if end - start < SHORTEST:
        raise FieldRefused("hours_too_short")
    return span
