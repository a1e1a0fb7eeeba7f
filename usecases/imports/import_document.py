"""Import a programme: a second import changes nothing, and captured values are never overwritten."""

from dataclasses import dataclass, replace

from domain.evidence.oficios import read_cell
from domain.kit.avances import Avance, AvanceState
from domain.kit.figures import written
from domain.kit.lights import ZERO
from domain.kit.moments import Moment
from domain.kit.narrative import Narrative
from domain.kit.periods import QUARTERS, Period
from domain.kit.reports import Flag, ImportedIndicator, ImportedProgramme
from storage.holds import AdvisoryLock
from storage.imports import StoredIndicator
from storage.uow import UnitOfWork
from usecases.kit.save_avance import facts_of_avance


@dataclass(frozen=True)
class KeptValue:
    """A difference that was not imported, because the registered value takes precedence.

    `what` is `value` (a person captured another one) or `goals` (the MIR workbook has others).
    """

    level: str
    what: str
    registered: str
    imported: str


@dataclass(frozen=True)
class ImportResult:
    """The changes of one import; none if the document was imported before."""

    document: ImportedProgramme
    changed: int
    kept: tuple[KeptValue, ...] = ()

    @property
    def flags(self) -> tuple[Flag, ...]:
        rows = (flag for row in self.document.indicators for flag in row.flags)
        return (*self.document.flags, *rows)


async def import_document(uow: UnitOfWork, document: ImportedProgramme, moment: Moment) -> ImportResult:
    """Store units, goals, reported values, evidence and flags of one programme.

    Another import, or a save in the same UR at this moment, is done before or after it.
    """
    await uow.holds.turn(AdvisoryLock.RECORDS)
    await uow.holds.indicators_of(document.unit.code, Period(document.year, 4))
    return await _Import(uow, document, moment).run()


class _Import:
    """One import in progress: what it has changed and what it left unchanged."""

    def __init__(self, uow: UnitOfWork, document: ImportedProgramme, moment: Moment) -> None:
        self._uow = uow
        self._document = document
        self._moment = moment
        self._by = f"import:{document.source}"
        self._changed = 0
        self._kept: list[KeptValue] = []

    async def run(self) -> ImportResult:
        is_mir = self._document.period is None
        self._changed += await self._uow.imports.save_unit(self._document.unit, is_mir=is_mir)
        programme = await self._uow.imports.save_programme(self._document)
        self._changed += programme.changed
        for row in self._document.indicators:
            stored = await self._uow.imports.save_indicator(programme, row, is_mir=is_mir)
            self._changed += bool(stored.changed)
            self._kept += _goals_kept(row, stored)
            await self._save_reported(row, stored.id)
        if self._changed:
            await self._audit()
        return ImportResult(self._document, self._changed, tuple(self._kept))

    async def _save_reported(self, row: ImportedIndicator, indicator_id: int) -> None:
        period = self._document.period
        quarter = period.quarter if period else None
        self._changed += await self._uow.imports.save_flags(
            indicator_id, quarter, row.flags, self._document.source
        )
        if quarter is not None and row.narrative is not None:
            await self._save_narrative(indicator_id, quarter, row.narrative)
        for each in QUARTERS if period else ():
            imported = _avance(row, each, self._document)
            if imported is not None:
                await self._save_avance(row, indicator_id, Period(self._document.year, each), imported)

    async def _save_narrative(self, indicator_id: int, quarter: int, told: Narrative) -> None:
        """Save the narrative of a sheet, unless one was written here or imported before."""
        if await self._uow.narratives.get(indicator_id, quarter) is None:
            at, by = self._moment.now, self._by
            await self._uow.narratives.save(indicator_id, quarter, told, at=at, by=by)
            self._changed += 1

    async def _save_avance(
        self, row: ImportedIndicator, indicator_id: int, period: Period, imported: Avance
    ) -> None:
        stored = await self._uow.avances.get(indicator_id, period)
        if stored is not None and not stored.is_imported:
            self._kept += _value_kept(row, stored, imported)
        elif stored is None or self._is_news(period, stored, imported):
            await self._write(indicator_id, period, stored, imported)
            self._changed += 1

    def _is_news(self, period: Period, stored: Avance, imported: Avance) -> bool:
        """A later report repeats earlier quarters, without their evidence or unreadably: no change."""
        if imported.state is AvanceState.UNCONFIRMED and period != self._document.period:
            return False
        if (stored.state, stored.value) != (imported.state, imported.value):
            return True
        said, known = (imported.evidence, imported.evidence_raw), (stored.evidence, stored.evidence_raw)
        return bool(imported.evidence) and said != known

    async def _write(
        self, indicator_id: int, period: Period, stored: Avance | None, imported: Avance
    ) -> None:
        known = stored or Avance(imported.state, None)
        merged = replace(
            imported,
            cause=known.cause,
            justification=known.justification,
            action=known.action,
            recovery_on=known.recovery_on,
            evidence=imported.evidence or known.evidence,
            evidence_raw=imported.evidence_raw if imported.evidence else known.evidence_raw,
            version=known.version,
            is_imported=True,
        )
        saved = await self._uow.avances.save(
            indicator_id, period.quarter, merged, at=self._moment.now, by=self._by
        )
        await self._uow.audit.add(
            self._moment.now,
            self._by,
            "avance_imported",
            f"avance:{indicator_id}:{period}",
            before=facts_of_avance(stored) if stored else None,
            after=facts_of_avance(saved),
        )

    async def _audit(self) -> None:
        document = self._document
        subject = f"programme:{document.unit.code}:{document.programme.code}:{document.year}"
        after = {"period": str(document.period or ""), "changed": self._changed}
        await self._uow.audit.add(self._moment.now, self._by, "document_imported", subject, after=after)


def _avance(row: ImportedIndicator, quarter: int, document: ImportedProgramme) -> Avance | None:
    """Return the document's avance of one quarter; its evidence belongs to the quarter it reports."""
    value = row.achieved[quarter - 1]
    is_reported_quarter = document.period is not None and quarter == document.period.quarter
    cell = (row.evidence_raw or "").strip() if is_reported_quarter else ""
    state = AvanceState.REPORTED
    if value is None:
        if not any(flag.asks_for_value and flag.quarter == quarter for flag in row.flags):
            return None
        state = AvanceState.UNCONFIRMED
    return Avance(state, value, evidence=read_cell(cell, year=document.year), evidence_raw=cell or None)


def _value_kept(row: ImportedIndicator, stored: Avance, imported: Avance) -> list[KeptValue]:
    if imported.value is None or imported.value == stored.value:
        return []
    registered = written(stored.value if stored.value is not None else ZERO)
    return [KeptValue(str(row.facts.level), "value", registered, written(imported.value))]


def _goals_kept(row: ImportedIndicator, stored: StoredIndicator) -> list[KeptValue]:
    pairs = zip(row.programmed, stored.goals, strict=True)
    if all(theirs is None or theirs == ours for theirs, ours in pairs):
        return []
    registered, imported = (
        "/".join("-" if each is None else written(each) for each in goals)
        for goals in (stored.goals, row.programmed)
    )
    return [KeptValue(str(row.facts.level), "goals", registered, imported)]
