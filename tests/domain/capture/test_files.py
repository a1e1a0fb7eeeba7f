"""Files in a capture: each gets its citation, and an album is one evidence in any order."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.capture.files import MOST_FILES, queued, waiting
from domain.capture.machine import advance
from domain.capture.turns import Refusal
from domain.evidence.proofs import cited_in, grouped
from domain.kit.drafts import Attached, Choice, Chosen, Draft, Step, UnnamedFile
from domain.kit.evidence import Evidence, EvidenceFlag, EvidenceType
from tests.builders import a_draft, a_file, an_indicator, an_oficio, answered, walked

AWAITED = a_draft(Step.EVIDENCE, 25)
READ = an_oficio("SP/9/2025", dated_on=date(2025, 9, 26))
FILE = a_file("aa")


def a_photo(page: int, *, caption: str = "", read: str = "", album: str = "7") -> Attached:
    """The photo of an album in the message `page`; `caption` and `read` are numbers."""
    shown = an_oficio(caption) if caption else a_file()
    photo = replace(shown, file_sha256=f"sha{page}", album=album, page=page)
    return Attached((photo,), an_oficio(read) if read else None)


def test_what_was_read_is_offered_and_taken_with_its_file() -> None:
    asked = walked(AWAITED, Attached((FILE,), READ)).draft
    assert (asked.step, waiting(asked).read) == (Step.READING, READ)

    told = walked(asked, Chosen(Choice.YES)).draft

    assert told.evidence == (replace(READ, file_sha256="aa"),)
    assert (told.step, told.unsettled) == (Step.REVIEW, ())


def test_what_was_not_read_right_is_typed() -> None:
    draft = walked(AWAITED, Attached((FILE,), READ), Chosen(Choice.ANOTHER), "SP/7/2025").draft

    (told,) = draft.evidence
    assert (told.numbers, told.file_sha256) == (("SP/7/2025",), "aa")


def test_another_number_asks_without_the_one_that_was_read() -> None:
    asked = walked(AWAITED, Attached((FILE,), READ), Chosen(Choice.ANOTHER)).draft

    assert (asked.step, waiting(asked).read) == (Step.READING, None)
    assert answered(asked, Chosen(Choice.YES)).refusal is Refusal.NOT_A_CHOICE


def test_a_file_may_have_no_number() -> None:
    draft = walked(AWAITED, Attached((FILE,)), Chosen(Choice.UNNUMBERED)).draft

    assert (draft.evidence, draft.step) == ((FILE,), Step.REVIEW)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        pytest.param("el de siempre", Refusal.NO_EVIDENCE_READ, id="words"),
        pytest.param("oficio 112", Refusal.INCOMPLETE_NUMBER, id="incomplete"),
        pytest.param("25", Refusal.NUMBER_WHERE_FILE_IS_ASKED, id="a value"),
    ],
)
def test_what_cites_nothing_keeps_the_question_open(typed: str, refusal: Refusal) -> None:
    asked = walked(AWAITED, Attached((FILE,))).draft

    turn = answered(asked, typed)

    assert (turn.refusal, turn.draft) == (refusal, asked)


def test_one_file_may_show_two_oficios() -> None:
    draft = walked(AWAITED, Attached((FILE,)), "SP/7/2025 y SP/8/2025").draft

    assert {each.file_sha256 for each in draft.evidence} == {"aa"}


def test_a_number_that_was_typed_before_gets_its_file() -> None:
    draft = walked(AWAITED, "SP/9/2025", Attached((FILE,), READ), Chosen(Choice.YES)).draft

    (told,) = draft.evidence
    assert (told.numbers, told.dated_on, told.file_sha256) == (READ.numbers, READ.dated_on, "aa")


def test_what_is_odd_about_a_file_stays_with_it() -> None:
    small = replace(FILE, flags=(EvidenceFlag.SMALL_PHOTO,))

    draft = walked(AWAITED, Attached((small,)), "SP/7/2025", "SP/7/2025 del 3 de mayo de 2025").draft

    assert [each.flags for each in draft.evidence] == [(EvidenceFlag.SMALL_PHOTO,)]


def test_files_are_asked_about_one_after_the_other() -> None:
    draft = walked(AWAITED, Attached((FILE,)), Attached((a_file("bb"),), READ)).draft
    assert waiting(draft).proof == (FILE,)

    second = walked(draft, "SP/7/2025").draft
    assert (second.step, waiting(second).read) == (Step.READING, READ)

    assert walked(second, Chosen(Choice.YES)).draft.step is Step.REVIEW


def test_the_same_file_again_changes_nothing() -> None:
    told = walked(AWAITED, Attached((FILE,)), "SP/7/2025").draft

    again = walked(told, Attached((FILE,), READ)).draft

    assert (again.evidence, again.step) == (told.evidence, Step.REVIEW)


def test_a_file_waits_until_a_corrected_value_was_taken() -> None:
    asked = replace(walked(AWAITED, Attached((FILE,))).draft, step=Step.CORRECTION)

    assert walked(asked, "24").draft.step is Step.READING


def test_the_next_photo_of_an_album_extends_the_summary_and_keeps_its_buttons() -> None:
    first = walked(AWAITED, a_photo(1, caption="SP/1/2025")).draft

    turn = answered(first, a_photo(2))

    assert turn.is_same_question
    assert (turn.draft.token, turn.draft.step) == (first.token, Step.REVIEW)
    assert len(turn.draft.evidence) == 2
    assert len(grouped(turn.draft.evidence)) == 1


def test_a_photo_that_comes_late_is_kept_whatever_is_being_asked() -> None:
    first = walked(AWAITED, a_photo(1, caption="SP/1/2025"), Chosen(Choice.CORRECT)).draft

    turn = answered(first, a_photo(2))

    assert turn.is_same_question
    assert turn.draft.step is Step.CORRECTION
    assert len(turn.draft.evidence) == 2


def test_an_album_without_a_caption_is_asked_about_once() -> None:
    draft = walked(AWAITED, a_photo(2, read="SP/2/2025"), a_photo(1, read="SP/1/2025"), a_photo(3)).draft
    assert waiting(draft).read == an_oficio("SP/1/2025")

    told = walked(draft, Chosen(Choice.YES), a_photo(4, read="SP/4/2025")).draft

    assert (told.step, told.unsettled) == (Step.REVIEW, ())
    assert [each.numbers for each in told.evidence] == [("SP/1/2025",), (), (), ()]


def test_a_caption_that_names_what_is_there_shows_the_list_of_removals_again() -> None:
    known = (an_oficio("SP/1/2025"), a_file("sha2", album="7", page=2))
    asked = a_draft(Step.REMOVAL_REASON, 25, evidence=known, removing=1)

    draft = answered(asked, a_photo(1, caption="SP/1/2025")).draft

    assert (draft.step, draft.removing, len(grouped(draft.evidence))) == (Step.REMOVAL, 0, 1)


def test_two_albums_are_two_evidences() -> None:
    draft = walked(AWAITED, a_photo(1, caption="SP/1/2025"), a_photo(2, caption="SP/2/2025", album="8")).draft

    assert len(grouped(draft.evidence)) == 2


@pytest.mark.parametrize("step", [Step.REVIEW, Step.CORRECTION])
def test_an_indicator_has_only_so_many_files(step: Step) -> None:
    files = tuple(a_file(f"sha{page}", album="7", page=page) for page in range(1, MOST_FILES + 1))
    full = a_draft(step, 25, evidence=files)

    assert answered(full, a_photo(99)).refusal is Refusal.TOO_MANY_FILES


def test_files_of_many_citations_are_too_many_as_well() -> None:
    files = tuple(a_file(f"sha{page}", album="7", page=page) for page in range(1, MOST_FILES + 1))

    turn = answered(a_draft(Step.REVIEW, 25, evidence=files), Attached((a_file("zz"),)))

    assert turn.refusal is Refusal.TOO_MANY_FILES


CAPTIONS = st.sampled_from(["", "", "SP/1/2025", "SP/2/2025"])
READINGS = st.sampled_from(["", "SP/8/2025", "SP/9/2025"])
PHOTOS = st.lists(st.tuples(CAPTIONS, READINGS), min_size=1, max_size=6)


@given(photos=PHOTOS, order=st.randoms(use_true_random=False), again=st.booleans())
def test_an_album_is_the_same_in_any_order(
    photos: list[tuple[str, str]], order: object, *, again: bool
) -> None:
    sent = [a_photo(page, caption=said, read=read) for page, (said, read) in enumerate(photos, start=1)]
    shuffled = sent[:]
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    if again:  # an update that is handled twice
        shuffled.append(shuffled[0])

    assert _shape(_received(shuffled)) == _shape(_received(sent))


def _received(photos: list[Attached]) -> Draft:
    draft = AWAITED
    for photo in photos:
        draft = advance(draft, photo, an_indicator(), token="q2").draft
    return draft


def _shape(draft: Draft) -> tuple[object, ...]:
    read = waiting(draft).read if draft.unsettled else None
    return (draft.step, draft.evidence, {each.file_sha256 for each in draft.unsettled}, read)


def test_an_album_reads_as_what_it_cites() -> None:
    photos = (a_file("aa", album="7", page=1), an_oficio("SP/1/2025", album="7", page=2))
    bare = (a_file("aa"), a_file("bb"))

    assert cited_in(photos) == photos[1:]
    assert cited_in(bare) == bare[:1]
    assert isinstance(bare[0], Evidence)
    assert bare[0].type is EvidenceType.FILE


def test_files_that_come_meanwhile_are_asked_about_in_turn() -> None:
    album = tuple(replace(a_file(sha), album="7", page=page) for page, sha in enumerate(("bb", "cc")))
    draft = a_draft(
        Step.READING,
        25,
        evidence=(a_file("aa"), *album, a_file("dd"), a_file("ee")),
        unsettled=tuple(UnnamedFile(sha) for sha in ("aa", "bb", "cc", "dd")),
    )

    assert [each.file_sha256 for each in queued(draft)] == ["bb", "dd"]
