"""The questions of dialogues: each subject has its own wording, the buttons are the same for all."""

from collections.abc import Callable, Collection, Mapping

from bot.buttons import keyboards
from bot.buttons.forms import AnswerForm
from bot.capture import narrative_words as narratives
from bot.kit.callbacks import pack
from bot.people import attention_words as attention
from bot.people import variable_words as variables
from bot.review import form_words as review_forms
from bot.switchboard import period_form_words as period_forms
from domain.kit.dialogues.forms import Left, Option, Picked, Skipped, TurnedTo
from domain.kit.dialogues.messages import FormLeft, FormQuestion, FormRefused
from texts.kit.formats import escape, shorten
from texts.kit.rendering import Button, Keyboard, Message
from texts.kit.wording import words
from texts.papers import templates
from texts.people import forms as admin_forms

Wording = Callable[[FormQuestion], str]

OPTIONS = 4
"""Options in one message: with two pages, `Omitir` and `Cancelar` it has eight buttons."""

QUESTIONS: Mapping[str, Mapping[str, Wording]] = {
    **templates.QUESTIONS,
    **review_forms.QUESTIONS,
    **admin_forms.QUESTIONS,
    **period_forms.QUESTIONS,
    **variables.QUESTIONS,
    **narratives.QUESTIONS,
    **attention.QUESTIONS,
}
"""By kind of dialogue and awaited field."""

LABELS: Mapping[str, Mapping[str, str]] = {
    **templates.LABELS,
    **review_forms.LABELS,
    **admin_forms.LABELS,
    **period_forms.LABELS,
    **variables.LABELS,
    **narratives.LABELS,
}
"""By kind of dialogue and value: the label of an option that differs from the offered one."""

DAYS: Collection[tuple[str, str]] = period_forms.DAYS
"""Kinds and fields whose options are numbers of days, each shown with its last day."""

REFUSALS: Mapping[str, str] = {
    **review_forms.REFUSALS,
    **admin_forms.REFUSALS,
    **period_forms.REFUSALS,
    **variables.REFUSALS,
    **narratives.REFUSALS,
    **attention.REFUSALS,
    "not_a_choice": "«{said}» no es una de las opciones. Toque un botón o escriba lo que dice.",
    "text_too_short": "«{said}» es muy corto. Escríbalo en una frase completa.",
    "text_too_long": "Su texto es muy largo. Escríbalo en menos de 1,000 letras.",
}
"""By problem; `{said}` is what was typed, escaped and shortened."""


@words(FormQuestion)
def form_question(asked: FormQuestion) -> Message:
    text = QUESTIONS[asked.kind][asked.asked](asked)
    if asked.is_resumed:
        text = f"Seguimos donde estaba.\n\n{text}"
    return Message(text, _keyboard(asked))


@words(FormRefused)
def form_refused(said: FormRefused) -> Message:
    return Message(REFUSALS[said.problem].format(said=escape(shorten(said.said, 60))))


@words(FormLeft)
def form_left(said: FormLeft) -> Message:
    back = (
        f" Para volver a la entrega: /entrega {escape(said.unit_code)} {said.period}" if said.period else ""
    )
    return Message(f"Cancelado. No se guardó nada.{back}")


def _keyboard(asked: FormQuestion) -> Keyboard:
    first = asked.page * OPTIONS
    shown = list(enumerate(asked.options))[first : first + OPTIONS]
    buttons = [_button(asked, _label(asked, option), Picked(position)) for position, option in shown]
    rows = keyboards.in_rows(buttons)
    pages = []
    if asked.page > 0:
        pages.append(_button(asked, "‹ Anteriores", TurnedTo(asked.page - 1)))
    if len(asked.options) > first + OPTIONS:
        pages.append(_button(asked, "Siguientes ›", TurnedTo(asked.page + 1)))
    last = [_button(asked, "Omitir", Skipped())] if asked.is_optional else []
    last.append(_button(asked, "Cancelar", Left()))
    return (*rows, *((tuple(pages),) if pages else ()), tuple(last))


def _label(asked: FormQuestion, option: Option) -> str:
    if (asked.kind, asked.asked) in DAYS:
        return period_forms.days_option(option)
    return LABELS.get(asked.kind, {}).get(option.value, option.label)


def _button(asked: FormQuestion, label: str, given: Picked | Skipped | TurnedTo | Left) -> Button:
    # A name of invisible characters would leave nothing to tap.
    shown = shorten(label, keyboards.LONGEST_LABEL) or "…"
    return Button(shown, pack(AnswerForm(asked.token, given)))
