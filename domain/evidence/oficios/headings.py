"""The words that name a document, and when such a word alone is a citation."""

import re
from collections.abc import Iterator

from domain.evidence.oficios.marks import ClaimedPlaces, Heading
from domain.kit.evidence import EvidenceType

NUMBERED = frozenset({EvidenceType.OFICIO, EvidenceType.CIRCULAR, EvidenceType.OTHER})
"""Documents that are cited by number or date; the others are also cited by title alone."""

# The longer name first: "informe interno" before "informe".
_WORDS = {
    EvidenceType.OFICIO: r"of(?:icio)?s?",
    EvidenceType.CIRCULAR: r"circular(?:es)?",
    EvidenceType.MINUTA: r"minutas?",
    EvidenceType.ATTENDANCE: r"(?:registro|lista)s?\s+de\s+asistencias?",
    EvidenceType.ATTENTION_REGISTER: r"registros?\s+de\s+atencion(?:es)?",
    EvidenceType.EMAIL: r"correos?(?:\s+electronicos?)?|e-?mails?",
    EvidenceType.INTERNAL_REPORT: r"informes?\s+internos?",
    EvidenceType.CONTROL_REPORT: r"reportes?\s+(?:de\s+control\s+)?internos?",
    EvidenceType.REPORT: r"informes?|reportes?",
    EvidenceType.TECHNICAL_OPINION: r"dictam(?:en|enes)\s+tecnicos?",
    EvidenceType.STATISTICS_COPY: r"copias?\s+de\s+(?:las\s+)?estadisticas?",
    EvidenceType.OTHER: r"memorandums?|memos?|actas?|(?:tarjeta|nota)s?\s+informativas?"
    # A file or a request is evidence only with its number; with a date, an oficio answers it.
    r"|(?:expedientes?|solicitud(?:es)?|folios?|contratos?|convenios?)(?=[\s.:#]{0,3}(?:(?:con\s+)?(?:numero|num|no)\b[\s.:#]{0,3})?"
    r"[a-z0-9]{1,15}\s?[/\-]\s?[0-9a-z])",
}
_COUNT = r"(?P<count>[0-9]{1,3}|un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)\s+"
_COPY = r"(?:(?P<copy>copias?)|acuses?)\s+(?:simples?\s+)?(?:del?\s+)?(?:(?:el|la|los|las)\s+)?"
_NUMBER_WORD = (
    r"(?:\s{0,2}\.?\s{0,2}(?:con\s+)?\b(?:numeros?|nums?|nos?|n)(?:\.o|°)?(?=[\s.:#/\-°]))?"
    r"\s{0,2}(?:[.:#/\-]\s{0,2}){0,3}"
)
_HEADING = re.compile(
    rf"(?<![\w/\-])(?:{_COUNT})?(?:{_COPY})?(?P<word>"
    + "|".join(f"(?P<{kind.name}>{word})" for kind, word in _WORDS.items())
    + rf")\b{_NUMBER_WORD}"
)

_OPENING = re.compile(r"^$|[.,;:()\"“”»\-•*/]$|\b(?:[ye]|mas|ademas)$")
_TITLE = re.compile(
    r"\s*(?:de|del|sobre|general|final|mensual|bimestral|trimestral|semestral|anual|ejecutivo|tecnico|parcial"
    r"|denominado|fotografico|consolidado|diario|semanal|correspondiente|relativo)\b|\s*[\"“]"
)
_DENIAL = re.compile(r"\s*,?\s*(?:no|pendientes?|aun|todavia|faltan?)\b")


def find_headings(plain: str, taken: ClaimedPlaces) -> Iterator[Heading]:
    for match in _HEADING.finditer(plain):
        span = _free_span(match, taken)
        if span:
            kind = next(kind for kind in _WORDS if match[kind.name])
            yield Heading(
                *span,
                type=kind,
                is_plural=match["word"].endswith("s"),
                is_copy=bool(match["copy"]),
                stands_alone=kind not in NUMBERED and _stands_alone(plain, match, kind, taken),
            )


def _free_span(match: re.Match[str], taken: ClaimedPlaces) -> tuple[int, int] | None:
    # In "26 sep 25 oficio" the 25 belongs to the date: the heading is then the word alone.
    for span in (match.span(), (match.start("word"), match.end()), match.span("word")):
        if taken.claim(*span):
            return span
    return None


def _stands_alone(plain: str, match: re.Match[str], kind: EvidenceType, taken: ClaimedPlaces) -> bool:
    """Tell "…, informe general de actividades" from "se remite el informe"."""
    if _DENIAL.match(plain, match.end("word")):
        return False
    if kind is EvidenceType.TECHNICAL_OPINION and match["count"]:
        return True
    if kind is EvidenceType.REPORT and not _TITLE.match(plain, match.end("word")):
        return False
    if kind is EvidenceType.EMAIL and match["word"] in {"correo", "correos"}:
        return False
    before = plain[: match.start()].rstrip()
    return taken.holds(len(before) - 1) or _OPENING.search(before[-8:]) is not None
