"""What the buttons of review carry; a move carries the version of the entrega that was read."""

from dataclasses import dataclass

from bot.operands import code, number
from domain.entregas import Move
from domain.periods import Period


@dataclass(frozen=True)
class ShowEntrega:
    """The whole report as it is handed in, by pages."""

    unit_code: str
    period: Period
    page: int = 0


@dataclass(frozen=True)
class MoveEntrega:
    """Move an entrega that was read at this version; another version belongs to an older message."""

    unit_code: str
    period: Period
    version: int
    move: Move


@dataclass(frozen=True)
class AskCorrection:
    indicator_id: int
    period: Period


@dataclass(frozen=True)
class DecideCorrection:
    correction_id: int
    is_granted: bool


ReviewCallback = ShowEntrega | MoveEntrega | AskCorrection | DecideCorrection


def pack_review(callback: ReviewCallback) -> str:
    match callback:
        case ShowEntrega(unit_code, period, page):
            return f"e:{unit_code}:{period}:{page}"
        case MoveEntrega(unit_code, period, version, move):
            return f"v:{unit_code}:{period}:{version}:{move.value}"
        case AskCorrection(indicator_id, period):
            return f"k:{indicator_id}:{period}"
        case DecideCorrection(correction_id, is_granted):
            return f"q:{correction_id}:{'y' if is_granted else 'n'}"


def _read_entrega(operands: list[str]) -> ReviewCallback:
    unit_code, period, page = operands
    return ShowEntrega(code(unit_code), Period.parse(period), number(page))


def _read_move(operands: list[str]) -> ReviewCallback:
    unit_code, period, version, move = operands
    if Move(move) is Move.CORRECT:  # granting a correction makes it; no button carries it
        raise ValueError(move)
    return MoveEntrega(code(unit_code), Period.parse(period), number(version), Move(move))


def _read_ask(operands: list[str]) -> ReviewCallback:
    indicator_id, period = operands
    return AskCorrection(number(indicator_id), Period.parse(period))


def _read_decide(operands: list[str]) -> ReviewCallback:
    correction_id, decision = operands
    return DecideCorrection(number(correction_id), decision == "y")


REVIEW_READERS = {"e": _read_entrega, "v": _read_move, "k": _read_ask, "q": _read_decide}
