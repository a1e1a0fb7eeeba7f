"""The capture under any sequence of answers: nothing breaks it, and what is saved is consistent."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.capture.files import waiting
from domain.capture.machine import advance, amend, avance_of, begin, light_of_draft
from domain.capture.removal import to_be_removed
from domain.capture.turns import End
from domain.evidence.oficios import oficio_key
from domain.evidence.proofs import files_of, grouped
from domain.kit.avances import Avance, AvanceState, Indicator
from domain.kit.drafts import Answer, Attached, Choice, Chosen, Draft, Step, Typed
from domain.kit.evidence import Evidence, EvidenceFlag
from domain.kit.indicators import Sense
from tests.builders import (
    A_REASON,
    T3,
    a_confirmed_zero,
    a_file,
    an_avance,
    an_indicator,
    an_oficio,
    an_unclear_value,
    an_unconfirmed_import,
)


def identity(evidence: Evidence) -> tuple[object, ...]:
    """Return what makes two proofs the same: the file, and the numbers or else the words."""
    keys = tuple(oficio_key(evidence.type, number) for number in evidence.numbers)
    return (evidence.file_sha256, *(keys or (evidence.raw,)))


def document(evidence: Evidence) -> object:
    """Return the identity of a document, whichever file shows it."""
    return identity(evidence)[1:] if evidence.numbers else evidence.file_sha256


GOALS = st.sampled_from([None, 0, 10, 25, "33.33", 100])
HUNDREDTHS = st.decimals(0, 1000, places=2)
NUMBERS = st.sampled_from(["SP/1/2025", "SP/01/2025", "SP/2/2025", "IMP-3-2025", "IMP/0003/2025"])
UNREADABLE = {"damaged": EvidenceFlag.DAMAGED_FILE, "small": EvidenceFlag.SMALL_PHOTO}
REASONS = st.sampled_from([None, "", A_REASON])
OFICIOS = st.builds(an_oficio, NUMBERS)
EVIDENCE = st.one_of(
    st.builds(an_oficio, NUMBERS, file_sha256=st.sampled_from([None, "aa", "bb"])),
    st.builds(a_file, st.sampled_from(["aa", "bb", "cc"])),
)
AVANCES = st.one_of(
    st.none(),
    st.builds(an_unconfirmed_import),
    st.builds(a_confirmed_zero, REASONS),
    st.builds(
        an_avance,
        HUNDREDTHS,
        justification=REASONS,
        evidence=st.lists(EVIDENCE, max_size=3, unique_by=document).map(tuple),
    ),
)
VALUES = HUNDREDTHS.map(str) | st.sampled_from(
    ["0", "10", "25", "25,5 %", "100", "100.01", "250.55", "1001", "-1", "1e3", "mucho", ""]
)
CITATIONS = st.lists(NUMBERS, min_size=1, max_size=3).map("; oficio ".join) | st.sampled_from(
    ["oficio S/N del 3 de mayo", "oficio 112", "minuta del 3 de mayo", "SP/1/2025 al SP/9/2025"]
)
MANY_CITATIONS = st.integers(1, 25).map(
    lambda n: ". ".join(f"Minuta del {day} de mayo" for day in range(1, n))
)
WORDS = st.text() | st.sampled_from([A_REASON, "x" * 1001, "lluvia " * 200])


class Capture(RuleBasedStateMachine):
    """One person captures one indicator several times; a refused answer must change nothing."""

    indicator: Indicator
    draft: Draft
    questions = 0

    @initialize(
        goals=st.tuples(GOALS, GOALS, GOALS, GOALS),
        sense=st.sampled_from(Sense),
        avance=AVANCES,
        candidates=st.lists(HUNDREDTHS, max_size=3),
    )
    def open(
        self,
        goals: tuple[int | str | None, ...],
        sense: Sense,
        avance: Avance | None,
        candidates: list[Decimal],
    ) -> None:
        self.indicator = an_indicator(
            goals=goals,
            sense=sense,
            avances={3: avance} if avance else {},
            flags=(an_unclear_value(3, *candidates),),
        )
        self.begin()

    def begin(self) -> None:
        self.questions += 1
        self.draft = begin(self.indicator, "402", T3, f"q{self.questions}")

    @rule(text=VALUES | CITATIONS | MANY_CITATIONS | WORDS)
    def types(self, text: str) -> None:
        self.answers(Typed(text, message_id=self.questions))

    @rule(text=VALUES | CITATIONS | WORDS, place=st.integers(0, 5))
    def edits(self, text: str, place: int) -> None:
        heard = self.draft.heard[place : place + 1]
        for each in heard:
            self.questions += 1
            turn = amend(self.draft, each, text, self.indicator, token=f"q{self.questions}")
            assert turn.refusal is None or turn.draft == self.draft
            self.draft = turn.draft

    @rule(text=st.sampled_from([A_REASON, "Se reprogramó para octubre", "30 de octubre", "1/12", "31/02"]))
    def explains(self, text: str) -> None:
        self.answers(Typed(text, message_id=self.questions))

    @rule(choice=st.sampled_from(Choice), position=st.integers(-4, 4))
    def taps(self, choice: Choice, position: int) -> None:
        self.answers(Chosen(choice, position))

    @rule(choice=st.sampled_from([Choice.MET, Choice.CAUSE, Choice.LATER, Choice.CORRECT, Choice.SAVE]))
    def goes_on(self, choice: Choice) -> None:
        self.answers(Chosen(choice))

    @rule(choice=st.sampled_from([Choice.NEW_REASON, Choice.DROP_EVIDENCE, Choice.BACK, Choice.NO_PROGRESS]))
    def corrects(self, choice: Choice) -> None:
        self.answers(Chosen(Choice.CORRECT))
        self.answers(Chosen(choice))

    @rule(choice=st.sampled_from([Choice.YES, Choice.SUGGESTED]))
    def slips_and_settles_it(self, choice: Choice) -> None:
        self.answers(Typed("250.55"))
        self.answers(Chosen(choice))

    @rule(choice=st.sampled_from([Choice.YES, Choice.ANOTHER, Choice.UNNUMBERED]), read=st.none() | OFICIOS)
    def sends_a_photo_and_says_what_it_shows(self, choice: Choice, read: Evidence | None) -> None:
        self.answers(Attached((a_file("dd"),), read))
        self.answers(Chosen(choice))

    @rule(place=st.integers(1, 3), read=st.none() | OFICIOS, caption=st.none() | OFICIOS)
    def sends_a_photo_of_an_album(self, place: int, read: Evidence | None, caption: Evidence | None) -> None:
        photo = replace(caption or a_file(), file_sha256=f"a{place}", album="7", page=place)
        self.answers(Attached((photo,), read))

    @rule(
        file=st.sampled_from(["damaged1", "damaged2", "small1", "small2", "good1", "good2"]),
        read=st.none() | OFICIOS,
        caption=st.none() | OFICIOS,
        album=st.sampled_from([None, "8"]),
    )
    def sends_a_file_good_or_not(
        self, file: str, read: Evidence | None, caption: Evidence | None, album: str | None
    ) -> None:
        flags = tuple(flag for name, flag in UNREADABLE.items() if file.startswith(name))
        shown = caption or a_file()
        page = int(file[-1]) if album else 0
        sent = replace(shown, file_sha256=file, flags=flags, album=album, page=page)
        self.answers(Attached((sent,), None if flags else read))

    @rule(registered=st.lists(EVIDENCE, max_size=8).map(tuple), position=st.integers(0, 8))
    def uses_what_is_registered(self, registered: tuple[Evidence, ...], position: int) -> None:
        if self.draft.step is not Step.REGISTERED:
            self.draft = replace(self.draft, offered=registered)
        self.answers(Chosen(Choice.USE_REGISTERED))
        self.answers(Chosen(Choice.PICK, position))

    @rule(position=st.integers(0, 8), why=st.sampled_from(["no", "El oficio era de otro", "x" * 1001]))
    def removes_evidence(self, position: int, why: str) -> None:
        self.answers(Chosen(Choice.CORRECT))
        self.answers(Chosen(Choice.DROP_EVIDENCE))
        self.answers(Chosen(Choice.PICK, position))
        self.answers(Typed(why))

    @rule(evidence=st.lists(EVIDENCE, min_size=1, max_size=3))
    def sends_files(self, evidence: list[Evidence]) -> None:
        self.answers(Attached(tuple(evidence)))

    def answers(self, answer: Answer) -> None:
        before = self.draft
        self.questions += 1

        turn = advance(before, answer, self.indicator, f"q{self.questions}")

        is_taken = turn.refusal is None and turn.end is None
        assert (turn.draft.token == f"q{self.questions}") is (is_taken and not turn.is_same_question)
        assert is_taken or turn.draft == before
        assert not (turn.refusal and turn.end)
        self.draft = turn.draft
        if turn.end is End.SAVE:
            self.save(before)
        elif turn.end is End.CANCEL:
            self.begin()

    def save(self, reviewed: Draft) -> None:
        assert reviewed.step is Step.REVIEW
        assert reviewed.value is not None
        stored = avance_of(reviewed)
        assert (stored.value, stored.evidence) == (reviewed.value, reviewed.evidence)
        saved = replace(stored, version=stored.version + 1)
        self.indicator = replace(self.indicator, avances={3: saved})
        self.begin()

    @invariant()
    def a_value_is_known_wherever_it_is_spoken_of(self) -> None:
        if self.draft.step not in (Step.VALUE, Step.DOUBT):
            assert self.draft.value is not None

    @invariant()
    def a_doubt_has_its_slip_and_what_is_doubted(self) -> None:
        is_doubted = self.draft.step is Step.DOUBT
        has_doubt = self.draft.doubtful is not None or self.draft.doubtful_words is not None
        assert is_doubted is (self.draft.slip is not None) is has_doubt

    @invariant()
    def no_slip_but_the_whole_year_is_asked_twice(self) -> None:
        assert len(set(self.draft.settled)) == len(self.draft.settled)

    @invariant()
    def every_message_gave_one_thing(self) -> None:
        ids = [each.message_id for each in self.draft.heard]
        assert len(set(ids)) == len(ids)

    @invariant()
    def a_reviewed_value_outside_green_has_its_reason(self) -> None:
        if self.draft.step is Step.REVIEW and self.draft.value:
            asks = light_of_draft(self.draft, self.indicator).asks_for_reason
            assert self.draft.reason or not asks
            recovers = self.draft.recovery_on or self.draft.never_recovers
            assert recovers or self.draft.action is None

    @invariant()
    def only_zero_is_a_confirmed_zero(self) -> None:
        if self.draft.value is not None:
            state = avance_of(self.draft).state
            assert (state is AvanceState.CONFIRMED_ZERO) is (self.draft.value == 0)

    @invariant()
    def no_value_is_below_zero_or_finer_than_a_hundredth(self) -> None:
        value = self.draft.value
        assert value is None or (value >= 0 and value == value.quantize(Decimal("0.01")))

    @invariant()
    def every_proof_counts_once_and_there_are_not_too_many(self) -> None:
        identities = [identity(each) for each in self.draft.evidence]
        assert len(identities) == len(set(identities))
        assert len(grouped(self.draft.evidence)) <= 20

    @invariant()
    def what_is_asked_about_evidence_is_there(self) -> None:
        files = files_of(self.draft.evidence)
        assert {each.file_sha256 for each in self.draft.unsettled} <= files
        if self.draft.step is Step.READING:
            assert waiting(self.draft).proof
        elif self.draft.step is Step.REVIEW:
            assert not self.draft.unsettled
        elif self.draft.step is Step.REMOVAL_REASON:
            assert to_be_removed(self.draft)
        elif self.draft.step is Step.REGISTERED:
            assert self.draft.offered

    @invariant()
    def the_capture_stays_with_its_indicator(self) -> None:
        stored = self.indicator.avances.get(3)
        assert (self.draft.unit_code, self.draft.indicator_id, self.draft.period) == ("402", 71, T3)
        assert self.draft.base_version == (stored.version if stored else 0)


TestCapture = Capture.TestCase
TestCapture.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
