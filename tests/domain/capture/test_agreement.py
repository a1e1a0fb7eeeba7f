"""What a typed yes or no means for each question: a row for each kind of slip, and the other questions."""

from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from domain.capture.agreement import SLIPS
from domain.capture.case import Surroundings
from domain.capture.machine import advance
from domain.capture.turns import End, Refusal, Turn
from domain.kit.avances import Indicator
from domain.kit.drafts import Choice, Chosen, Draft, Step, Typed, UnnamedFile
from domain.kit.natural_units import Ratio, Variable
from domain.kit.slips import SlipKind
from tests.builders import A_REASON, NO_GOALS, a_draft, a_file, an_avance, an_indicator, an_oficio

YES = ("sí", "si", "SÍ", "si.", "claro", "correcto", "así es", "ok", "Sí, es correcto", "👍")
NO = ("no", "No.", "no es correcto", "NO, gracias")
MET, SHORT = (an_indicator("Actividad 7.1", achieved=(25, 25, value), id=70) for value in (25, 24))


@dataclass(frozen=True)
class Row:
    """`yes` and `no` are the values that are stored; None asks for the value again."""

    typed: str
    yes: str
    no: str | None
    proposed: str | None
    goals: tuple[int | None, ...] = (25, 25, 25, 25)
    achieved: tuple[int, ...] = ()
    below: tuple[Indicator, ...] = ()

    @property
    def indicator(self) -> Indicator:
        return an_indicator("Componente 7", self.goals, achieved=self.achieved)

    def answers(self, draft: Draft, text: str) -> Turn:
        return advance(draft, Typed(text, 5), self.indicator, "q2", Surroundings(actividades=self.below))

    def doubted(self) -> Draft:
        return self.answers(a_draft(), self.typed).draft


ROWS = {
    SlipKind.ABOVE_YEAR: Row("250", yes="25", no="250", proposed="25"),
    SlipKind.WHOLE_GOAL: Row("100", yes="25", no="100", proposed="25"),
    SlipKind.TENFOLD: Row("2.5", yes="25", no="2.5", proposed="25"),
    SlipKind.CUMULATIVE: Row("45", yes="45", no="20", proposed="20", achieved=(0, 25)),
    SlipKind.YEAR_OVER: Row("21", yes="21", no=None, proposed=None, goals=NO_GOALS, achieved=(40, 40)),
    SlipKind.FAR_FROM_MEAN: Row("10", yes="10", no=None, proposed=None, below=(SHORT,)),
    SlipKind.ALL_MET_ZERO: Row("0", yes="0", no=None, proposed=None, below=(MET,)),
}
rows = pytest.mark.parametrize(("kind", "row"), ROWS.items(), ids=ROWS)


def test_every_kind_of_slip_has_its_row() -> None:
    assert set(SLIPS) == set(SlipKind) == {*ROWS, SlipKind.SAME_WORDS}


@rows
def test_a_value_is_doubted(kind: SlipKind, row: Row) -> None:
    doubted = row.doubted()

    assert doubted.slip is not None
    assert (doubted.step, doubted.slip.kind, doubted.value) == (Step.DOUBT, kind, None)


@rows
@pytest.mark.parametrize("text", YES)
def test_a_typed_yes_is_what_the_question_proposes(kind: SlipKind, row: Row, text: str) -> None:
    turn = row.answers(row.doubted(), text)

    assert turn.refusal is None, kind
    assert turn.draft.value == Decimal(row.yes)


@rows
@pytest.mark.parametrize("text", NO)
def test_a_typed_no_denies_what_the_question_says(kind: SlipKind, row: Row, text: str) -> None:
    turn = row.answers(row.doubted(), text)

    assert turn.refusal is None, kind
    assert turn.draft.value == (None if row.no is None else Decimal(row.no))
    assert (turn.draft.step is Step.VALUE) is (row.no is None)


