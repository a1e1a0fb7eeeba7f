"""Invitations and relevos that two people use or end at the same moment end as if one had come second."""

import pytest

from domain.kit.said import Said
from domain.people.handover_messages import HandoverNotTaken, RelevoEnded, RelevoOffered
from domain.people.membership_messages import (
    InvitationKept,
    InvitationLink,
    InvitationReady,
    RoleKept,
    RoleTaken,
)
from domain.people.welcome_messages import InvitationRefused
from storage.engine import Database
from tests.facts import ANA, CARLA
from tests.usecases.races import ELENA, TITA, Deed, Prepare, Race, Town, comes_second
from tests.usecases.speakers import Speaker
from usecases.kit.form_spec import DialogueStart, open_form
from usecases.people.admin_people import INVITE, REVOKE
from usecases.people.hand_over import begin_handover
from usecases.people.invite import hash_code
from usecases.people.redeem import redeem
from usecases.people.withdraw_invitation import begin_withdrawal

WHY = "Cambio de adscripción"
MARIA, PEDRO, ONE, OTHER = "María López", "Pedro Pérez", 2001, 2002
LEAVES = "leave"


async def two_invitations(town: Town) -> Race:
    for who in (town.carla, town.elena):
        await who.asks(open_form, INVITE, DialogueStart("504"))
        await who.says("titular")
    return Race(town.says(town.carla, MARIA), town.says(town.elena, "maria  LOPEZ"), ELENA)


async def two_offers_of_one_place(town: Town) -> Race:
    for who, name in ((town.ana, MARIA), (town.tita, PEDRO)):
        await _hands_over(town, who, "new", name, LEAVES)
    return Race(town.says(town.ana, WHY), town.says(town.tita, WHY), TITA)


async def one_link_used_twice(town: Town) -> Race:
    code = await _link(town)
    return Race(_uses(town, code, ONE), _uses(town, code, OTHER), OTHER)


async def a_link_used_after_it_was_withdrawn(town: Town) -> Race:
    code = await _link(town)
    await _withdraws(town, code)
    return Race(town.says(town.carla, "sí"), _uses(town, code, ONE), ONE)


async def a_link_withdrawn_after_it_was_used(town: Town) -> Race:
    code = await _link(town)
    await _withdraws(town, code)
    return Race(_uses(town, code, ONE), town.says(town.carla, "sí"), CARLA)


async def a_link_replaced_after_it_was_used(town: Town) -> Race:
    code = await _link(town)
    await _hands_over(town, town.tita, "new", PEDRO, LEAVES)
    return Race(_uses(town, code, ONE), town.says(town.tita, WHY), TITA)


async def a_link_used_after_it_was_replaced(town: Town) -> Race:
    code = await _link(town)
    await _hands_over(town, town.tita, "new", PEDRO, LEAVES)
    return Race(town.says(town.tita, WHY), _uses(town, code, ONE), ONE)


async def a_place_given_after_it_was_taken(town: Town) -> Race:
    code = await _link(town)
    await _hands_over(town, town.tita, str(town.beto.id), LEAVES)
    return Race(_uses(town, code, ONE), town.says(town.tita, WHY), TITA)


async def a_place_taken_after_it_was_given(town: Town) -> Race:
    code = await _link(town)
    await _hands_over(town, town.tita, str(town.beto.id), LEAVES)
    return Race(town.says(town.tita, WHY), _uses(town, code, ONE), ONE)


async def a_role_taken_after_the_place_was(town: Town) -> Race:
    code = await _link(town)
    await _takes_the_role_of_ana(town)
    return Race(_uses(town, code, ONE), town.says(town.carla, "sí"), CARLA)


async def a_place_taken_after_the_role_was(town: Town) -> Race:
    code = await _link(town)
    await _takes_the_role_of_ana(town)
    return Race(town.says(town.carla, "sí"), _uses(town, code, ONE), CARLA)


async def a_withdrawal_of_both(town: Town) -> Race:
    code = await _link(town)
    await _withdraws(town, code)
    await town.ana.asks(begin_handover, "402")
    return Race(town.says(town.ana, "withdraw"), town.says(town.carla, "sí"), CARLA)


RACES: dict[Prepare, type[Said]] = {
    two_invitations: InvitationReady,
    two_offers_of_one_place: RelevoOffered,
    one_link_used_twice: InvitationRefused,
    a_link_used_after_it_was_withdrawn: InvitationRefused,
    a_link_withdrawn_after_it_was_used: InvitationKept,
    a_link_replaced_after_it_was_used: HandoverNotTaken,
    a_link_used_after_it_was_replaced: InvitationRefused,
    a_place_given_after_it_was_taken: HandoverNotTaken,
    a_place_taken_after_it_was_given: InvitationRefused,
    a_role_taken_after_the_place_was: RoleKept,
    a_place_taken_after_the_role_was: RoleTaken,
    a_withdrawal_of_both: RelevoEnded,
}


@pytest.mark.parametrize("prepare", RACES, ids=lambda race: race.__name__)
async def test_one_comes_second(
    prepare: Prepare, processes: tuple[Database, Database], memory_database: Database
) -> None:
    await comes_second(prepare, RACES[prepare], processes, memory_database)


async def _hands_over(town: Town, who: Speaker, *answers: str) -> None:
    """Go through the dialogue of a relevo of Ana, up to the reason."""
    await who.asks(begin_handover, "402")
    if who is not town.ana:
        await who.says(str(town.ana.id))
    await who.says(*answers)


async def _link(town: Town) -> str:
    await _hands_over(town, town.ana, "new", MARIA, LEAVES, WHY)
    (link,) = [each for each in await town.office.said(ANA) if isinstance(each, InvitationLink)]
    return link.code


async def _withdraws(town: Town, code: str) -> None:
    await town.carla.asks(begin_withdrawal, "402")
    await town.carla.says(hash_code(code))


async def _takes_the_role_of_ana(town: Town) -> None:
    await town.carla.asks(open_form, REVOKE, DialogueStart("402"))
    await town.carla.says(f"{town.ana.id}:enlace:402")


def _uses(town: Town, code: str, who: int) -> Deed:
    return lambda uow: redeem(uow, code, who, town.moment)
