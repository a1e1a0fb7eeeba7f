"""The buttons of a prórroga."""

from dataclasses import dataclass

from bot.kit.callbacks import Callback
from domain.calendar.prorrogas import Verdict
from domain.kit.access import Action


@dataclass(frozen=True)
class DecideProrroga(Callback, key="x", needs=Action.DECIDE_PRORROGA):
    prorroga_id: int
    verdict: Verdict
