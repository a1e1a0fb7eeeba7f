"""Acuses: issued with every fact and its hash, sent to their people, and checked by anybody."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from domain.delivery.outcomes import Priority
from domain.evidence.acuse_messages import AcuseChecked, AcuseIssued, AcuseText, AcuseUnknown
from domain.evidence.acuses import AcuseKind, hash_of
from domain.kit.access import Role
from domain.kit.entregas import Move
from domain.kit.said import Said
from storage.acuses import StoredAcuse
from storage.engine import Database
from storage.entregas import EntregaMove
from storage.people import Person
from storage.tables.review import AcuseTable
from storage.uow import UnitOfWork
from tests.facts import AN_OFICIO, ANA, BETO, CARLA, T3, Office, a_document, a_row, an_avance
from usecases.evidence.acuse_facts import decode_facts
from usecases.evidence.issue_acuse import issue_acuse
from usecases.evidence.verify_acuse import verify_acuse
from usecases.review.move_entrega import MadeMove, make_move
from usecases.switchboard.compose import compose

DIEGO = 1004


class Desk:
    """An office where Ana of 402 sends her report."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.ids: dict[str, int] = {}

    async def opens(self) -> Person:
        self.ids = await self.office.register(a_document(a_row(), a_row("Actividad 7.1")))
        await self.office.save(self.ids["Componente 7"], an_avance("23.50", evidence=(AN_OFICIO,)))
        return await self.office.lets_in(ANA)

    async def sends(self, person: Person) -> StoredAcuse:
        return await self.office.do(lambda uow: self._sends(uow, person))

    async def _sends(self, uow: UnitOfWork, person: Person) -> StoredAcuse:
        read = await uow.entregas.get("402", T3)
        made = MadeMove(Move.SEND, "Falta el oficio de la Actividad 7.1")
        moved = await make_move(uow, person, read, made, self.office.moment)
        return await issue_acuse(uow, moved, AcuseKind.SENT, person, self.office.moment)

    async def is_asked(self, person: Person, typed: str) -> Said:
        return await self.office.do(lambda uow: verify_acuse(uow, person, typed, self.office.moment))

    async def checks(self, person: Person, typed: str) -> AcuseChecked:
        said = await self.is_asked(person, typed)
        assert isinstance(said, AcuseChecked)
        return said


@pytest.fixture
def office(memory_database: Database) -> Office:
    return Office(memory_database)


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office)


async def test_an_acuse_states_the_report_and_who_sent_it(desk: Desk) -> None:
    ana = await desk.opens()

    issued = await desk.sends(ana)

    facts = decode_facts(issued.facts)
    assert (issued.folio, issued.kind, issued.round) == ("A-402-3T2025-0001", "sent", 1)
    assert issued.sha256 == hash_of(issued.facts)
    assert (facts.unit_code, facts.unit_name, facts.period) == ("402", "Secretaría Particular", T3)
    (step,) = facts.steps
    assert (step.move, step.by, step.at) == (Move.SEND, "Persona 1001", desk.office.moment.now)
    assert step.reason == "Falta el oficio de la Actividad 7.1"
    values = {each.level: each.value for each in facts.programmes[0].indicators}
    assert values == {"Componente 7": 23.5, "Actividad 7.1": None}


async def test_it_is_stored_as_it_was_issued(desk: Desk) -> None:
    issued = await desk.sends(await desk.opens())

    stored = await desk.office.do(lambda uow: uow.acuses.get(issued.code))
    latest = await desk.office.do(lambda uow: uow.acuses.latest(issued.entrega_id))
    assert stored == latest == issued


async def test_the_next_one_has_the_next_folio_and_another_code(desk: Desk) -> None:
    ana = await desk.opens()
    first = await desk.sends(ana)
    entrega = await desk.office.do(lambda uow: uow.entregas.get("402", T3))

    second = await desk.office.do(
        lambda uow: issue_acuse(uow, entrega, AcuseKind.ACCEPTED, ana, desk.office.moment)
    )

    assert second.folio == "A-402-3T2025-0002"
    assert second.code != first.code


async def test_an_accepted_report_names_everybody_who_had_a_hand_in_it(desk: Desk, office: Office) -> None:
    ana = await desk.opens()
    titular = await office.lets_in(BETO, Role.TITULAR)
    implan = await office.lets_in(CARLA, Role.IMPLAN, None)
    await desk.sends(ana)

    async def goes_on(uow: UnitOfWork) -> StoredAcuse:
        read = await uow.entregas.get("402", T3)
        approved = await make_move(uow, titular, read, MadeMove(Move.APPROVE), office.moment)
        accepted = await make_move(uow, implan, approved, MadeMove(Move.ACCEPT), office.moment)
        return await issue_acuse(uow, accepted, AcuseKind.ACCEPTED, implan, office.moment)

    facts = decode_facts((await office.do(goes_on)).facts)

    assert [(step.move, step.by) for step in facts.steps] == [
        (Move.SEND, "Persona 1001"),
        (Move.APPROVE, "Persona 1002"),
        (Move.ACCEPT, "Persona 1003"),
    ]


