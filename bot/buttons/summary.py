"""The buttons of the gap summary: the whole list, its picture and its workbook."""

from dataclasses import dataclass

from bot.kit.callbacks import Callback
from domain.kit.access import Action
from domain.kit.periods import Period


@dataclass(frozen=True)
class ShowAllGaps(Callback, key="g", needs=Action.SEE_SUMMARY):
    day_period: Period


@dataclass(frozen=True)
class ShowGapsPicture(Callback, key="gi", needs=Action.SEE_SUMMARY):
    period: Period


@dataclass(frozen=True)
class ShowGapsBook(Callback, key="gx", needs=Action.SEE_SUMMARY):
    period: Period
