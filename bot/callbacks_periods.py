"""What the buttons of a prórroga carry."""

from dataclasses import dataclass

from bot.operands import number
from domain.prorrogas import Verdict


@dataclass(frozen=True)
class DecideProrroga:
    prorroga_id: int
    verdict: Verdict


def pack_period(callback: DecideProrroga) -> str:
    return f"x:{callback.prorroga_id}:{callback.verdict.value}"


def _read_decide(operands: list[str]) -> DecideProrroga:
    prorroga_id, verdict = operands
    return DecideProrroga(number(prorroga_id), Verdict(verdict))


PERIOD_READERS = {"x": _read_decide}