async def test_somebody_whose_role_is_gone_keeps_the_number_and_so_does_the_command_line(
    desk: Desk, office: Office
) -> None:
    ana = await desk.opens()
    await desk.sends(ana)

    async def goes_on(uow: UnitOfWork) -> StoredAcuse:
        entrega = await uow.entregas.get("402", T3)
        assert entrega.id is not None
        accepted = EntregaMove(
            Move.ACCEPT, 1, entrega.state, entrega.state, "cli", office.moment.now, None, {}
        )
        await uow.entregas.add_move(entrega.id, accepted)
        await uow.people.revoke(ana.actor.person_id, office.moment.now)
        return await issue_acuse(uow, entrega, AcuseKind.ACCEPTED, ana, office.moment)

    facts = decode_facts((await office.do(goes_on)).facts)

    assert [step.by for step in facts.steps] == ["person:1", "cli"]


async def test_it_goes_to_whoever_acted_the_other_enlaces_and_the_titular(desk: Desk, office: Office) -> None:
    ana = await desk.opens()
    await office.lets_in(BETO)
    await office.lets_in(CARLA, Role.TITULAR)
    await office.lets_in(DIEGO, unit_code="504")

    issued = await desk.sends(ana)

    rows = [row for row in await office.rows() if row.kind == "acuse_issued"]
    assert [(row.chat_id, row.priority) for row in rows] == [
        (ANA, Priority.ANSWER),
        (BETO, Priority.BULK),
        (CARLA, Priority.BULK),
    ]
    assert rows[1].key == f"acuse:{issued.code}:2"


async def test_issuing_is_audited(desk: Desk, office: Office) -> None:
    await desk.sends(await desk.opens())

    assert ("person:1", "acuse_issued", "entrega:402:3T2025") in await office.audited()


async def test_what_is_sent_is_looked_up_when_it_is_sent(desk: Desk, office: Office) -> None:
    issued = await desk.sends(await desk.opens())
    await office.do(lambda uow: uow.meta.set("bot_username", "puntual_bot"))

    said = await office.do(lambda uow: compose(uow, AcuseIssued(issued.code), office.moment))

    assert isinstance(said, AcuseText)
    assert (said.code, said.sha256, said.bot_name) == (issued.code, issued.sha256, "puntual_bot")
    assert said.issued_at.hour == said.facts.steps[0].at.hour == office.moment.local.hour


async def test_an_acuse_that_does_not_exist_is_not_sent(office: Office) -> None:
    assert await office.do(lambda uow: compose(uow, AcuseIssued("0" * 10), office.moment)) is None


async def test_a_genuine_acuse_of_an_unchanged_report(desk: Desk) -> None:
    ana = await desk.opens()
    issued = await desk.sends(ana)

    said = await desk.checks(ana, issued.code.lower())

    assert (said.is_genuine, said.is_unchanged, said.changed) == (True, True, ())
    assert (said.folio, said.kind, said.period) == (issued.folio, AcuseKind.SENT, T3)
    assert said.issued_at == issued.issued_at
    assert said.issued_at.hour == desk.office.moment.local.hour


async def test_who_may_see_the_unit_learns_what_changed(desk: Desk, office: Office) -> None:
    ana = await desk.opens()
    issued = await desk.sends(ana)
    await office.save(desk.ids["Componente 7"], an_avance("24", evidence=(AN_OFICIO,), version=1))

    said = await desk.checks(ana, issued.code)

    assert (said.is_genuine, said.is_unchanged, said.changed) == (True, False, ("Componente 7",))


async def test_others_learn_only_that_it_changed(desk: Desk, office: Office) -> None:
    issued = await desk.sends(await desk.opens())
    await office.save(desk.ids["Componente 7"], an_avance("24", evidence=(AN_OFICIO,), version=1))
    stranger = await office.lets_in(BETO, unit_code="504")

    said = await desk.checks(stranger, issued.code)

    assert (said.is_genuine, said.is_unchanged, said.changed) == (True, False, ())


async def test_another_evidence_is_a_change(desk: Desk, office: Office) -> None:
    ana = await desk.opens()
    issued = await desk.sends(ana)
    other = replace(AN_OFICIO, file_sha256=None, issuer="Sindicatura")
    await office.save(desk.ids["Componente 7"], an_avance("23.5", evidence=(other,), version=1))

    assert (await desk.checks(ana, issued.code)).changed == ("Componente 7",)


async def test_facts_that_were_tampered_with_are_not_genuine(desk: Desk, office: Office) -> None:
    ana = await desk.opens()
    issued = await desk.sends(ana)
    forged = dict(issued.facts) | {"folio": "A-402-3T2025-0009"}
    await office.do(lambda uow: uow.session.execute(update(AcuseTable).values(facts=forged)))

    assert not (await desk.checks(ana, issued.code)).is_genuine


@pytest.mark.parametrize(("typed", "is_possible"), [("", False), ("ABC", False), ("0000000000", True)])
async def test_an_unknown_code_is_told_apart_from_a_mistyped_one(
    desk: Desk, typed: str, *, is_possible: bool
) -> None:
    ana = await desk.opens()

    assert await desk.is_asked(ana, typed) == AcuseUnknown(typed, is_possible)
