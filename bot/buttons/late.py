"""What the buttons carry that are asked about a message that was written too early."""

from dataclasses import dataclass

from bot.kit.callbacks import Callback
from bot.kit.operands import Code
from domain.capture.gaps import LateVerdict
from domain.kit.access import Action


@dataclass(frozen=True)
class JudgeLate(Callback, key="lt", needs=Action.SEE_HELP):
    """Whether the message that is asked about with this token is the answer."""

    token: Code
    verdict: LateVerdict
