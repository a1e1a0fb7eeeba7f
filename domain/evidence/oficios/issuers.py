"""The issuer of a document, if the text itself names it."""

import re

from domain.evidence.oficios.clauses import sentence_end
from domain.evidence.oficios.folding import Folded

_LONGEST = 150
AREA = (
    r"(?:unidad|departamento|depto|direccion|dir|subdireccion|secretaria|subsecretaria|coordinacion|instituto|jefatura"
    r"|tesoreria|consejeria|regiduria|sindicatura|contraloria|presidencia|oficialia|comite|alcaldia|agencia|delegacion"
    r"|area|despacho|oficina|organo|procuraduria|consejo)\b\.?"
)
_ARTICLES = r"(?:(?:el|la|los|las)\s+)?"
_OPENING = re.compile(rf"\A[\s,.:)\-]*(?:[ye]\s+)?(?:de\s+)?{_ARTICLES}")
_NAME_AT_END = re.compile(rf"(?P<name>{AREA}.*)", re.DOTALL)
_AFTER = re.compile(
    r"[\s,(]{0,3}(?:(?:emitid|signad|suscrit|firmad|girad|expedid|enviad|remitid|elaborad)[oa]s?\s+por|del?)\s+"
    rf"{_ARTICLES}(?P<name>{AREA})"
)
# A comma continues the name only in an enumeration: Dirección de Agencias, Barrios y Colonias.
_STOP = re.compile(
    r"[;:\n()\"“”]|,(?!\s?[A-ZÑ][^,;.\d]{1,40}(?:,\s|\s[ye]\s)[A-ZÑ])"
    r"|\s(?i:con|mediante|que|recibid[oa]s?|donde|por|se|numero|num|no|oficios?|a\s+traves|de\s+fecha|del?\s+dia)\b"
)
_TAIL = re.compile(r"(?i)(?:[\s,.:\-]|\b(?:de|del|el|la|los|las|con|en|y|e|a|al)\b)+$")
_NOT_IN_A_NAME = re.compile(
    r"\b(?:mediante|con|por|que|se|segun|traves|recib\w*|remit\w*|envi\w*|no|tengo|hay|sin)\b|[\d\"]"
)


def issuer_before(text: Folded, floor: int, end: int) -> tuple[int, str] | None:
    """Read "Dirección X, " that opens a clause and ends at `end`; return its position and the name."""
    stretch = text.plain[max(floor, end - _LONGEST) : end].rstrip(" ,:.-\t\n;")
    finish = max(floor, end - _LONGEST) + len(stretch)
    start = _clause_start(text.plain, max(floor, end - _LONGEST), finish)
    match = _NAME_AT_END.match(text.plain, start, finish)
    if match is None or _NOT_IN_A_NAME.search(match["name"]):
        return None
    return start, _one_line(text.original(start, finish))


def issuer_after(text: Folded, start: int, limit: int) -> tuple[int, str] | None:
    """Read "emitido por la Unidad X" or "de la Dirección Y" from `start`; return its end and the name."""
    match = _AFTER.match(text.plain, start, min(limit, start + _LONGEST))
    if match is None:
        return None
    begin = match.start("name")
    finish = _name_end(text, begin, min(limit, begin + _LONGEST))
    return finish, _one_line(text.original(begin, finish))


def _clause_start(plain: str, floor: int, end: int) -> int:
    start = floor
    while (stop := sentence_end(plain, start, end)) < end:
        start = stop + 1
    return end - len(_OPENING.sub("", plain[start:end]))


def _name_end(text: Folded, begin: int, limit: int) -> int:
    clause = text.cased[begin : sentence_end(text.plain, begin, limit)]
    stop = _STOP.search(clause)
    return begin + len(_TAIL.sub("", clause[: stop.start()] if stop else clause, count=1))


def _one_line(name: str) -> str:
    return " ".join(name.split())
