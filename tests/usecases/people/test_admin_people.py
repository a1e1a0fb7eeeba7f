"""IMPLAN invites, lists and revokes people from the chat; everything is audited under their own name."""

from datetime import UTC, datetime

import pytest

from domain.delivery.outcomes import OutboxState
from domain.kit.access import Role
from domain.kit.dialogues.messages import FormRefused
from domain.kit.report_messages import UnknownUnit
from domain.people.membership_messages import InvitationLink, InvitationReady, PeopleList, RoleKept, RoleTaken
from domain.people.welcome_messages import NotAllowed
from tests.facts import ANA, BETO, Office, a_mir
from tests.usecases.speaking import Speaker, from_implan
from usecases.kit.say import answer
from usecases.people.admin_people import INVITE, REVOKE, people_of, show_people
from usecases.people.redeem import redeem


@pytest.fixture
async def carla(office: Office) -> Speaker:
    await office.register(a_mir())
    return await from_implan(office)


async def test_an_enlace_is_invited_with_a_link_to_forward(office: Office, carla: Speaker) -> None:
    await office.do(lambda uow: uow.meta.set("bot_username", "puntual_bot"))
    await carla.begins(INVITE)
    await carla.picks("enlace")
    await carla.says("402", "Ana Ruiz")
    await carla.picks("suplente")

    *_, ready, link = await carla.heard()
    assert isinstance(ready, InvitationReady)
    assert isinstance(link, InvitationLink)
    assert (link.name, link.unit_name, link.bot, link.is_suplente) == (
        "Ana Ruiz", "Secretaría Particular", "puntual_bot", True,
    )  # fmt: skip
    assert (link.until_on - office.moment.today).days == 14
    await office.do(lambda uow: redeem(uow, link.code, ANA, office.moment))
    (member,) = await office.do(lambda uow: uow.registry.members("402"))
    assert (member.name, member.role, member.is_suplente) == ("Ana Ruiz", Role.ENLACE, True)


async def test_the_invitation_is_audited_under_the_name_of_who_invited(
    office: Office, carla: Speaker
) -> None:
    await carla.begins(INVITE)
    await carla.picks("titular")
    await carla.says("402", "Tania Titular")

    me = f"person:{carla.person.actor.person_id}"
    assert await office.audited() == [(me, "person_invited", "invitation:titular:402")]


async def test_a_unit_that_was_named_is_not_asked_for_again(carla: Speaker) -> None:
    await carla.begins(INVITE, "402")
    await carla.picks("titular")
    assert (await carla.question()).asked == "name"
    await carla.says("Tania Titular")

    link = await carla.told()
    assert isinstance(link, InvitationLink)
    assert (link.role, link.unit_code) == (Role.TITULAR, "402")


async def test_roles_of_the_municipality_are_asked_for_no_unit(office: Office, carla: Speaker) -> None:
    await office.do(lambda uow: uow.meta.set("invitation_days", "3"))
    await carla.begins(INVITE)
    await carla.picks("consulta")
    assert (await carla.question()).asked == "name"
    await carla.says("Dolores Directora")

    link = await carla.told()
    assert isinstance(link, InvitationLink)
    assert (link.unit_code, (link.until_on - office.moment.today).days) == ("", 3)


async def test_an_unknown_unit_is_refused(carla: Speaker) -> None:
    await carla.begins(INVITE)
    await carla.picks("titular")
    await carla.says("999")

    assert await carla.told() == FormRefused("not_a_choice", "999")


async def test_people_are_listed_with_who_is_invited(office: Office, carla: Speaker) -> None:
    await office.lets_in(ANA)
    await carla.begins(INVITE)
    await carla.picks("titular")
    await carla.says("402", "Tania Titular")

    listed = await office.do(lambda uow: show_people(uow, carla.person, "402", office.moment))
    everybody = await office.do(lambda uow: show_people(uow, carla.person, None, office.moment))

    assert isinstance(listed, PeopleList)
    assert [(each.role, each.last_seen_at) for each in listed.members] == [(Role.ENLACE, None)]
    assert [each.name for each in listed.invited] == ["Tania Titular"]
    assert isinstance(everybody, PeopleList)
    assert {each.role for each in everybody.members} == {Role.ENLACE, Role.IMPLAN}


