"""A citation while it is read: its fields so far, and the fields it still accepts."""

from dataclasses import dataclass

from domain.evidence.oficios import clauses
from domain.evidence.oficios.headings import NUMBERED
from domain.evidence.oficios.marks import Numbers
from domain.kit.evidence import DateKind, Evidence, EvidenceFlag, EvidenceType
from domain.kit.words.spanish_dates import FoundDate

_SERIES = frozenset({EvidenceType.OFICIO, EvidenceType.CIRCULAR})


@dataclass
class CitationDraft:
    """A citation under construction.

    `opens_at` ends the citation before it; `start` and `end` are the span that was read, in the folded text.
    """

    type: EvidenceType
    opens_at: int
    start: int
    end: int
    issuer: str | None = None
    numbers: tuple[str, ...] = ()
    dated: FoundDate | None = None
    date_kind: DateKind = DateKind.ISSUED
    flags: tuple[str, ...] = ()
    has_heading: bool = False
    is_plural: bool = False
    is_range: bool = False
    is_unnumbered: bool = False
    stands_alone: bool = False
    is_dated_before: bool = False
    """The date was written before the heading: 26/09/2025 oficio SP/1/2025."""

    @property
    def is_numbered_kind(self) -> bool:
        return self.type in NUMBERED

    @property
    def is_list_item(self) -> bool:
        return self.type is EvidenceType.STATISTICS_COPY and not self.has_heading

    @property
    def is_citation(self) -> bool:
        """Say whether there is enough to cite; "oficio" alone in a sentence is not."""
        if self.numbers or self.stands_alone or self.type is EvidenceType.URL:
            return True
        if EvidenceFlag.INCOMPLETE_NUMBER in self.flags or self.dated:
            return True
        return self.is_unnumbered and self.has_heading

    @property
    def is_group(self) -> bool:
        """Say whether further numbers may follow after a comma: oficios of one issuer."""
        return self.is_numbered_kind and bool(self.numbers or (self.has_heading and self.dated))

    @property
    def has_title(self) -> bool:
        return not self.is_numbered_kind and self.type is not EvidenceType.URL

    @property
    def may_name_issuer(self) -> bool:
        return self.issuer is None and self.type is not EvidenceType.URL and not self.is_list_item

    def takes_numbers(self, mark: Numbers, gap: str) -> bool:
        if self.numbers:
            is_range = self.is_range or len(mark.numbers) > 1
            return not self._has_own_date and not is_range and clauses.is_list_gap(gap)
        if self.is_unnumbered or not self.has_heading:
            return False
        if self.is_numbered_kind and not self._has_own_date:
            return len(gap) <= 120 and not clauses.has_break(gap, 0, len(gap))
        return not self.is_plural and clauses.is_number_gap(gap)

    @property
    def _has_own_date(self) -> bool:
        return self.dated is not None and not self.is_dated_before

    def takes_date(self, gap: str) -> bool:
        if self.dated or self.type is EvidenceType.URL or self.is_list_item:
            return False
        return clauses.is_date_gap(gap) or clauses.is_far_date_gap(gap, titled=self.type not in _SERIES)

    def add_numbers(self, mark: Numbers) -> None:
        self.is_range = len(mark.numbers) > 1 and not mark.flags
        self.numbers += mark.numbers
        self.flags += mark.flags
        self.end = mark.end

    def add_date(self, found: FoundDate, gap: str) -> None:
        self.dated = found
        self.date_kind = _date_kind(self.type, gap)
        self.flags += found.flags
        self.end = found.end

    def finished(self, raw: str) -> Evidence:
        day = self.dated.day if self.dated else None
        return Evidence(
            type=self._final_type(),
            raw=raw,
            numbers=self.numbers,
            dated_on=day,
            date_kind=self.date_kind if day else None,
            issuer=self.issuer,
            url=raw if self.type is EvidenceType.URL else None,
            flags=tuple(dict.fromkeys(self.flags)),
        )

    def _final_type(self) -> EvidenceType:
        if self.type is not EvidenceType.OFICIO:
            return self.type
        if self.is_range:
            return EvidenceType.OFICIO_RANGE
        is_known_by_number = self.numbers or EvidenceFlag.INCOMPLETE_NUMBER in self.flags
        return EvidenceType.OFICIO if is_known_by_number else EvidenceType.OFICIO_WITHOUT_NUMBER


def _date_kind(kind: EvidenceType, gap: str) -> DateKind:
    if clauses.is_received(gap):
        return DateKind.RECEIVED
    if kind is EvidenceType.EMAIL or clauses.is_sent(gap):
        return DateKind.SENT
    return DateKind.ISSUED
