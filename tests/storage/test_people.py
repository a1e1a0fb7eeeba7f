"""People: names, roles and reachability."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.kit.access import Grant, Role
from storage.engine import Database
from tests.facts import ANA, BETO, NOW, Office, a_document, statements_of

WEEK = timedelta(days=7)


@pytest.fixture
async def office(database: Database) -> Office:
    office = Office(database)
    await office.register(a_document())
    return office


async def test_somebody_who_joined_is_known_by_both_names(office: Office) -> None:
    person = await office.lets_in(ANA)

    assert await office.do(lambda uow: uow.people.by_telegram_id(ANA)) == person
    assert await office.do(lambda uow: uow.people.by_id(person.actor.person_id)) == person
    assert person.chat_id == ANA


async def test_a_stranger_is_nobody(office: Office) -> None:
    assert await office.do(lambda uow: uow.people.by_telegram_id(BETO)) is None
    assert await office.do(lambda uow: uow.people.by_id(9)) is None
    assert await office.do(lambda uow: uow.people.everybody()) == []


async def test_roles_add_up_in_the_order_they_were_given(office: Office) -> None:
    await office.lets_in(ANA, Role.TITULAR, "402")

    person = await office.lets_in(ANA, Role.CONSULTA, None)

    assert person.actor.grants == (Grant(Role.TITULAR, "402"), Grant(Role.CONSULTA))


@pytest.mark.parametrize(
    "grant", [Grant(Role.ENLACE, "402"), Grant(Role.IMPLAN)], ids=lambda grant: grant.role.value
)
async def test_a_role_given_twice_is_one_role(office: Office, grant: Grant) -> None:
    await office.lets_in(ANA, grant.role, grant.unit_code)

    person = await office.lets_in(ANA, grant.role, grant.unit_code)

    assert person.actor.grants == (grant,)


async def test_a_role_given_again_makes_of_the_first_enlace_a_suplente_and_back(office: Office) -> None:
    ana = await office.lets_in(ANA)

    async def standing(grant: Grant) -> tuple[Grant, ...]:
        await office.do(lambda uow: uow.people.give(ana.actor.person_id, grant))
        person = await office.do(lambda uow: uow.people.by_telegram_id(ANA))
        assert person is not None
        return person.actor.grants

    first, suplente = Grant(Role.ENLACE, "402"), Grant(Role.ENLACE, "402", is_suplente=True)
    assert await standing(suplente) == (suplente,)
    assert await standing(first) == (first,)


async def test_one_role_is_taken_and_the_others_stay(office: Office) -> None:
    await office.lets_in(ANA)
    ana = await office.lets_in(ANA, Role.CONSULTA, None)

    await office.do(lambda uow: uow.people.take(ana.actor.person_id, Grant(Role.ENLACE, "402")))

    person = await office.do(lambda uow: uow.people.by_telegram_id(ANA))
    assert person is not None
    assert person.actor.grants == (Grant(Role.CONSULTA),)


async def test_everybody_is_read_in_one_query(office: Office) -> None:
    for number in range(40):
        await office.lets_in(ANA + number)

    with statements_of(office.database) as statements:
        people = await office.do(lambda uow: uow.people.everybody())

    assert [person.chat_id for person in people] == [ANA + number for number in range(40)]
    assert len([each for each in statements if each.startswith("SELECT")]) == 1


async def test_a_revoked_person_is_a_stranger(office: Office) -> None:
    ana, beto = await office.lets_in(ANA), await office.lets_in(BETO)

    await office.do(lambda uow: uow.people.revoke(ana.actor.person_id, NOW.now))

    assert await office.do(lambda uow: uow.people.by_telegram_id(ANA)) is None
    assert await office.do(lambda uow: uow.people.by_id(ana.actor.person_id)) is None
    assert await office.do(lambda uow: uow.people.everybody()) == [beto]


async def test_a_revoked_person_comes_back_with_the_new_role_only(office: Office) -> None:
    before = await office.lets_in(ANA, Role.IMPLAN, None)
    await office.do(lambda uow: uow.people.revoke(before.actor.person_id, NOW.now))

    person_id = await office.do(
        lambda uow: uow.people.join(ANA, "Ana María", Grant(Role.TITULAR, "402"), NOW.now)
    )

    person = await office.do(lambda uow: uow.people.by_telegram_id(ANA))
    assert person is not None
    assert person_id == before.actor.person_id
    assert (person.actor.name, person.actor.grants) == ("Ana María", (Grant(Role.TITULAR, "402"),))


async def test_another_role_keeps_the_name(office: Office) -> None:
    await office.do(lambda uow: uow.people.join(ANA, "Ana Ruiz", Grant(Role.IMPLAN), NOW.now))

    await office.do(lambda uow: uow.people.join(ANA, "A. Ruiz", Grant(Role.CONSULTA), NOW.now))

    person = await office.do(lambda uow: uow.people.by_telegram_id(ANA))
    assert person is not None
    assert person.actor.name == "Ana Ruiz"


async def test_the_first_failure_tells_since_when_somebody_is_unreachable(office: Office) -> None:
    ana = await office.lets_in(ANA)
    await office.do(lambda uow: uow.people.mark_unreachable(ANA, "bloqueó al bot", NOW.now))

    await office.do(lambda uow: uow.people.mark_unreachable(ANA, "otra vez", NOW.now + WEEK))

    assert await office.do(lambda uow: uow.people.everybody()) == [
        replace(ana, unreachable_since=NOW.now, unreachable_reason="bloqueó al bot")
    ]


async def test_a_person_who_writes_can_be_reached_again(office: Office) -> None:
    ana, beto = await office.lets_in(ANA), await office.lets_in(BETO)
    await office.do(lambda uow: uow.people.mark_unreachable(ANA, "403", NOW.now))
    await office.do(lambda uow: uow.people.mark_unreachable(BETO, "403", NOW.now))

    await office.do(lambda uow: uow.people.mark_reachable(ANA))

    assert await office.do(lambda uow: uow.people.everybody()) == [
        ana,
        replace(beto, unreachable_since=NOW.now, unreachable_reason="403"),
    ]


async def test_own_hours_are_kept_until_they_are_given_back(office: Office) -> None:
    person_id = (await office.lets_in(ANA)).actor.person_id

    async def with_hours(hours: tuple[int, int] | None) -> tuple[int, int] | None:
        await office.do(lambda uow: uow.people.set_hours(person_id, hours))
        person = await office.do(lambda uow: uow.people.by_id(person_id))
        assert person is not None
        return person.hours

    assert await with_hours((600, 900)) == (600, 900)
    assert await with_hours(None) is None


async def test_the_people_of_some_urs_come_with_all_their_roles(office: Office) -> None:
    await office.register(a_document(unit="504"))
    ana, beto = await office.lets_in(ANA), await office.lets_in(BETO, unit_code="504")
    await office.lets_in(BETO, Role.IMPLAN, None)

    of_both, of_one = [
        await office.do(lambda uow, codes=codes: uow.people.of_units(codes))  # type: ignore[misc]
        for codes in (("402", "504"), ("504",))
    ]

    assert [each.actor.person_id for each in of_both] == [ana.actor.person_id, beto.actor.person_id]
    assert [{grant.role for grant in each.actor.grants} for each in of_one] == [{Role.ENLACE, Role.IMPLAN}]
