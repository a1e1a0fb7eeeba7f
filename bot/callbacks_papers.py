"""The buttons of documents: in which format, and never mind."""

from dataclasses import dataclass

from bot.operands import code, number
from domain.papers import PAPERS, PaperKind, PaperOrder
from domain.periods import Period


@dataclass(frozen=True)
class OrderPaper:
    """The empty unit code stands for all URs, or for the municipality."""

    kind: PaperKind
    unit_code: str
    period: Period
    format: str

    @property
    def order(self) -> PaperOrder:
        return PaperOrder(self.kind, self.period, self.unit_code, format=self.format)


@dataclass(frozen=True)
class CancelPaper:
    order_id: int


PaperCallback = OrderPaper | CancelPaper


def pack_paper(callback: PaperCallback) -> str:
    match callback:
        case OrderPaper(kind, unit_code, period, given):
            return f"dp:{kind.value}:{unit_code}:{period}:{given}"
        case CancelPaper(order_id):
            return f"dx:{order_id}"


def _read_order(operands: list[str]) -> PaperCallback:
    kind, unit_code, period, given = operands
    if given not in PAPERS[PaperKind(kind)].formats:
        raise ValueError(given)
    return OrderPaper(PaperKind(kind), code(unit_code) if unit_code else "", Period.parse(period), given)


def _read_cancel(operands: list[str]) -> PaperCallback:
    (order_id,) = operands
    return CancelPaper(number(order_id))


PAPER_READERS = {"dp": _read_order, "dx": _read_cancel}
