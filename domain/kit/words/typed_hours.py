"""An hour of the day or a span of hours as typed: `9 h`, `5 pm`, `de 9 a 17 h`."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from domain.kit.words.plain_words import without_accents

LATEST_OF_AFTERNOON = 7
"""The latest bare hour that may be meant in the afternoon."""

_WORDS = ("una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce")
_NUMBERS = {word: number for number, word in enumerate(_WORDS, start=1)}
_PARTS = {"y media": 30, "y cuarto": 15}
_HALVES = {
    **dict.fromkeys(("am", "de la manana", "de la madrugada"), "am"),
    **dict.fromkeys(("pm", "de la tarde", "de la noche", "del dia"), "pm"),
}
_NAMED = {"mediodia": (12, "pm"), "medianoche": (12, "am")}
_SPELLED_HALF = re.compile(r"(?<=[\d\s.hs])([ap])[\s.]{0,2}m\b\.?")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−→", "-"))


def _either(words: Iterable[str]) -> str:
    return "|".join(words).replace(" ", r"\s")


def _hour(n: int) -> str:
    return rf"""(?:(?P<named{n}>mediodia|medianoche)|(?P<full{n}>[0-9]{{4}})
        |(?P<hour{n}>[0-9]{{1,2}}|{_either(_WORDS)})(?:\s?(?:[:.']|h)\s?(?P<minute{n}>[0-9]{{2}})(?::00)?)?
        (?:\s(?P<part{n}>{_either(_PARTS)}))?)
        (?:\s?(?:hs?|hrs?|horas?)\b\.?)?(?:\sen\spunto)?(?:\s?(?P<half{n}>{_either(_HALVES)}))?"""


_HOUR = re.compile(r"(?:(?:a|al|para|hasta|por)\s)*(?:(?:las?|el)\s)?" + _hour(1), re.VERBOSE)
_SPAN = re.compile(
    rf"""(?:(?:de|desde|entre|del)\s)?(?:(?:las?|el)\s)?{_hour(1)}
        \s?(?:(?:a|al|y|-|hasta)\s?)(?:(?:las?|el)\s)?{_hour(2)}""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class _Said:
    """An hour as typed: `half` is am, pm, or nothing if that was left open."""

    hour: int
    minute: int
    half: str

    @property
    def is_open(self) -> bool:
        """Tell whether it can still mean the afternoon."""
        return not self.half and 1 <= self.hour <= 12

    def minutes(self, half: str = "") -> int:
        chosen = self.half or half
        hour = self.hour % 12 + (12 if chosen == "pm" else 0) if chosen else self.hour
        return hour * 60 + self.minute


def read_hour(text: str, *, of_the_day: bool = False) -> int | None:
    """Return the minutes since midnight; None if the text is not an hour.

    `of_the_day`: one to seven are in the afternoon unless the text says otherwise, since nobody works at
    night.
    """
    match = _HOUR.fullmatch(_plain(text))
    said = _said(match, 1) if match else None
    if said is None:
        return None
    return said.minutes("pm" if of_the_day and said.is_open and said.hour <= LATEST_OF_AFTERNOON else "")


def read_hour_span(text: str) -> tuple[int, int] | None:
    """Return the minutes since midnight of begin and end; None if the text is not a span of hours.

    If only one end has am or pm, the other end is placed before or after it: `2 a 5 pm` begins in the
    afternoon, `9 a 5 pm` in the morning, `9 am a 5` and `9 a 5` end in the afternoon.
    """
    match = _SPAN.fullmatch(_plain(text))
    first, last = (_said(match, 1), _said(match, 2)) if match else (None, None)
    if first is None or last is None:
        return None
    end = last.minutes()
    if first.is_open and last.half == "pm" and first.minutes("pm") < end:
        return first.minutes("pm"), end
    start = first.minutes()
    is_afternoon = bool(first.half) or (first.hour <= 12 and last.hour <= LATEST_OF_AFTERNOON)
    if is_afternoon and last.is_open and end <= start < last.minutes("pm"):
        return start, last.minutes("pm")
    return start, end


def _said(match: re.Match[str], n: int) -> _Said | None:
    half = _HALVES.get(match[f"half{n}"] or "", "")
    if match[f"named{n}"]:
        hour, half = _NAMED[match[f"named{n}"]]
        return _Said(hour, 0, half)
    if match[f"full{n}"]:
        hour, minute = int(match[f"full{n}"][:2]), int(match[f"full{n}"][2:])
    else:
        digits = match[f"hour{n}"]
        hour = _NUMBERS[digits] if digits in _NUMBERS else int(digits)
        minute = int(match[f"minute{n}"] or 0) + _PARTS.get(match[f"part{n}"] or "", 0)
    if hour == 12 and match[f"half{n}"] == "de la noche":
        half = "am"
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        return None
    return _Said(hour, minute, half)


def _plain(text: str) -> str:
    """Return the text in lower case without accents, with single blanks, `a. m.` as am."""
    folded = unicodedata.normalize("NFKC", text).translate(_DASHES).casefold()
    words = " ".join(without_accents(folded).split()).rstrip(" .")
    return _SPELLED_HALF.sub(r"\1m", words).rstrip(" .")
