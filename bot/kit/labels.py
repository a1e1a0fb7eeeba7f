"""Every button can also be typed: by its label, in any case, with or without accents."""

import re
import unicodedata
from functools import lru_cache

from domain.kit.words.agreement import behind_agreement
from texts.kit.rendering import Button, Message


def data_by_label(question: Message, text: str) -> str:
    """Return what the button with this label carries, typed in any case, with or without accents; else "".

    A yes or no before it says nothing else: `no, es el acumulado`. Alone it is left to the question.
    """
    for typed in (label_words(text), label_words(behind_agreement(text))):
        for button in _buttons(question):
            if typed and typed in _spellings(button.label):
                return button.data
    return ""


def label_of(question: Message, data: str) -> str:
    """Return the label of the button that carries this data; empty when there is none."""
    return next((button.label for button in _buttons(question) if button.data == data), "")


def _buttons(question: Message) -> list[Button]:
    return [button for row in question.keyboard for button in row]


@lru_cache(maxsize=1024)
def _spellings(label: str) -> frozenset[str]:
    """`Otra persona, con invitación` is also `otra persona`; `Cumplimos la meta (25 %)` lacks its number."""
    return frozenset(label_words(part) for part in (label, label.partition("(")[0], *label.split(", ")))


def label_words(text: str) -> str:
    """Drop case, accents and signs, but keep 12.5 apart from 125."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    with_points = re.sub(r"(?<=\d),(?=\d)", ".", decomposed)
    kept = re.sub(r"(?!(?<=\d)\.(?=\d))[^\w\s]|_", "", with_points)
    return " ".join(kept.split())
