"""Entregas: one for each UR and quarter, moved by one person at a time, with every round kept."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.kit.entregas import Entrega, EntregaState, Move, MoveDetails, move
from domain.review.corrections import CorrectionState
from storage.engine import Database
from storage.entregas import EntregaMove, StaleEntrega
from storage.uow import UnitOfWork
from tests.facts import NOW, T3, Office, a_mir, a_row, an_avance

LATER = NOW.now + timedelta(hours=1)


@pytest.fixture
async def office(database: Database) -> Office:
    office = Office(database)
    await office.register(a_mir(a_row(), a_row("Actividad 7.1")))
    return office


@pytest.fixture
async def componente(office: Office) -> int:
    return (await office.report()).indicators[0].id


async def get(office: Office) -> Entrega:
    return await office.do(lambda uow: uow.entregas.get("402", T3))


async def sent(office: Office) -> Entrega:
    """Send the report of 402."""
    read = await get(office)
    moved = replace(move(read, Move.SEND), sent_at=NOW.now, sent_by=1, since_at=NOW.now)
    return await office.do(lambda uow: uow.entregas.save(moved, read=read.version, at=NOW.now))


async def returned(office: Office, indicator_id: int, text: str = "No corresponde") -> Entrega:
    """Send it, and return it for one indicator."""
    read = await sent(office)
    moved = replace(move(read, Move.RETURN, MoveDetails(observed=1)), since_at=LATER)
    stored = await office.do(lambda uow: uow.entregas.save(moved, read=read.version, at=LATER))
    noted = {indicator_id: text}
    await office.do(lambda uow: uow.entregas.observe(stored, noted, by="person:2", at=LATER))
    return stored


async def test_what_nobody_sent_is_open(office: Office) -> None:
    assert await get(office) == Entrega("402", T3)
    assert await office.do(lambda uow: uow.entregas.of_period(T3)) == {}


async def test_an_entrega_comes_back_as_it_was_saved(office: Office) -> None:
    stored = await sent(office)

    assert await get(office) == stored
    assert (stored.state, stored.round, stored.version) == (EntregaState.SENT, 1, 1)
    assert await office.do(lambda uow: uow.entregas.of_period(T3)) == {"402": stored}


async def test_only_the_first_of_two_sendings_counts(office: Office) -> None:
    first = replace(move(Entrega("402", T3), Move.SEND), since_at=NOW.now)
    await office.do(lambda uow: uow.entregas.save(first, read=0, at=NOW.now))

    with pytest.raises(StaleEntrega) as stale:
        await office.do(lambda uow: uow.entregas.save(first, read=0, at=NOW.now))

    assert (stale.value.unit_code, stale.value.period) == ("402", T3)


async def test_a_move_from_an_older_reading_is_refused(office: Office) -> None:
    read = await sent(office)
    approved = move(read, Move.APPROVE)
    await office.do(lambda uow: uow.entregas.save(approved, read=read.version, at=LATER))

    with pytest.raises(StaleEntrega):
        await office.do(lambda uow: uow.entregas.save(move(read, Move.APPROVE), read=read.version, at=LATER))

    assert (await get(office)).state is EntregaState.APPROVED


async def test_every_step_is_kept(office: Office) -> None:
    stored = await sent(office)
    assert stored.id is not None
    entrega_id = stored.id
    steps = [
        EntregaMove(Move.SEND, 1, EntregaState.OPEN, EntregaState.SENT, "person:1", NOW.now, None, {}),
        EntregaMove(
            Move.APPROVE, 1, EntregaState.SENT, EntregaState.APPROVED, "person:2", LATER, "bien", {"a": 1}
        ),
    ]
    for step in steps:
        await office.do(lambda uow, step=step: uow.entregas.add_move(entrega_id, step))  # type: ignore[misc]

    assert await office.do(lambda uow: uow.entregas.moves(entrega_id)) == steps


async def test_some_urs_are_read_without_the_others(office: Office, componente: int) -> None:
    await returned(office, componente)

    async def read(uow: UnitOfWork, codes: list[str]) -> tuple[set[str], set[str]]:
        entregas = await uow.entregas.of_period(T3, codes)
        return set(entregas), set(await uow.entregas.observed_by_unit(T3, codes))

    assert await office.do(lambda uow: read(uow, ["401", "402"])) == ({"402"}, {"402"})
    assert await office.do(lambda uow: read(uow, ["401"])) == (set(), set())
    assert await office.do(lambda uow: read(uow, [])) == (set(), set())


async def test_what_was_observed_is_open_until_it_is_saved_again(office: Office, componente: int) -> None:
    stored = await returned(office, componente)
    assert stored.id is not None
    entrega_id = stored.id
    assert await office.do(lambda uow: uow.entregas.observed(T3, "402")) == {componente: "No corresponde"}
    assert await office.do(lambda uow: uow.entregas.observation_of("402", componente, T3)) == "No corresponde"
    assert await office.do(lambda uow: uow.entregas.observed_by_unit(T3)) == {
        "402": {componente: "No corresponde"}
    }

    await office.do(lambda uow: uow.entregas.solve(componente, T3, LATER))

    assert await office.do(lambda uow: uow.entregas.observed(T3, "402")) == {}
    assert await office.do(lambda uow: uow.entregas.observation_of("402", componente, T3)) == ""
    (kept,) = await office.do(lambda uow: uow.entregas.observations(entrega_id))
    assert (kept.indicator_id, kept.round, kept.text, kept.by) == (
        componente,
        1,
        "No corresponde",
        "person:2",
    )
    assert kept.solved_at == LATER


async def test_two_observations_of_one_indicator_are_read_together(office: Office, componente: int) -> None:
    stored = await returned(office, componente, "Uno")
    again = {componente: "Dos"}

    await office.do(lambda uow: uow.entregas.observe(stored, again, by="person:3", at=LATER))

    assert await office.do(lambda uow: uow.entregas.observation_of("402", componente, T3)) == "Uno · Dos"


async def test_an_entrega_can_be_held_while_it_is_sent(office: Office, componente: int) -> None:
    await office.do(lambda uow: uow.holds.indicators_of("402", T3))
    await office.do(lambda uow: uow.holds.indicator(componente))

    assert await get(office) == Entrega("402", T3)


async def test_a_correction_is_decided_once(office: Office, componente: int) -> None:
    before, proposed = an_avance("25", version=1), an_avance("26", version=1)
    correction_id = await office.do(
        lambda uow: uow.corrections.ask(
            componente, T3, proposed=proposed, before=before, reason="Llegó tarde", at=NOW.now, by=1
        )
    )
    asked = await office.do(lambda uow: uow.corrections.asked_of(componente, T3))
    assert asked is not None
    assert (asked.id, asked.proposed, asked.before, asked.period) == (correction_id, proposed, before, T3)

    async def decide(state: CorrectionState) -> bool:
        return await office.do(lambda uow: uow.corrections.decide(correction_id, state, "No", at=LATER, by=2))

    assert await decide(CorrectionState.REFUSED)
    assert not await decide(CorrectionState.GRANTED)
    decided = await office.do(lambda uow: uow.corrections.get(correction_id))
    assert decided is not None
    assert (decided.state, decided.decision, decided.decided_at, decided.decided_by) == (
        CorrectionState.REFUSED,
        "No",
        LATER,
        2,
    )
    assert await office.do(lambda uow: uow.corrections.asked_of(componente, T3)) is None


async def test_a_correction_of_what_was_never_reported_has_nothing_before(
    office: Office, componente: int
) -> None:
    correction_id = await office.do(
        lambda uow: uow.corrections.ask(
            componente, T3, proposed=an_avance("26"), before=None, reason="Faltó", at=NOW.now, by=1
        )
    )

    asked = await office.do(lambda uow: uow.corrections.get(correction_id))
    assert asked is not None
    assert asked.before is None
    assert await office.do(lambda uow: uow.corrections.get(99)) is None
