"""The buttons of the question about a message written before the open question arrived."""

from dataclasses import dataclass

from bot.kit.callbacks import Callback
from bot.kit.operands import Code
from domain.capture.late import LateVerdict
from domain.kit.access import Action


@dataclass(frozen=True)
class JudgeLate(Callback, key="lt", needs=Action.SEE_HELP):
    """Say whether the late message with this token answers the open question."""

    token: Code
    verdict: LateVerdict
