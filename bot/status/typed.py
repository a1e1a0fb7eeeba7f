"""Reads requests for a status: after /estado, in free text, or typed labels of its buttons."""

import re

from bot.kit.labels import label_words
from bot.kit.typed import without_period
from domain.kit.periods import PeriodNotUnderstood
from domain.kit.unit_codes import TYPED
from domain.status.unit_search import plain
from usecases.status.ask_status import StatusRequest, StatusView

_LIKE_PERIOD = re.compile(r"[0-9]{1,4}t[0-9]*|t[0-9]+", re.IGNORECASE)
_VIEWS = {"detalle": StatusView.DETAIL, "grafica": StatusView.CHART}
_BEFORE = "anterior"
_LABELS = {"ver detalle": "detalle", "grafica": "grafica", "ver resumen": "", "trimestre anterior": _BEFORE}
"""Typed labels of the buttons under a status; they refer to the person's own UR."""
_SEE_UNIT = re.compile(rf"ver ({TYPED})")
LONGEST = 120
"""Characters beyond which a text is not a request for a status."""


def read_asked(rest: str) -> StatusRequest:
    """Read a code or words, a quarter, `detalle`, `gráfica` or `anterior`, in any order, after /estado.

    Raise PeriodNotUnderstood for a malformed quarter.
    """
    words, period = without_period(rest.split())
    views = [word for word in words if plain(word) in _VIEWS]
    is_before = _BEFORE in map(plain, words)
    others = {_BEFORE, "trimestre"} if is_before else set[str]()
    wanted = [word for word in words if word not in views and plain(word) not in others]
    refused = next((word for word in wanted if _LIKE_PERIOD.fullmatch(word)), None)
    if refused is not None:
        raise PeriodNotUnderstood(refused)
    view = _VIEWS[plain(views[0])] if views else StatusView.SHORT
    return StatusRequest(" ".join(dict.fromkeys(wanted)), period, view, is_before)


def read_asked_in_words(text: str) -> str | None:
    """Read `estado particular 2T2025` or `ver 402`; None for any other text."""
    label = label_words(text)
    seen = _SEE_UNIT.fullmatch(label)
    if label in _LABELS or seen:
        return seen[1] if seen else _LABELS[label]
    words = text.split()
    if not words or len(text) > LONGEST or "estado" not in (plain(words[0]), plain(words[-1])):
        return None
    return " ".join(word for word in words if plain(word) != "estado")
