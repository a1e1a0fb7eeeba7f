"""Where a clause ends, and which words between two marks keep them in one citation."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# The lookbehind keeps a long word from being read once per letter.
_STOP = re.compile(r"[;\n]|(?:(?<!\w)(?P<word>\w+))?\.(?=\s|$)")
_ABBREVIATIONS = _words(
    "er ro do to 1er 2do 3er 4to num nos no of lic ing arq dr dra mtro mtra profr art fr dir depto vo av"
)
_WORD = re.compile(r"\w+|;")
_LIST_WORDS = _words("y e el los la las de del asi como con tambien ademas numero numeros num nums no nos n")
_WEEKDAYS = _words("lunes martes miercoles jueves viernes sabado domingo lun mar mie jue vie sab dom")
DATE_WORDS = _WEEKDAYS | _words(
    "a de del con en el la los las su y dia dias fecha fechas fechado fechada fechados acuse sello recibo"
    " recepcion recibido recibida recibidos notificado notificada enviado enviada envio emitido emitida"
    " emision elaborado elaborada girado girada celebrada signado signada"
    " firmado firmada suscrito suscrita ambos"
)
_SUBORDINATE = _words(
    "mediante que cual cuales donde se convoca convoco respuesta escrito solicitud sesion ;"
)
_BEFORE_A_DAY = _WEEKDAYS | _words("fecha fechas dia dias del el")
_RECEIVED = re.compile(r"recib|recep|acuse|sello")
_SENT = re.compile(r"envi")
_EDGE = " \t\r\n,;:.-/#"
_NEAR, _FAR = 60, 120


def sentence_end(plain: str, start: int, limit: int) -> int:
    """Return where the clause that holds `start` ends: at `;`, a new line or a full stop, `limit` at most."""
    for match in _STOP.finditer(plain, start, limit):
        word = match["word"]
        if word is None or (word not in _ABBREVIATIONS and (len(word) != 1 or word.isdigit())):
            return match.end() - 1
    return limit


def has_break(plain: str, start: int, end: int) -> bool:
    return sentence_end(plain, start, end) < end


def is_list_gap(gap: str) -> bool:
    """Say whether two numbers stand in one list: `, `, `; `, ` y `, ` y número `."""
    return len(gap) <= _NEAR and _LIST_WORDS.issuperset(word for word in _WORD.findall(gap) if word != ";")


def is_number_gap(gap: str) -> bool:
    return is_list_gap(gap) and not re.search(r"[,;()]|\by\b", gap)


def is_date_gap(gap: str) -> bool:
    """Say whether a date right after belongs to the document: `de fecha`, `recibido con fecha`."""
    return len(gap) <= _NEAR and DATE_WORDS.issuperset(_WORD.findall(gap))


def is_far_date_gap(gap: str, *, titled: bool) -> bool:
    """Say whether a date after other words belongs to the document: `oficio firmado por X el`.

    A document without a title needs the word: `oficio dirigido a X de fecha`.
    """
    words = _WORD.findall(gap)
    if not words or len(gap) > _FAR or not _SUBORDINATE.isdisjoint(words) or has_break(gap, 0, len(gap)):
        return False
    is_loose = titled or "por" in words[:2] or is_received(words[0])
    return words[-1] in (_BEFORE_A_DAY if is_loose else {"fecha"})


def is_received(gap: str) -> bool:
    return _RECEIVED.search(gap) is not None


def is_sent(gap: str) -> bool:
    return _SENT.search(gap) is not None


def title_end(plain: str, start: int, read: int, limit: int) -> int:
    """Return where the title read up to `read` ends: with its clause, without ` y` or ` mediante`."""
    end = sentence_end(plain, read, limit)
    while (cut := _without_edge(plain, start, end)) != end:
        end = cut
    return end


def _without_edge(plain: str, start: int, end: int) -> int:
    words = plain[start:end].rstrip(_EDGE)
    return start + len(words.removesuffix(" y").removesuffix(" mediante"))
