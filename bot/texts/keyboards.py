"""Buttons: verbs, at most two in a row, at most eight in a message."""

from collections.abc import Sequence

from bot.callbacks import AnswerQuestion, OpenIndicator, ShowPending, pack
from bot.rendering import Button, Keyboard
from bot.texts.formats import percent
from domain.drafts import Choice, Chosen
from domain.messages import IndicatorLine
from domain.periods import Period

PAGE = 6
"""Indicators offered in one message; with the page buttons a message has at most eight buttons."""
SHORT_LABEL = 18
"""Two labels up to this length share a row of a phone."""


def answer(token: str, label: str, choice: Choice, position: int = 0) -> Button:
    return Button(label, pack(AnswerQuestion(token, Chosen(choice, position))))


def in_rows(buttons: Sequence[Button]) -> Keyboard:
    """Put short neighbours side by side and give each long label a row of its own."""
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        if rows and len(rows[-1]) == 1 and _are_short(rows[-1][0], button):
            rows[-1] = (rows[-1][0], button)
        else:
            rows.append((button,))
    return tuple(rows)


def open_indicator(line: IndicatorLine, period: Period) -> Button:
    """`Actividad 7.1 · meta 25 %`, always beginning with the level."""
    parts = [line.level]
    if line.programme:
        parts.append(f"PP {line.programme}")
    parts.append("sin meta" if line.goal is None else f"meta {percent(line.goal)}")
    return Button(" · ".join(parts), pack(OpenIndicator(line.id, period)))


def indicators(lines: Sequence[IndicatorLine], period: Period, page: int = 0) -> Keyboard:
    """One button for each indicator of a page, and the way to the neighbouring pages."""
    shown = lines[page * PAGE : (page + 1) * PAGE]
    pages = []
    if page > 0:
        pages.append(Button("‹ Anteriores", pack(ShowPending(period, page - 1))))
    if len(lines) > (page + 1) * PAGE:
        pages.append(Button("Siguientes ›", pack(ShowPending(period, page + 1))))
    rows = tuple((open_indicator(line, period),) for line in shown)
    return (*rows, tuple(pages)) if pages else rows


def _are_short(*buttons: Button) -> bool:
    return all(len(button.label) <= SHORT_LABEL for button in buttons)