@rows
@pytest.mark.parametrize("form", ["{}", "{} %", "sí, {}", "no, {} %"])
def test_the_value_that_was_typed_keeps_when_it_is_typed_again(kind: SlipKind, row: Row, form: str) -> None:
    turn = row.answers(row.doubted(), form.format(row.typed))

    assert turn.draft.value == Decimal(row.typed), kind


@rows
@pytest.mark.parametrize("form", ["{}", "{} %", "sí {}", "no, {}"])
def test_the_value_that_is_proposed_can_be_typed(kind: SlipKind, row: Row, form: str) -> None:
    if row.proposed is not None:
        turn = row.answers(row.doubted(), form.format(row.proposed))

        assert turn.draft.value == Decimal(row.proposed), kind


@rows
def test_another_value_takes_the_place_of_the_doubted_one(kind: SlipKind, row: Row) -> None:
    turn = row.answers(row.doubted(), "24")

    assert turn.refusal is None, kind
    assert Decimal(24) in (turn.draft.value, turn.draft.doubtful)


@rows
@pytest.mark.parametrize("text", ["sí no", "no sé", "quizá", "¿sí?", "hola"])
def test_what_is_neither_leaves_the_question_open(kind: SlipKind, row: Row, text: str) -> None:
    doubted = row.doubted()

    turn = row.answers(doubted, text)

    assert turn.refusal is not None, kind
    assert turn.draft == doubted


@rows
def test_a_yes_leaves_the_message_of_the_value_to_be_corrected(kind: SlipKind, row: Row) -> None:
    """Editing the message with the number corrects the value, not editing the yes after it."""
    doubted = row.doubted()

    assert row.answers(doubted, "sí").draft.heard == doubted.heard, kind


def test_a_hundred_that_is_kept_is_still_held_against_the_year() -> None:
    row = replace(ROWS[SlipKind.WHOLE_GOAL], achieved=(25, 25))

    turn = row.answers(row.doubted(), "no")

    assert turn.draft.slip is not None
    assert (turn.draft.slip.kind, turn.draft.doubtful) == (SlipKind.CUMULATIVE, Decimal(100))
    assert row.answers(turn.draft, "sí").draft.value == Decimal(100)


@pytest.mark.parametrize("text", ["sí", "100"])
def test_a_tenth_of_what_was_typed_is_looked_at_as_well(text: str) -> None:
    row = replace(ROWS[SlipKind.ABOVE_YEAR], typed="1000")

    turn = row.answers(row.doubted(), text)

    assert turn.draft.slip is not None
    assert (turn.draft.slip.kind, turn.draft.doubtful) == (SlipKind.WHOLE_GOAL, Decimal(100))


@pytest.mark.parametrize(
    ("goals", "is_asked"),
    [((25,) * 4, True), ((100, 0, 0, 100), False), ((95,) * 4, False), (NO_GOALS, False)],
)
def test_a_hundred_is_doubted_where_the_goal_is_far_below(goals: tuple[int, ...], is_asked: bool) -> None:
    turn = replace(ROWS[SlipKind.WHOLE_GOAL], goals=goals).doubted()

    assert (turn.step is Step.DOUBT) is is_asked


def test_a_count_is_settled_as_the_number_it_was() -> None:
    meetings = replace(an_indicator(), variable=Variable("reuniones", Decimal(1440)))
    doubted = advance(a_draft(), Typed("3600"), meetings, "q2").draft

    again = advance(doubted, Typed("3600"), meetings, "q3").draft
    meant = advance(doubted, Typed("sí"), meetings, "q3").draft

    assert (again.value, again.ratio) == (Decimal(250), Ratio(Decimal(3600), Decimal(1440)))
    assert (meant.value, meant.ratio) == (Decimal(25), None)


@pytest.mark.parametrize(("text", "step"), [("sí", Step.ACTION), ("no", Step.OWN_REASON)])
def test_words_that_were_copied_are_kept_or_written_anew(text: str, step: Step) -> None:
    before = an_indicator(avances={2: an_avance(25, justification=A_REASON)})
    draft = a_draft(Step.OWN_REASON, 10, cause="Falta de recursos")
    doubted = advance(draft, Typed(A_REASON), before, "q2").draft

    turn = advance(doubted, Typed(text), before, "q3")

    assert doubted.step is Step.DOUBT
    assert (turn.draft.step, turn.draft.reason) == (step, A_REASON if text == "sí" else None)


