"""The buttons of documents: choose a format, cancel."""

from dataclasses import dataclass

from bot.kit.callbacks import Callback
from bot.kit.operands import AnyUnit
from domain.kit.access import Action
from domain.kit.periods import Period
from domain.papers.kinds import PAPERS, PaperKind, PaperOrder


@dataclass(frozen=True)
class OrderPaper(Callback, key="dp", needs=Action.SEE_HELP):
    """Order a document; an empty unit code means all URs or the municipality. Each kind has its own right."""

    kind: PaperKind
    unit_code: AnyUnit
    period: Period
    format: str

    @property
    def is_sent(self) -> bool:
        return self.format in PAPERS[self.kind].formats

    @property
    def order(self) -> PaperOrder:
        return PaperOrder(self.kind, self.period, self.unit_code, format=self.format)


@dataclass(frozen=True)
class CancelPaper(Callback, key="dx", needs=Action.SEE_HELP):
    order_id: int
