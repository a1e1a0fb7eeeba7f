"""What the buttons of the gap summary carry: its picture and its workbook."""

from dataclasses import dataclass

from domain.periods import Period


@dataclass(frozen=True)
class ShowGapsPicture:
    period: Period


@dataclass(frozen=True)
class ShowGapsBook:
    period: Period


SummaryCallback = ShowGapsPicture | ShowGapsBook


def pack_summary(callback: SummaryCallback) -> str:
    verb = "gi" if isinstance(callback, ShowGapsPicture) else "gx"
    return f"{verb}:{callback.period}"


def _read_picture(operands: list[str]) -> SummaryCallback:
    (period,) = operands
    return ShowGapsPicture(Period.parse(period))


def _read_book(operands: list[str]) -> SummaryCallback:
    (period,) = operands
    return ShowGapsBook(Period.parse(period))


SUMMARY_READERS = {"gi": _read_picture, "gx": _read_book}
