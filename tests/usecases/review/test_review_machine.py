"""Any sequence of buttons, answers, captures and corrections: the table holds and the audit replays."""

import asyncio
from collections.abc import Coroutine
from decimal import Decimal
from itertools import pairwise
from sqlite3 import Connection
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from domain.kit.access import Action, Role
from domain.kit.avances import Avance
from domain.kit.dialogues.forms import FormAnswer, Left, Picked
from domain.kit.drafts import Draft, Step
from domain.kit.entregas import GIVEN_BACK, TABLE, Entrega, EntregaState, Move, moves_from
from domain.review.locks import Lock
from storage.people import Person
from tests.databases import opened_in_memory
from tests.facts import AN_OFICIO, T3, Office, a_mir, a_row
from tests.read_back import audit_entries
from tests.stories.desk import replayed
from usecases.kit.locks import IndicatorLocked, lock_of
from usecases.kit.save_avance import save_avance
from usecases.review.decide_correction import decide_correction
from usecases.review.move_entrega import facts_of_entrega
from usecases.review.request_correction import CorrectionWish, request_correction
from usecases.review.review_entrega import Pressed, press
from usecases.switchboard.answer_form import take_form_answer

T = TypeVar("T")

PEOPLE = ("enlace", "other enlace", "titular", "implan", "consulta")
ANSWERS: tuple[FormAnswer, ...] = (
    "El oficio llega el viernes próximo",
    "no",
    "26",
    Picked(0),
    Picked(1),
    Left(),
)
WORDS, CORRECTED = "La reunión de septiembre pasó a octubre", "El oficio definitivo llegó después"
WHO_MAY = {
    Action.SEND_ENTREGA: "enlace",
    Action.ENDORSE_ENTREGA: "titular",
    Action.DECIDE_ENTREGA: "implan",
}
who = st.sampled_from(PEOPLE)
some = st.integers(0, 1)


