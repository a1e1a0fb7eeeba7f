"""Reading codes and names that are printed together: `504 - Instituto…`, `3. Gobierno… 10. Gobernanza…`."""

import re
import unicodedata

from documents.read.spelling import fold, sentence_case, squeezed
from domain.kit.reports import CodedName

_CODED = re.compile(r"(?P<code>[A-Za-z]?[0-9]{1,5})\s*(?:\.\s*[-–—]|[.:\-–—])?\s*(?P<name>\S.*)", re.DOTALL)
_EJE = re.compile(r"(?:^|(?<=\s))(?P<code>[0-9]{1,2})\s*(?:\.\s*[-–—]|[.\-–—])\s*(?=[^\W\d_])")
_OBJETIVO = re.compile(r"(?:^|(?<=\s))(?P<code>[0-9]{1,2}\.[0-9]{1,2})\s*[.\-–—]*\s+(?=[^\W\d_])")


def parse_coded(text: str) -> CodedName | None:
    """Read `402.- SECRETARIA PARTICULAR`; None if the code or the name is missing."""
    raw = squeezed(text)
    match = _CODED.fullmatch(raw)
    if match is None or not any(char.isalpha() for char in match["name"]):
        return None
    return CodedName(match["code"], match["name"], raw)


def split_ejes(text: str) -> tuple[CodedName, ...]:
    """Read the ejes of one cell; an eje without a code has an empty one."""
    return tuple(
        CodedName(code, sentence_case(name.rstrip(" .")), raw) for code, name, raw in _parts(_EJE, text)
    )


def split_objetivos(text: str) -> tuple[CodedName, ...]:
    return tuple(CodedName(code, sentence_case(name), raw) for code, name, raw in _parts(_OBJETIVO, text))


def code_key(code: str) -> str:
    """Return the same key for each spelling of a code: `08` is `8`."""
    return fold(code).lstrip("0")


def is_same_name(first: str, second: str) -> bool:
    """Compare names without case, accents or punctuation."""
    return _letters(first) == _letters(second)


def _letters(text: str) -> str:
    folded = fold(unicodedata.normalize("NFC", text))
    return "".join(char for char in folded if char.isalnum())


def _parts(pattern: re.Pattern[str], text: str) -> list[tuple[str, str, str]]:
    """Cut a cell at each code; return code, name and original text of each part."""
    whole = squeezed(text)
    starts = [match for match in pattern.finditer(whole) if _begins_name(match, whole)]
    if not starts:
        return [("", whole, whole)] if whole else []
    ends = [*(match.start() for match in starts[1:]), len(whole)]
    parts = [
        (match["code"], whole[match.end() : end].strip(), whole[match.start() : end].strip())
        for match, end in zip(starts, ends, strict=True)
    ]
    before = whole[: starts[0].start()].strip()
    return [("", before, before), *parts] if before else parts


def _begins_name(match: re.Match[str], whole: str) -> bool:
    """A code is followed by a capital; `6. de` in a sentence is not one, except at the start of the cell."""
    return match.start() == 0 or whole[match.end()].isupper()
