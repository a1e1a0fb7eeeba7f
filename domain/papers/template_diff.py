"""The changes that a returned workbook would make, by indicator, or its faults by cell."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from domain.kit.avances import Avance, Indicator, UnitReport
from domain.kit.slips import Slip, SlipKind, TypedValue, actividades_of, is_same_text, slip_of
from domain.papers.template_cells import CellFault, CellProblem, LineReader
from domain.papers.templates import Causes, Fillable, FilledTemplate
from domain.review.locks import Lock


@dataclass(frozen=True)
class IndicatorDifference:
    """One indicator that would change; `after.version` is the version the workbook was written from."""

    indicator: Indicator
    before: Avance | None
    after: Avance
    slip: Slip | None = None


@dataclass(frozen=True)
class Comparison:
    """The changes of a workbook; with one fault nothing is saved."""

    faults: tuple[CellFault, ...] = ()
    differences: tuple[IndicatorDifference, ...] = ()


def compare(
    report: UnitReport, filled: FilledTemplate, causes: Causes, lock: Lock, today: date
) -> Comparison | None:
    """Compare a workbook with the report as it is; None if it has indicators that the report lacks."""
    by_id = {indicator.id: indicator for indicator in report.indicators}
    if not set(filled.versions) <= set(by_id):
        return None
    faults: list[CellFault] = []
    found: list[IndicatorDifference] = []
    for line in filled.lines:
        indicator = by_id[line.indicator_id]
        reader = LineReader(line, indicator, report.period, causes, today)
        if reader.is_untouched():
            continue
        after = _read(reader, filled.versions[line.indicator_id], lock)
        faults.extend(reader.faults)
        if after is not None and not _is_same(reader.stored, after):
            found.append(IndicatorDifference(indicator, reader.stored, after))
    if faults:
        return Comparison(tuple(faults))
    return Comparison(differences=tuple(_with_slips(report, found)))


def _read(reader: LineReader, version: int, lock: Lock) -> Avance | None:
    """Return the avance of a line, unless it is locked or was saved by somebody since."""
    if not lock.allows(reader.indicator.id):
        reader.refuse(Fillable.VALUE, CellProblem.LOCKED)
    elif version != (reader.stored.version if reader.stored else 0):
        reader.refuse(Fillable.VALUE, CellProblem.CHANGED_MEANWHILE)
    return None if reader.faults else reader.read(version)


def _is_same(before: Avance | None, after: Avance) -> bool:
    return before is not None and replace(before, is_imported=False) == after


def _with_slips(report: UnitReport, found: list[IndicatorDifference]) -> list[IndicatorDifference]:
    """Check each new value for slips beside the other new ones, as if all had been saved."""
    quarter = report.period.quarter
    after = {each.indicator.id: each.after for each in found}
    looked = []
    for each in found:
        siblings = _as_saved(report, each.indicator, after)
        slip = _slip(each, actividades_of(each.indicator, siblings), quarter)
        looked.append(replace(each, slip=slip))
    return looked


def _as_saved(report: UnitReport, indicator: Indicator, after: Mapping[int, Avance]) -> list[Indicator]:
    quarter = report.period.quarter
    return [
        replace(each, avances={**each.avances, quarter: after[each.id]}) if each.id in after else each
        for each in report.programme_of(indicator).indicators
    ]


def _slip(each: IndicatorDifference, actividades: tuple[Indicator, ...], quarter: int) -> Slip | None:
    """Return the probable slip of a new value, or of a justification copied from the quarter before."""
    value = each.after.value
    assert value is not None
    before = each.indicator.avances.get(quarter - 1)
    if each.before is None or each.before.value != value:
        slip = slip_of(TypedValue(value, quarter, each.indicator, actividades))
        if slip is not None:
            return slip
    if each.after.justification and is_same_text(
        each.after.justification, before.justification if before else None
    ):
        return Slip(SlipKind.SAME_WORDS)
    return None
