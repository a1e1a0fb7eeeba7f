"""Headings printed with a gap between the letters: `O F I C I O  N Ú M .  1 1 2` is `OFICIO NÚM. 112`."""

import re

_BLANKS = re.compile(r"\s+")
_GAP = re.compile(r"\s{2,}")
SHORTEST_RUN = 4
"""The fewest single characters in a row that make a line a spaced one; `a) y b)` is not."""

_MONTH = "ENERO|FEBRERO|MARZO|ABRIL|MAYO|JUNIO|JULIO|AGOSTO|SEPTIEMBRE|OCTUBRE|NOVIEMBRE|DICIEMBRE"
# If words are no farther apart than letters, only the words of a letterhead are separated.
_HEAD = re.compile(
    r"(OFICIO|CIRCULAR)(?=N[UÚ]M|NO[.:]|N[°º]|[A-Z0-9]{1,15}/)(N[UÚ]M(?:ERO)?|NO|N)?([.:°º]*)\s?",
    re.IGNORECASE,
)
_DAY = re.compile(rf"(?<![0-9])([0-9]{{1,2}})DE({_MONTH})DEL?([0-9]{{4}})", re.IGNORECASE)


def unspaced(line: str) -> str:
    """Return a line with its spaced words joined and single blanks between words."""
    words = [each.split() for each in _GAP.split(_narrowed(line.strip()))]
    if not any(_has_run(each) for each in words):
        return " ".join(sign for each in words for sign in each)
    joined = " ".join(_joined(each) for each in words)
    return joined if len(words) > 1 else _apart(joined)


def _narrowed(line: str) -> str:
    """Return a line whose narrowest gap is one blank: letters may be two blanks apart, and words four."""
    least = min(map(len, _BLANKS.findall(line)), default=1)
    return line if least == 1 else _BLANKS.sub(lambda gap: " " if len(gap[0]) == least else "  ", line)


def _has_run(signs: list[str]) -> bool:
    run = 0
    for sign in signs:
        run = run + 1 if len(sign) == 1 else 0
        if run == SHORTEST_RUN:
            return True
    return False


def _joined(signs: list[str]) -> str:
    """Join neighbours that are single characters, or two capitals close together."""
    parts: list[str] = []
    is_open = False
    for sign in signs:
        is_single = len(sign) == 1 or (len(sign) == 2 and sign.isupper())
        if is_single and is_open:
            parts[-1] += sign
        else:
            parts.append(sign)
        is_open = is_single
    return " ".join(parts)


def _apart(line: str) -> str:
    with_day = _DAY.sub(r" \1 DE \2 DE \3", line)
    return " ".join(_HEAD.sub(r"\1 \2\3 ", with_day).split())
