"""Every button can also be typed: by its label, in any case, with or without accents."""

import re
import unicodedata
from functools import lru_cache

from domain.kit.words.agreement import behind_agreement
from texts.kit.rendering import Button, Message


def data_by_label(question: Message, text: str) -> str:
    """Return the data of the button with this label, typed in any case, with or without accents; else "".

    A yes or no before the label is ignored: `no, es el acumulado`. Alone it is left to the question.
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
    """Return how a label may be typed: in full, without what follows a comma, without numbers in brackets."""
    return frozenset(label_words(part) for part in (label, label.partition("(")[0], *label.split(", ")))


def label_words(text: str) -> str:
    """Drop case, accents and punctuation, but keep 12.5 apart from 125."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    with_points = re.sub(r"(?<=\d),(?=\d)", ".", decomposed)
    kept = re.sub(r"(?!(?<=\d)\.(?=\d))[^\w\s]|_", "", with_points)
    return " ".join(kept.split())
