"""Reading the head of an official letter: its own number, its day, and the area it comes from."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from domain.evidence.oficios import oficio_key, read_evidence
from domain.evidence.oficios.folding import fold
from domain.evidence.oficios.issuers import AREA
from domain.kit.evidence import DateKind, Evidence, EvidenceType
from domain.kit.words.letter_spacing import unspaced
from domain.kit.words.spanish_dates import find_dates

LONGEST_HEAD = 60
"""The lines in which a letter names itself; some of them are seals and mottos."""
LONGEST_LINE = 200
LONGEST_SPACED = 4 * LONGEST_LINE

# The addressee and the body follow; numbers there belong to other letters.
_BODY = re.compile(
    r"p\s?r\s?e\s?s\s?e\s?n\s?t\s?e\s?[.:]?$|por (?:medio|este|instrucciones)"
    r"|en (?:atencion|respuesta|cumplimiento)"
    r"|con (?:fundamento|relacion)|me (?:permito|dirijo)|sirva |reciba|a traves del|derivado de|anteponiendo"
    r"|(?:el|la) que suscribe|hago de su|le (?:informo|envio|saludo)|distinguid[oa]|estimad[oa]"
)
_CITED = re.compile(
    r"\b(?:su|mediante|segun|con|el|al|del|este) (?:atento )?(?:oficio|circular)"
    r"|respuesta a|\bref(?:erencia)?\b(?!/)"
)
_NAMED = re.compile(r"\b(?:oficios?|of|circular)\b")
_PLACE = re.compile(r"oax|fecha")
_ISSUER = re.compile(rf"(?:(?:dependencia|area|unidad responsable|seccion)\s*:\s*)?(?:(?:el|la)\s+)?{AREA}")
_LABEL = re.compile(r"\A\s*(?:dependencia|[aá]rea|unidad responsable|secci[oó]n)\s*:\s*", re.IGNORECASE)
_SERIES = (EvidenceType.OFICIO, EvidenceType.CIRCULAR)
_BEFORE_A_DAY = 60


def read_letter(text: str, *, year: int) -> Evidence | None:
    """Return the citation of the letter itself; None if its head shows no complete number.

    `text` has a line for each line of the page; `year` is the fiscal year, for a date without one.
    """
    lines = _head(text)
    found = _own_number(lines, year)
    if found is None:
        return None
    place, cited = found
    day, flags = (cited.dated_on, cited.flags) if cited.dated_on else _own_day(lines, year)
    return replace(
        cited,
        dated_on=day,
        date_kind=DateKind.ISSUED if day else None,
        issuer=cited.issuer or _issuer(lines[: place + 1]),
        flags=flags,
    )


def _head(text: str) -> list[str]:
    """Return the lines above the body; if the body is not found, the first lines."""
    lines = [words for line in text.splitlines() if (words := unspaced(line[:LONGEST_SPACED])[:LONGEST_LINE])]
    head = lines[:LONGEST_HEAD]
    end = next((place for place, line in enumerate(head) if _BODY.match(fold(line))), len(head))
    return head[:end]


def _own_number(lines: list[str], year: int) -> tuple[int, Evidence] | None:
    """Prefer the first number labelled as an oficio or a circular to a number without a label."""
    candidates = list(_numbers(lines, year))
    named = (each for each in candidates if _NAMED.search(fold(each[1].raw)))
    return next(named, None) or next(iter(candidates), None)


def _numbers(lines: list[str], year: int) -> Iterator[tuple[int, Evidence]]:
    for place, line in enumerate(lines):
        if _CITED.search(fold(line)):
            continue
        cited = _single(line, year)
        if cited is None and _NAMED.search(fold(line)):
            # "OFICIO NÚM.:" may stand over its number.
            cited = _single(" ".join(lines[place : place + 2]), year)
        if cited is not None:
            yield place, cited


def _single(line: str, year: int) -> Evidence | None:
    return next((each for each in read_evidence(line, year=year) if _is_complete(each)), None)


def _is_complete(cited: Evidence) -> bool:
    if cited.type not in _SERIES or len(cited.numbers) != 1:
        return False
    key = oficio_key(cited.type, cited.numbers[0])
    return key is not None and bool(key.prefix or _NAMED.search(fold(cited.raw)))


def _own_day(lines: list[str], year: int) -> tuple[date | None, tuple[str, ...]]:
    """Prefer the day after a place, "Oaxaca de Juárez, Oax., a 26 de septiembre de 2025"."""
    head = "\n".join(lines)
    found = [each for each in find_dates(head, year=year) if each.day]
    placed = (d for d in found if _PLACE.search(fold(head[max(0, d.start - _BEFORE_A_DAY) : d.start])))
    chosen = next(placed, None) or next(iter(found), None)
    return (chosen.day, chosen.flags) if chosen else (None, ())


def _issuer(lines: list[str]) -> str | None:
    return next((_LABEL.sub("", line) for line in lines if _ISSUER.match(fold(line))), None)
