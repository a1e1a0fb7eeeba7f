"""Reading medios de verificación: from the marks of a text to the documents that it cites."""

from collections.abc import Iterator

from domain.evidence.oficios import clauses
from domain.evidence.oficios.drafts import CitationDraft
from domain.evidence.oficios.folding import Folded
from domain.evidence.oficios.issuers import issuer_after, issuer_before
from domain.evidence.oficios.marks import Dated, Heading, Incomplete, ListItem, Mark, Numbers, Unnumbered
from domain.evidence.oficios.scanning import find_marks
from domain.kit.evidence import Evidence, EvidenceFlag, EvidenceType


def read_evidence(text: str, *, year: int) -> tuple[Evidence, ...]:
    """Return the documents cited in a cell or a typed text, in order; () if none is cited.

    `year` is the fiscal year, used for a date without one; every assumption is in `flags`.
    """
    folded = Folded(text)
    return tuple(_finished(folded, _Reader(folded).read(find_marks(folded, year=year))))


def read_cell(text: str, *, year: int) -> tuple[Evidence, ...]:
    """Read a cell of medios de verificación; a text without a known document is kept as written."""
    if not text:
        return ()
    return read_evidence(text, year=year) or (Evidence(EvidenceType.OTHER, text),)


class _Reader:
    """Goes through the marks once; `self._last` is the open citation."""

    def __init__(self, text: Folded) -> None:
        self._text = text
        self._drafts: list[CitationDraft] = []
        self._last: CitationDraft | None = None
        self._early_date: Dated | None = None
        self._floor = 0

    def read(self, marks: list[Mark]) -> list[CitationDraft]:
        limits = [*(mark.start for mark in marks[1:]), len(self._text.plain)]
        for mark, limit in zip(marks, limits, strict=False):
            self._take(mark)
            self._floor = mark.end
            self._take_issuer_after(mark, limit)
        return [draft for draft in self._drafts if draft.is_citation]

    def _take(self, mark: Mark) -> None:
        match mark:
            case Heading():
                self._open_heading(mark)
            case Numbers():
                self._take_numbers(mark)
            case Dated():
                self._take_date(mark)
            case Unnumbered():
                self._take_lack_of_number(mark)
            case Incomplete():
                self._take_incomplete(mark)
            case ListItem():
                self._add(
                    CitationDraft(
                        EvidenceType.STATISTICS_COPY, mark.start, mark.end, mark.end, stands_alone=True
                    )
                )
            case _:  # a Link
                self._add(CitationDraft(EvidenceType.URL, mark.start, mark.start, mark.end))

    def _open_heading(self, mark: Heading) -> None:
        draft = self._open(mark.type, mark)
        draft.has_heading = True
        draft.is_plural = mark.is_plural
        draft.stands_alone = mark.stands_alone
        draft.flags += (EvidenceFlag.COPY,) if mark.is_copy else ()

    def _take_numbers(self, mark: Numbers) -> None:
        last, gap = self._last, self._gap(mark)
        if last and last.takes_numbers(mark, gap):
            last.add_numbers(mark)
        elif last and last.is_group and clauses.is_list_gap(gap):
            self._continue_group(last, mark).add_numbers(mark)
        else:
            self._open(EvidenceType.OFICIO, mark).add_numbers(mark)

    def _take_date(self, mark: Dated) -> None:
        last, gap = self._last, self._gap(mark)
        if last is None or last.is_dated_before:
            self._early_date = mark
        elif last.takes_date(gap):
            last.add_date(mark.found, gap)
        elif last.dated and clauses.is_list_gap(gap):
            self._take_further_date(last, mark)

    def _take_further_date(self, last: CitationDraft, mark: Dated) -> None:
        """Read `oficios: 30 de mayo 2022, 4 de junio` as two; after numbers a second date is only noted."""
        if last.is_group and not last.numbers:
            self._continue_group(last, mark).add_date(mark.found, "")
        else:
            last.flags += (EvidenceFlag.SEVERAL_DATES,)

    def _take_lack_of_number(self, mark: Unnumbered) -> None:
        last, gap = self._last, self._gap(mark)
        is_near = clauses.is_list_gap(gap)
        if last and last.has_heading and not last.numbers and not last.dated and is_near:
            last.is_unnumbered, last.end = True, mark.end
        elif last is None or is_near:
            draft = self._open(EvidenceType.OFICIO, mark)
            draft.is_unnumbered = True
            draft.stands_alone = not self._text.plain[: mark.start].strip()

    def _take_incomplete(self, mark: Incomplete) -> None:
        # Its heading is the open citation, unless the word was part of a list item.
        if self._last and self._last.has_heading:
            self._last.flags += (EvidenceFlag.INCOMPLETE_NUMBER,)
            self._last.end = mark.end

    def _open(self, kind: EvidenceType, mark: Mark) -> CitationDraft:
        issuer = issuer_before(self._text, max(self._floor, self._last.end if self._last else 0), mark.start)
        start = issuer[0] if issuer else mark.start
        draft = CitationDraft(kind, start, start, mark.end, issuer=issuer[1] if issuer else None)
        self._take_early_date(draft)
        return self._add(draft)

    def _take_early_date(self, draft: CitationDraft) -> None:
        early, self._early_date = self._early_date, None
        if early and clauses.is_list_gap(self._text.plain[early.end : draft.start]):
            end = draft.end
            draft.add_date(early.found, "")
            draft.opens_at = draft.start = early.start
            draft.end, draft.is_dated_before = end, True

    def _continue_group(self, last: CitationDraft, mark: Mark) -> CitationDraft:
        draft = CitationDraft(last.type, mark.start, mark.start, mark.end, issuer=last.issuer)
        draft.has_heading, draft.is_plural = last.has_heading, last.is_plural
        return self._add(draft)

    def _add(self, draft: CitationDraft) -> CitationDraft:
        self._drafts.append(draft)
        self._last = draft
        return draft

    def _gap(self, mark: Mark) -> str:
        return self._text.plain[self._last.end : mark.start] if self._last else ""

    def _take_issuer_after(self, mark: Mark, limit: int) -> None:
        last = self._last
        if last and last.end == mark.end and last.may_name_issuer:
            found = issuer_after(self._text, last.end, limit)
            if found:
                last.end, last.issuer = found


def _finished(text: Folded, drafts: list[CitationDraft]) -> Iterator[Evidence]:
    limits = [*(draft.opens_at for draft in drafts[1:]), len(text.plain)]
    for draft, limit in zip(drafts, limits, strict=False):
        end = clauses.title_end(text.plain, draft.start, draft.end, limit) if draft.has_title else draft.end
        raw = text.original(draft.start, end).strip()
        if raw:  # "2. 3. Actas": an ordinal without text is no document
            yield draft.finished(raw)
