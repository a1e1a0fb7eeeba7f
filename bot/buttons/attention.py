"""The button of a question to IMPLAN."""

from dataclasses import dataclass

from bot.kit.callbacks import Callback
from domain.kit.access import Action


@dataclass(frozen=True)
class AnswerHelp(Callback, key="qa", needs=Action.ANSWER_HELP):
    attention_id: int
