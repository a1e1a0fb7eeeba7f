"""The buttons of review; a move carries the version of the entrega that the message showed."""

from dataclasses import dataclass

from bot.kit.callbacks import Callback
from domain.kit.access import Action
from domain.kit.entregas import Move
from domain.kit.periods import Period
from domain.kit.unit_codes import UnitCode


@dataclass(frozen=True)
class ShowEntrega(Callback, key="e", needs=Action.SEE_ENTREGA):
    """Show the whole report of an entrega, by pages."""

    unit_code: UnitCode
    period: Period
    page: int = 0


@dataclass(frozen=True)
class MoveEntrega(Callback, key="v", needs=Action.SEE_ENTREGA):
    """Move an entrega if it still has this version; otherwise the button is of an outdated message.

    The state table says which further action each move needs.
    """

    unit_code: UnitCode
    period: Period
    version: int
    move: Move

    @property
    def is_sent(self) -> bool:
        return self.move is not Move.CORRECT  # granting a correction also applies it


@dataclass(frozen=True)
class AskCorrection(Callback, key="k", needs=Action.ASK_CORRECTION):
    indicator_id: int
    period: Period


@dataclass(frozen=True)
class DecideCorrection(Callback, key="q", needs=Action.DECIDE_CORRECTION):
    correction_id: int
    is_granted: bool
