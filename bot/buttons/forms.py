"""The buttons of dialogues: choose an option by its position, turn the page, skip, cancel."""

from dataclasses import dataclass
from typing import Annotated

from bot.kit.callbacks import Callback
from bot.kit.operands import Operand, number
from domain.kit.access import Action
from domain.kit.dialogues.forms import Left, Picked, Skipped, TurnedTo

TappedAnswer = Picked | Skipped | TurnedTo | Left


def _write(given: TappedAnswer) -> str:
    match given:
        case Picked(position):
            return f"o{position}"
        case TurnedTo(page):
            return f"p{page}"
        case Skipped():
            return "s"
        case Left():
            return "c"


def _read(written: str) -> TappedAnswer:
    match written[:1]:
        case "o":
            return Picked(number(written[1:]))
        case "p":
            return TurnedTo(number(written[1:]))
        case "s":
            return Skipped()
        case "c":
            return Left()
        case _:
            raise ValueError(written)


@dataclass(frozen=True)
class AnswerForm(Callback, key="f", needs=Action.SEE_HELP):
    """Answer the open question of a dialogue that carries this token; each dialogue has its own right."""

    token: str
    given: Annotated[TappedAnswer, Operand(_write, _read)]
