"""What the buttons of review carry; a move carries the version of the entrega that was read."""

from dataclasses import dataclass

from bot.kit.callbacks import Callback
from domain.kit.access import Action
from domain.kit.entregas import Move
from domain.kit.periods import Period
from domain.kit.unit_codes import UnitCode


@dataclass(frozen=True)
class ShowEntrega(Callback, key="e", needs=Action.SEE_ENTREGA):
    """The whole report as it is handed in, by pages."""

    unit_code: UnitCode
    period: Period
    page: int = 0


@dataclass(frozen=True)
class MoveEntrega(Callback, key="v", needs=Action.SEE_ENTREGA):
    """Move an entrega that was read at this version; another version belongs to an older message.

    A move needs the action of its row in the state table as well.
    """

    unit_code: UnitCode
    period: Period
    version: int
    move: Move

    @property
    def is_sent(self) -> bool:
        return self.move is not Move.CORRECT  # granting a correction makes it


@dataclass(frozen=True)
class AskCorrection(Callback, key="k", needs=Action.ASK_CORRECTION):
    indicator_id: int
    period: Period


@dataclass(frozen=True)
class DecideCorrection(Callback, key="q", needs=Action.DECIDE_CORRECTION):
    correction_id: int
    is_granted: bool
