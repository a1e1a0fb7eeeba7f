"""What the buttons carry that are asked about a message that was written too early."""

from dataclasses import dataclass

from bot.operands import code
from domain.gaps import LateVerdict


@dataclass(frozen=True)
class JudgeLate:
    """Whether the message that is asked about with this token is the answer."""

    token: str
    verdict: LateVerdict


def pack_late(callback: JudgeLate) -> str:
    return f"lt:{callback.token}:{callback.verdict.value}"


def _read_late(operands: list[str]) -> JudgeLate:
    token, verdict = operands
    return JudgeLate(code(token), LateVerdict(verdict))


LATE_READERS = {"lt": _read_late}
