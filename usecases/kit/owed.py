"""What each UR still owes, given the state of its entrega."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from domain.kit.avances import UnitReport
from domain.kit.entregas import GIVEN_BACK, HANDED_IN, Entrega
from domain.kit.periods import Period
from domain.kit.report_messages import UnitGaps
from storage.uow import UnitOfWork
from usecases.kit.views import gaps_of


@dataclass(frozen=True)
class Owed:
    """The entregas of a quarter and their unanswered observations, by UR."""

    entregas: Mapping[str, Entrega]
    observed: Mapping[str, Mapping[int, str]]

    def is_handed_in(self, unit_code: str) -> bool:
        """Tell whether the report is under review: nothing is owed, even if it was sent with gaps."""
        entrega = self.entregas.get(unit_code)
        return entrega is not None and entrega.state in HANDED_IN

    def gaps(self, report: UnitReport) -> UnitGaps:
        """Return the gaps; in a returned report, those of the observations."""
        code = report.unit.code
        entrega = self.entregas.get(code)
        if entrega is not None and entrega.state in GIVEN_BACK:
            return gaps_of(report, self.observed.get(code, {}))
        return gaps_of(report, {} if self.is_handed_in(code) else None)

    def asked(self, report: UnitReport) -> frozenset[int]:
        """Return the ids of the indicators with gaps."""
        entrega = self.entregas.get(report.unit.code)
        if entrega is not None and entrega.state in GIVEN_BACK:
            return frozenset(self.observed.get(report.unit.code, {})) & {i.id for i in report.indicators}
        if self.is_handed_in(report.unit.code):
            return frozenset()
        return frozenset(indicator.id for indicator in report.owed)

    def is_to_send(self, report: UnitReport) -> bool:
        """Tell whether only the sending is left.

        Older quarters were imported complete and handed in on paper: they need no sending.
        """
        code = report.unit.code
        if self.is_handed_in(code) or self.asked(report):
            return False
        return code in self.entregas or report.has_captures

    def to_remind(self, reports: Iterable[UnitReport]) -> tuple[UnitGaps, ...]:
        """Return the gaps by UR, followed by the URs of which only the sending is left."""
        asked = tuple(reports)
        unsent = (
            replace(self.gaps(each), is_again=each.unit.code in self.entregas)
            for each in asked
            if self.is_to_send(each)
        )
        return (*self.owing(asked), *unsent)

    def owing(self, reports: Iterable[UnitReport]) -> tuple[UnitGaps, ...]:
        return tuple(gaps for gaps in map(self.gaps, reports) if gaps.lines)


async def owed_in(uow: UnitOfWork, period: Period) -> Owed:
    """Read both for every UR, with two queries."""
    return await _read(uow, period, None)


async def owed_by(uow: UnitOfWork, period: Period, unit_codes: Collection[str]) -> Owed:
    """Read both for some URs; any other UR counts as not sent, so ask only for these."""
    return await _read(uow, period, unit_codes)


async def _read(uow: UnitOfWork, period: Period, unit_codes: Collection[str] | None) -> Owed:
    entregas = await uow.entregas.of_period(period, unit_codes)
    has_given_back = any(each.state in GIVEN_BACK for each in entregas.values())
    observed = await uow.entregas.observed_by_unit(period, unit_codes) if has_given_back else {}
    return Owed(entregas, observed)
