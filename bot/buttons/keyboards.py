"""Keyboards: labels begin with a verb; at most two buttons in a row and eight in a message."""

from collections.abc import Sequence

from bot.buttons.capture import AnswerQuestion, OpenIndicator, ShowPending, WriteNarrative
from bot.kit.callbacks import pack
from domain.kit.avances import Missing
from domain.kit.drafts import Choice, Chosen
from domain.kit.periods import Period
from domain.kit.report_messages import IndicatorLine
from texts.kit.formats import missing, percent, shorten
from texts.kit.rendering import Button, Keyboard

PAGE = 6
"""Indicators offered in one message; with the page buttons a message has at most eight buttons."""
SHORT_LABEL = 18
"""Two labels up to this length share a row of a phone."""
LONGEST_LABEL = 60


def answer(token: str, label: str, choice: Choice, position: int = 0) -> Button:
    # Telegram refuses a button whose label has only invisible characters, as a cause may have.
    return Button(shorten(label, LONGEST_LABEL) or "…", pack(AnswerQuestion(token, Chosen(choice, position))))


def in_rows(buttons: Sequence[Button]) -> Keyboard:
    """Put short neighbours side by side and give each long label a row of its own."""
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        if rows and len(rows[-1]) == 1 and _are_short(rows[-1][0], button):
            rows[-1] = (rows[-1][0], button)
        else:
            rows.append((button,))
    return tuple(rows)


def named(line: IndicatorLine, unit_code: str = "") -> str:
    """`Actividad 7.1`, with the programme and the UR where the level alone is ambiguous."""
    programme = f"PP {line.programme}" if line.programme else ""
    return " · ".join(part for part in (line.level, programme, unit_code) if part)


def open_indicator(line: IndicatorLine, period: Period, unit_code: str = "") -> Button:
    """`Actividad 7.1 · meta 25 %`, or what is missing: `Actividad 7.1 · falta evidencia`."""
    goal = "sin meta" if line.goal is None else f"meta {percent(line.goal)}"
    owed = [what for what in line.missing if what is not Missing.GOAL]
    what = goal if Missing.VALUE in owed or not owed else f"falta {missing(owed)}"
    if lacks_only_narrative(line):
        narrative = shorten(f"{named(line, unit_code)} · escribir la narrativa", LONGEST_LABEL)
        return Button(narrative, pack(WriteNarrative(line.id, period)))
    if line.observation:
        what = "atender la observación"
    label = shorten(f"{named(line, unit_code)} · {what}", LONGEST_LABEL)
    return Button(label, pack(OpenIndicator(line.id, period)))


def lacks_only_narrative(line: IndicatorLine) -> bool:
    owed = [each for each in line.missing if each is not Missing.GOAL]
    return owed == [Missing.NARRATIVE] and not line.observation


def last_page(amount: int) -> int:
    return max(0, amount - 1) // PAGE


def indicators(
    lines: Sequence[IndicatorLine], period: Period, page: int = 0, units: Sequence[str] = ()
) -> Keyboard:
    """One button for each indicator of a page, and buttons to the previous and next page.

    `units` names the UR of each indicator where there are several.
    """
    codes = units or [""] * len(lines)
    shown = list(zip(lines, codes, strict=True))[page * PAGE : (page + 1) * PAGE]
    pages = []
    if page > 0:
        pages.append(Button("‹ Anteriores", pack(ShowPending(period, page - 1))))
    if len(lines) > (page + 1) * PAGE:
        pages.append(Button("Siguientes ›", pack(ShowPending(period, page + 1))))
    rows = tuple((open_indicator(line, period, code),) for line, code in shown)
    return (*rows, tuple(pages)) if pages else rows


def _are_short(*buttons: Button) -> bool:
    return all(len(button.label) <= SHORT_LABEL for button in buttons)
