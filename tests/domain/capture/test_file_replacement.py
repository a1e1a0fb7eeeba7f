"""A readable file replaces an unreadable one, and nothing is asked for twice."""

from dataclasses import replace

import pytest

from domain.capture.files import waiting
from domain.capture.machine import advance
from domain.evidence.proofs import files_of, grouped
from domain.kit.drafts import Attached, Change, Choice, Chosen, Draft, Given, Step, UnnamedFile
from domain.kit.evidence import Evidence, EvidenceFlag
from tests.builders import a_draft, a_file, an_indicator, an_oficio, walked

AWAITED = a_draft(Step.EVIDENCE, 25)
DAMAGED, SMALL = (EvidenceFlag.DAMAGED_FILE,), (EvidenceFlag.SMALL_PHOTO,)
BROKEN = a_file("bad", flags=DAMAGED)
GOOD = a_file("good")
NUMBER = "SP/7/2025 del 3 de mayo de 2025"


def cited(file: Evidence, number: str) -> Attached:
    """The file with a caption."""
    return Attached((an_oficio(number, file_sha256=file.file_sha256, flags=file.flags),))


def sent(draft: Draft, *files: Attached) -> Draft:
    return walked(draft, *files).draft


def shas(draft: Draft) -> set[str]:
    return set(files_of(draft.evidence))


def test_a_good_file_takes_the_number_that_was_told_of_a_broken_one() -> None:
    told = walked(AWAITED, Attached((BROKEN,)), NUMBER).draft

    after = sent(told, Attached((GOOD,)))

    (evidence,) = after.evidence
    assert (after.step, after.unsettled) == (Step.REVIEW, ())
    assert (evidence.numbers, evidence.file_sha256, evidence.flags) == (("SP/7/2025",), "good", ())
    assert after.changed == Change(Given.FILE, "bad", "good")


def test_a_good_file_takes_the_caption_of_a_broken_one() -> None:
    captioned = sent(AWAITED, cited(BROKEN, "SP/7/2025"))

    for again in (Attached((GOOD,)), cited(GOOD, "SP/07/2025")):
        after = sent(captioned, again)

        assert [(each.numbers[0].replace("/07/", "/7/"), each.file_sha256) for each in after.evidence] == [
            ("SP/7/2025", "good")
        ]
        assert after.step is Step.REVIEW


def test_what_nobody_told_yet_is_asked_of_the_good_file_alone() -> None:
    asked = sent(AWAITED, Attached((BROKEN,)))

    after = sent(asked, Attached((GOOD,), an_oficio("SP/9/2025")))

    assert (after.evidence, after.unsettled) == ((GOOD,), (UnnamedFile("good", an_oficio("SP/9/2025")),))
    assert waiting(after).proof == (GOOD,)
    assert walked(after, "sí").draft.step is Step.REVIEW


def test_a_good_file_after_one_without_number_is_not_asked_about() -> None:
    told = walked(AWAITED, Attached((BROKEN,)), Chosen(Choice.UNNUMBERED)).draft

    after = sent(told, Attached((a_file("good"),)))

    assert (after.step, shas(after)) == (Step.REVIEW, {"good"})


def test_what_a_good_file_says_itself_is_confirmed() -> None:
    told = walked(AWAITED, Attached((BROKEN,)), Chosen(Choice.UNNUMBERED)).draft

    after = sent(told, Attached((GOOD,), an_oficio("SP/9/2025")))

    assert (after.step, shas(after)) == (Step.READING, {"good"})


@pytest.mark.parametrize(
    "other",
    [Attached((GOOD,), an_oficio("SP/9/2025")), cited(GOOD, "SP/9/2025")],
    ids=["its head", "its caption"],
)
def test_another_document_leaves_the_broken_one_where_it_is(other: Attached) -> None:
    told = walked(AWAITED, Attached((BROKEN,)), NUMBER).draft

    after = sent(told, other)

    assert shas(after) == {"bad", "good"}
    assert after.changed is None


