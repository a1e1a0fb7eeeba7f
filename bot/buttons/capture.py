"""The buttons of capture."""

from dataclasses import dataclass

from bot.kit.callbacks import Callback
from domain.kit.access import Action
from domain.kit.drafts import Chosen
from domain.kit.periods import Period


@dataclass(frozen=True)
class OpenIndicator(Callback, key={"o": {"met": False}, "m": {"met": True}}, needs=Action.CAPTURE):
    """Begin to capture an indicator; `met` answers at once that the goal was reached."""

    indicator_id: int
    period: Period
    met: bool = False


@dataclass(frozen=True)
class WriteNarrative(Callback, key="n", needs=Action.CAPTURE):
    """Ask for the narrative of an indicator."""

    indicator_id: int
    period: Period


@dataclass(frozen=True)
class AnswerQuestion(Callback, key="a", needs=Action.CAPTURE):
    """Answer the open question that carries this token."""

    token: str
    chosen: Chosen


@dataclass(frozen=True)
class ShowPending(Callback, key="p", needs=Action.SEE_PENDING):
    period: Period
    page: int = 0