READ = a_draft(
    Step.READING, 25, evidence=(a_file("aa"),), unsettled=(UnnamedFile("aa", an_oficio("SP/112/2025")),)
)
UNREAD = replace(READ, unsettled=(UnnamedFile("aa"),))


@pytest.mark.parametrize("text", YES)
def test_what_was_read_in_a_file_is_confirmed(text: str) -> None:
    turn = advance(READ, Typed(text), an_indicator(), "q2")

    assert (turn.draft.step, turn.draft.evidence[0].numbers) == (Step.REVIEW, ("SP/112/2025",))


@pytest.mark.parametrize("text", NO)
def test_what_was_read_wrongly_is_asked_for(text: str) -> None:
    turn = advance(READ, Typed(text), an_indicator(), "q2")

    assert (turn.draft.step, turn.draft.unsettled) == (Step.READING, (UnnamedFile("aa"),))


@pytest.mark.parametrize("text", ["sí", "no", "ok"])
def test_a_yes_names_no_oficio(text: str) -> None:
    awaited = a_draft(Step.EVIDENCE, 25)
    refusal = Refusal.NO_EVIDENCE_YET if text == "no" else Refusal.NO_EVIDENCE_READ

    assert advance(UNREAD, Typed(text), an_indicator(), "q2") == Turn(UNREAD, Refusal.NO_EVIDENCE_READ)
    assert advance(awaited, Typed(text), an_indicator(), "q2") == Turn(awaited, refusal)


def test_a_summary_without_progress_asks_whether_to_save_it() -> None:
    zero = a_draft(Step.REVIEW, 0, cause="Otra", reason=A_REASON, never_recovers=True, action="Se hará")

    assert advance(zero, Typed("sí"), an_indicator(), "q2").end is End.SAVE
    assert advance(zero, Typed("no"), an_indicator(), "q2").draft.step is Step.CORRECTION


@pytest.mark.parametrize("text", ["sí", "no", "ok", "así es"])
def test_a_summary_that_asks_nothing_is_not_saved_by_a_yes(text: str) -> None:
    review = a_draft(Step.REVIEW, 25, evidence=(an_oficio(),))

    assert advance(review, Typed(text), an_indicator(), "q2") == Turn(review, Refusal.SAVE_OR_ADD)


def test_months_are_saved_by_a_yes_only() -> None:
    months = a_draft(Step.MONTHS, months=((7, Decimal(8)),))

    assert advance(months, Typed("sí"), an_indicator(), "q2").end is End.SAVE_MONTHS
    assert advance(months, Typed("no"), an_indicator(), "q2") == Turn(months, Refusal.SAVE_OR_CHANGE)
    assert advance(months, Typed("quizá"), an_indicator(), "q2") == Turn(months, Refusal.SAVE_OR_CHANGE)


@pytest.mark.parametrize("step", [Step.VALUE, Step.CORRECTION, Step.REASON, Step.OWN_REASON, Step.ACTION])
@pytest.mark.parametrize("text", ["sí", "no", "Claro que sí, así es, por supuesto"])
def test_a_yes_is_no_answer_to_what_asks_for_more(step: Step, text: str) -> None:
    draft = a_draft(step, 10, cause="Otra" if step is not Step.REASON else None)

    turn = advance(draft, Typed(text), an_indicator(), "q2")

    assert turn.draft == draft
    assert turn.refusal is not None


def test_a_tapped_button_is_what_it_says() -> None:
    doubted = ROWS[SlipKind.ABOVE_YEAR].doubted()

    kept = advance(doubted, Chosen(Choice.YES), an_indicator(), "q2")

    assert kept.draft.value == Decimal(250)
