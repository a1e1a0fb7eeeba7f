"""When a clock is wrong: how far it may differ from Telegram's, and which stored instants are valid."""

from datetime import datetime, timedelta

MOST_APART = timedelta(minutes=5)
"""With a larger difference from Telegram's clock, the machine's clock plans nothing."""
CLOCK_STEP = timedelta(minutes=1)
"""An instant that is set farther ahead than this comes from a clock that was put back since."""
STEP_UNITS = (("d", timedelta(days=1)), ("h", timedelta(hours=1)), ("min", timedelta(minutes=1)))


def is_apart(ahead: timedelta) -> bool:
    return abs(ahead) > MOST_APART


def is_believed(set_at: datetime, wall: datetime) -> bool:
    """Tell whether an instant that was stored at `set_at` is still valid.

    It is stored with the instant at which it was set and thus with its length: one that was set in the future
    would last longer than that.
    """
    return set_at <= wall + CLOCK_STEP


def is_from_the_future(written_at: datetime, now: datetime) -> bool:
    """Tell whether a clock that was ahead wrote this instant."""
    return written_at > now and is_apart(written_at - now)


def written_length(length: timedelta) -> str:
    """Write the two largest units of a length: `2 d 3 h`; anything under a minute is left out."""
    rest, parts = abs(length), []
    for name, unit in STEP_UNITS:
        count, rest = divmod(rest, unit)
        if count:
            parts.append(f"{count} {name}")
    return " ".join(parts[:2]) or "0 min"


def off_by(ahead: timedelta) -> str:
    """Return how far a clock is off, for logs and machines; `puntual doctor` tells people what to do."""
    return f"{written_length(ahead)} {'ahead of' if ahead > timedelta(0) else 'behind'} Telegram's; set it"