def test_a_caption_without_number_is_another_document_than_one_with_it() -> None:
    told = walked(AWAITED, Attached((BROKEN,)), NUMBER).draft
    minuta = Attached((replace(an_oficio(), numbers=(), raw="Minuta del 3 de mayo", file_sha256="good"),))

    assert shas(sent(told, minuta)) == {"bad", "good"}


def test_a_file_with_several_oficios_is_replaced_in_all_of_them() -> None:
    told = walked(AWAITED, Attached((BROKEN,)), "SP/7/2025 y SP/8/2025").draft

    after = sent(told, Attached((GOOD,)))

    assert {each.file_sha256 for each in after.evidence} == {"good"}
    assert {number for each in after.evidence for number in each.numbers} == {"SP/7/2025", "SP/8/2025"}


def test_a_page_of_an_album_is_replaced_in_its_place() -> None:
    pages = [a_file(f"page{place}", album="7", page=place) for place in (1, 2, 3)]
    pages[1] = replace(pages[1], flags=DAMAGED)
    asked = AWAITED
    for page in pages:
        asked = sent(asked, Attached((page,)))

    after = sent(asked, Attached((GOOD,)))
    told = walked(after, NUMBER).draft

    assert [each.file_sha256 for each in grouped(after.evidence)[0]] == ["page1", "good", "page3"]
    assert (told.step, shas(told)) == (Step.REVIEW, {"page1", "good", "page3"})


def test_an_album_takes_the_place_of_a_broken_file() -> None:
    told = walked(AWAITED, Attached((BROKEN,)), NUMBER).draft

    first = sent(told, Attached((replace(GOOD, album="9", page=4),)))
    turn = advance(first, Attached((a_file("next", album="9", page=5),)), an_indicator(), "q3")

    assert (turn.draft.step, turn.draft.unsettled, shas(turn.draft)) == (Step.REVIEW, (), {"good", "next"})
    assert len(grouped(turn.draft.evidence)) == 1


def test_a_file_that_is_broken_again_takes_the_place_of_the_first() -> None:
    told = walked(AWAITED, Attached((BROKEN,)), NUMBER).draft

    after = sent(told, Attached((a_file("worse", flags=DAMAGED),)))

    (evidence,) = after.evidence
    assert (evidence.file_sha256, evidence.flags) == ("worse", DAMAGED)


@pytest.mark.parametrize(
    ("old", "new", "is_replaced"),
    [
        pytest.param(
            a_file("bad", flags=SMALL), replace(GOOD, raw="oficio.JPG"), True, id="small, then a file"
        ),
        pytest.param(a_file("bad", flags=SMALL), GOOD, False, id="small, then another photo"),
        pytest.param(a_file("bad", flags=SMALL), a_file("good", flags=SMALL), False, id="small twice"),
        pytest.param(
            a_file("bad", flags=SMALL), a_file("good", flags=DAMAGED), False, id="small, then broken"
        ),
        pytest.param(BROKEN, a_file("good", flags=SMALL), True, id="broken, then small"),
        pytest.param(a_file("bad"), GOOD, False, id="good, then good"),
    ],
)
def test_only_a_better_file_takes_a_place(old: Evidence, new: Evidence, is_replaced: bool) -> None:
    told = walked(AWAITED, Attached((old,)), NUMBER).draft

    assert shas(sent(told, Attached((new,)))) == ({"good"} if is_replaced else {"bad", "good"})


def test_a_small_photo_that_is_asked_about_gives_way_to_any_better_one() -> None:
    asked = sent(AWAITED, Attached((a_file("bad", flags=SMALL),)))

    assert shas(sent(asked, Attached((GOOD,)))) == {"good"}


def test_what_was_saved_broken_is_mended_later() -> None:
    saved = a_draft(Step.REVIEW, 25, evidence=(an_oficio("SP/7/2025", file_sha256="bad", flags=DAMAGED),))

    after = sent(saved, Attached((GOOD,)))

    assert (after.step, shas(after), after.evidence[0].flags) == (Step.REVIEW, {"good"}, ())


def test_the_same_broken_file_again_changes_nothing() -> None:
    told = walked(AWAITED, Attached((BROKEN,)), NUMBER).draft

    assert sent(told, Attached((BROKEN,))).evidence == told.evidence