class Review(RuleBasedStateMachine):
    """`seen` is the version that somebody's last card showed: its buttons may be old by now."""

    image: Connection

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.office = Office(self.run(opened_in_memory(self.image)))
        self.run(self.opens())
        self.seen = 0
        self.asked = 0

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    async def opens(self) -> None:
        ids = await self.office.register(a_mir(a_row("Componente 7"), a_row("Actividad 7.1")))
        self.ids = list(ids.values())
        roles = (Role.ENLACE, Role.ENLACE, Role.TITULAR, Role.IMPLAN, Role.CONSULTA)
        self.people: dict[str, Person] = {}
        for number, (name, role) in enumerate(zip(PEOPLE, roles, strict=True)):
            unit = "402" if role in (Role.ENLACE, Role.TITULAR) else None
            self.people[name] = await self.office.lets_in(1001 + number, role, unit)

    @rule(who=who, wanted=st.sampled_from(Move), is_old=st.booleans())
    def presses(self, who: str, wanted: Move, is_old: bool) -> None:
        person, before = self.people[who], self.entrega()
        version = self.seen if is_old else before.version
        pressed = Pressed("402", T3, wanted, version)
        if wanted is not Move.CORRECT:  # it has no button: granting a correction makes it
            self.do(lambda uow: press(uow, person, pressed, self.office.moment))

        after = self.entrega()
        if after.version != before.version:
            assert person.actor.may(TABLE[wanted].action, "402")
            assert version == before.version
            assert before.state in TABLE[wanted].before

    @rule(place=some)
    def goes_on(self, place: int) -> None:
        """Somebody who may does what the state is made for, to the end."""
        moves = moves_from(self.entrega().state)
        if not moves:
            self.presses("implan", Move.ACCEPT, is_old=False)
            return
        wanted = moves[min(place, len(moves) - 1)]
        person = WHO_MAY[TABLE[wanted].action]
        self.presses(person, wanted, is_old=False)
        self.answers_to_the_end(person)

    @rule(who=who, given=st.sampled_from(ANSWERS))
    def answers(self, who: str, given: FormAnswer) -> None:
        person = self.people[who]
        self.do(lambda uow: take_form_answer(uow, person, given, self.office.moment, said="…"))

    @rule(who=who)
    def answers_to_the_end(self, who: str) -> None:
        for given in (Picked(0), "26", "El oficio llega el viernes próximo", Picked(1), Picked(0)):
            self.answers(who, given)

    @rule(place=some, value=st.sampled_from(["24", "25", "26"]))
    def saves(self, place: int, value: str) -> None:
        before, lock, observed = self.avance(place), self.lock(), self.observed()
        draft = Draft(
            "402",
            self.ids[place],
            T3,
            Step.REVIEW,
            "1",
            base_version=before.version if before else 0,
            value=Decimal(value),
            evidence=(AN_OFICIO,),
        )
        try:
            self.do(lambda uow: save_avance(uow, self.people["enlace"], draft, self.office.moment))
        except IndicatorLocked:
            assert not lock.allows(self.ids[place])
            assert self.avance(place) == before
        else:
            assert lock.allows(self.ids[place])
            said = (Decimal(value), (AN_OFICIO,), None)
            is_new = before is None or (before.value, before.evidence, before.justification) != said
            assert self.observed() == observed - ({self.ids[place]} if is_new else set())

    @rule(place=some)
    def saves_what_is_there(self, place: int) -> None:
        """What was observed stays to be answered."""
        before, observed = self.avance(place), self.observed()
        if before is None or not self.lock().allows(self.ids[place]):
            return
        draft = Draft(
            "402",
            self.ids[place],
            T3,
            Step.REVIEW,
            "1",
            base_version=before.version,
            value=before.value,
            reason=before.justification,
            cause=before.cause,
            evidence=before.evidence,
        )

        self.do(lambda uow: save_avance(uow, self.people["enlace"], draft, self.office.moment))

        assert self.observed() == observed

    @rule(who=who, place=some)
    def asks_for_a_correction(self, who: str, place: int) -> None:
        wish = CorrectionWish(self.ids[place], T3)
        person = self.people[who]
        self.do(lambda uow: request_correction(uow, person, wish, self.office.moment))

    @rule(place=some, is_granted=st.booleans(), value=st.sampled_from(["26", "10"]))
    def corrects(self, place: int, is_granted: bool, value: str) -> None:
        self.asks_for_a_correction("enlace", place)
        for given in (value, WORDS, CORRECTED) if value == "10" else (value, CORRECTED):
            self.answers("enlace", given)
        waiting = self.do(lambda uow: uow.corrections.asked_of(self.ids[place], T3))
        if waiting is not None:
            self.decides_a_correction("implan", waiting.id, is_granted)
            self.answers("implan", "El oficio llega el viernes próximo")

    @rule(who=who, number=st.integers(1, 3), is_granted=st.booleans())
    def decides_a_correction(self, who: str, number: int, is_granted: bool) -> None:
        before, avances, person = self.entrega(), [self.avance(0), self.avance(1)], self.people[who]
        self.do(lambda uow: decide_correction(uow, person, number, self.office.moment, is_granted=is_granted))

        if [self.avance(0), self.avance(1)] != avances:
            assert is_granted
            assert who == "implan"
            assert self.entrega().version == before.version + 1

    @rule()
    def looks(self) -> None:
        self.seen = self.entrega().version

    @invariant()
    def the_audit_replays_to_what_is_stored(self) -> None:
        entries = self.do(lambda uow: audit_entries(uow, subject=f"entrega:402:{T3}", limit=1000))
        moves = [each for each in reversed(entries) if each.action == "entrega_moved"]

        assert replayed(moves) == facts_of_entrega(self.entrega())

    @invariant()
    def every_round_is_kept(self) -> None:
        entrega = self.entrega()
        if entrega.id is None:
            return
        entrega_id = entrega.id
        moves = self.do(lambda uow: uow.entregas.moves(entrega_id))
        assert sum(each.move is Move.SEND for each in moves) == entrega.round
        assert all(before.after is after.before for before, after in pairwise(moves))
        assert moves[0].before is EntregaState.OPEN

    @invariant()
    def only_what_came_back_is_to_be_answered(self) -> None:
        observed = self.do(lambda uow: uow.entregas.observed(T3, "402"))
        assert not observed or self.entrega().state in GIVEN_BACK

    @invariant()
    def why_something_was_corrected_explains_no_result(self) -> None:
        for avance in (self.avance(0), self.avance(1)):
            assert avance is None or CORRECTED not in (avance.cause, avance.justification, avance.action)

    def observed(self) -> set[int]:
        return set(self.do(lambda uow: uow.entregas.observed(T3, "402")))

    def entrega(self) -> Entrega:
        found: Entrega = self.do(lambda uow: uow.entregas.get("402", T3))
        return found

    def avance(self, place: int) -> Avance | None:
        return self.run(self.office.avance(self.ids[place]))

    def lock(self) -> Lock:
        found: Lock = self.do(lambda uow: lock_of(uow, "402", T3, self.office.moment))
        return found

    def do(self, act: Any) -> Any:
        return self.run(self.office.do(act))

    def teardown(self) -> None:
        self.run(self.office.database.dispose())
        self.runner.close()


def test_no_sequence_leads_where_the_table_forbids(sqlite_image: Connection) -> None:
    Review.image = sqlite_image
    run_state_machine_as_test(
        Review,
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
