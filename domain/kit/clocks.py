"""When a clock is wrong: how far it may be from Telegram's, and which instants are still believed."""

from datetime import datetime, timedelta

MOST_APART = timedelta(minutes=5)
"""Farther from Telegram's clock than this, the machine's clock plans nothing."""
CLOCK_STEP = timedelta(minutes=1)
"""What was set farther ahead of now than this was set by a clock that has since been put back."""
STEP_UNITS = (("d", timedelta(days=1)), ("h", timedelta(hours=1)), ("min", timedelta(minutes=1)))


def is_apart(ahead: timedelta) -> bool:
    return abs(ahead) > MOST_APART


def is_believed(set_at: datetime, wall: datetime) -> bool:
    """Tell whether what was set then may still be waited for.

    An instant is kept beside the one at which it was set, so with its length: what was set in the future
    would hold for longer than that.
    """
    return set_at <= wall + CLOCK_STEP


def is_from_the_future(written_at: datetime, now: datetime) -> bool:
    """Tell whether something was written by a clock that was ahead."""
    return written_at > now and is_apart(written_at - now)


def written_length(length: timedelta) -> str:
    """Write the two largest parts of a length: `2 d 3 h`; parts under a minute are left out."""
    rest, parts = abs(length), []
    for name, unit in STEP_UNITS:
        count, rest = divmod(rest, unit)
        if count:
            parts.append(f"{count} {name}")
    return " ".join(parts[:2]) or "0 min"


def off_by(ahead: timedelta) -> str:
    """Say for machines how far a clock is off; the doctor says what to do."""
    return f"{written_length(ahead)} {'ahead of' if ahead > timedelta(0) else 'behind'} Telegram's; set it"