async def test_the_last_message_of_a_person_is_told_in_local_time(office: Office, carla: Speaker) -> None:
    await office.lets_in(ANA)
    late = datetime(2025, 9, 26, 3, tzinfo=UTC)
    await office.do(lambda uow: uow.inbox.add(1, ANA, "{}", late))

    listed = await office.do(lambda uow: people_of(uow, "402", office.moment))

    assert isinstance(listed, PeopleList)
    assert [f"{each.last_seen_at:%Y-%m-%d}" for each in listed.members] == ["2025-09-25"]


async def test_a_unit_that_is_not_registered_has_no_people(office: Office, carla: Speaker) -> None:
    assert await office.do(lambda uow: people_of(uow, "999", office.moment)) == UnknownUnit("999", "personas")


async def test_only_implan_sees_who_is_registered(office: Office, carla: Speaker) -> None:
    ana = await office.lets_in(ANA)

    assert await office.do(lambda uow: show_people(uow, ana, "402", office.moment)) == NotAllowed(())


async def test_a_role_is_taken_once_it_is_confirmed(office: Office, carla: Speaker) -> None:
    ana = await office.lets_in(ANA)
    await carla.begins(REVOKE)
    await carla.picks(f"{ana.actor.person_id}:enlace:402")
    await carla.picks("yes")

    assert await carla.told() == RoleTaken(ana.actor.name, Role.ENLACE, "402", has_others=False)
    assert await office.do(lambda uow: uow.registry.members("402")) == []


async def test_what_waits_for_who_is_out_is_withdrawn(office: Office, carla: Speaker) -> None:
    ana = await office.lets_in(ANA)
    await office.do(lambda uow: answer(uow, ANA, UnknownUnit("999"), office.moment))
    await carla.begins(REVOKE)
    await carla.picks(f"{ana.actor.person_id}:enlace:402")
    await carla.picks("yes")

    waiting = [(row.kind, row.state) for row in await office.rows(ANA)]
    assert waiting == [("unknown_unit", OutboxState.CANCELLED), ("command_menu", OutboxState.PENDING)]


async def test_who_has_two_roles_keeps_the_other(office: Office, carla: Speaker) -> None:
    await office.lets_in(ANA)
    ana = await office.lets_in(ANA, Role.TITULAR)
    await carla.begins(REVOKE, "402")
    await carla.picks(f"{ana.actor.person_id}:titular:402")
    await carla.picks("yes")

    assert await carla.told() == RoleTaken(ana.actor.name, Role.TITULAR, "402", has_others=True)
    (member,) = await office.do(lambda uow: uow.registry.members("402"))
    assert member.role is Role.ENLACE


async def test_nothing_is_taken_without_a_yes(office: Office, carla: Speaker) -> None:
    ana = await office.lets_in(ANA)
    await carla.begins(REVOKE)
    await carla.picks(f"{ana.actor.person_id}:enlace:402")
    await carla.picks("no")

    assert await carla.told() == RoleKept()
    assert len(await office.do(lambda uow: uow.registry.members("402"))) == 1


@pytest.mark.parametrize("has_another", [False, True], ids=["gone", "other role"])
async def test_a_role_that_was_taken_meanwhile_changes_nothing(
    office: Office, carla: Speaker, has_another: bool
) -> None:
    ana = await office.lets_in(BETO)
    await carla.begins(REVOKE)
    await carla.picks(f"{ana.actor.person_id}:enlace:402")
    await office.do(lambda uow: uow.people.revoke(ana.actor.person_id, office.moment.now))
    if has_another:
        await office.lets_in(BETO, Role.TITULAR)
    await carla.picks("yes")

    assert await carla.told() == RoleKept()


async def test_nobody_revokes_themselves(carla: Speaker) -> None:
    await carla.begins(REVOKE)

    assert (await carla.question()).options == ()
