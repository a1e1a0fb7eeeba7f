"""IMPLAN withdraws an invitation that nobody has used; the link then lets nobody in."""

import pytest

from domain.kit.access import Role
from domain.kit.dialogues.messages import FormQuestion
from domain.people.invitations import InvitationProblem
from domain.people.membership_messages import (
    InvitationKept,
    InvitationReady,
    InvitationWithdrawn,
    PeopleList,
    RoleTaken,
)
from domain.people.welcome_messages import InvitationRefused
from tests.facts import ANA, BETO, Office, a_mir
from tests.usecases.speaking import Speaker, from_implan
from usecases.people.admin_people import INVITE, REVOKE, people_of
from usecases.people.invite import InvitationWanted, hash_code, invite
from usecases.people.redeem import redeem
from usecases.people.withdraw_invitation import begin_withdrawal


@pytest.fixture
async def carla(office: Office) -> Speaker:
    await office.register(a_mir())
    await office.register(a_mir(unit="504", programme="4"))
    return await from_implan(office)


async def invites(office: Office, name: str = "Eva Mora", unit_code: str = "402") -> str:
    wanted = InvitationWanted(Role.TITULAR, unit_code, name, days=7)
    return (await office.do(lambda uow: invite(uow, wanted, office.moment))).code


async def begins(office: Office, carla: Speaker, unit_code: str | None = None) -> None:
    await office.do(lambda uow: begin_withdrawal(uow, carla.person, unit_code, office.moment))


async def test_what_is_withdrawn_is_said_audited_and_refused(office: Office, carla: Speaker) -> None:
    code = await invites(office)
    await begins(office, carla)
    question = await carla.question()
    assert isinstance(question, FormQuestion)
    assert [each.label for each in question.options] == ["Eva Mora · titular 402"]

    await carla.picks(hash_code(code))
    await carla.picks("yes")

    assert await carla.told() == InvitationWithdrawn("Eva Mora", Role.TITULAR, "402")
    me = f"person:{carla.person.actor.person_id}"
    assert (await office.audited())[-1] == (me, "invitation_withdrawn", "invitation:titular:402")
    await office.do(lambda uow: redeem(uow, code, ANA, office.moment))
    assert await office.said() == [InvitationRefused(InvitationProblem.WITHDRAWN)]
    listed = await office.do(lambda uow: people_of(uow, "402", office.moment))
    assert isinstance(listed, PeopleList)
    assert listed.invited == ()


async def test_nothing_is_withdrawn_without_a_yes(office: Office, carla: Speaker) -> None:
    code = await invites(office)
    await begins(office, carla)
    await carla.picks(hash_code(code))
    await carla.picks("no")

    assert await carla.told() == InvitationKept()
    await office.do(lambda uow: redeem(uow, code, ANA, office.moment))
    assert await office.do(lambda uow: uow.people.by_telegram_id(ANA)) is not None


async def test_what_was_used_meanwhile_is_not_withdrawn(office: Office, carla: Speaker) -> None:
    code = await invites(office)
    await begins(office, carla)
    await carla.picks(hash_code(code))
    await office.do(lambda uow: redeem(uow, code, ANA, office.moment))
    await carla.picks("yes")

    assert await carla.told() == InvitationKept(is_gone=True)


async def test_of_one_unit_only_its_invitations_are_offered(office: Office, carla: Speaker) -> None:
    await invites(office)
    code = await invites(office, "Ana Ruiz", "504")

    await begins(office, carla, "504")

    question = await carla.question()
    assert isinstance(question, FormQuestion)
    assert [each.value for each in question.options] == [hash_code(code)]


@pytest.mark.parametrize("unit_code", [None, "504"])
async def test_where_none_waits_that_is_told(office: Office, carla: Speaker, unit_code: str | None) -> None:
    if unit_code:
        await invites(office)

    await begins(office, carla, unit_code)

    assert await carla.told() == InvitationKept(is_none=True)


async def test_the_second_invitation_says_that_the_first_no_longer_works(
    office: Office, carla: Speaker
) -> None:
    await invites(office)
    await carla.begins(INVITE)
    await carla.picks("titular")
    await carla.says("402", "EVA MORA")

    *_, ready, _ = await carla.heard()
    assert isinstance(ready, InvitationReady)
    assert ready.replaced == ("Eva Mora",)


async def test_who_loses_a_role_does_not_get_it_back_with_a_link(office: Office, carla: Speaker) -> None:
    eva = await office.lets_in(BETO, Role.TITULAR)
    code = await invites(office, eva.actor.name)
    other = await invites(office, eva.actor.name, "504")
    await carla.begins(REVOKE)
    await carla.picks(f"{eva.actor.person_id}:titular:402")
    await carla.picks("yes")

    taken = RoleTaken(eva.actor.name, Role.TITULAR, "402", has_others=False, had_invitation=True)
    assert await carla.told() == taken
    for link, works in ((code, False), (other, True)):
        issued = await office.do(lambda uow, link=link: uow.invitations.get(hash_code(link)))  # type: ignore[misc]
        assert issued is not None
        assert (issued.problem(office.moment.now) is None) is works
