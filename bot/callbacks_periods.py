"""What the buttons of a prórroga carry."""

from dataclasses import dataclass

from bot.callbacks import Callback
from domain.access import Action
from domain.prorrogas import Verdict


@dataclass(frozen=True)
class DecideProrroga(Callback, key="x", needs=Action.DECIDE_PRORROGA):
    prorroga_id: int
    verdict: Verdict
