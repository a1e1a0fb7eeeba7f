"""Roles and invitations that two give, take or use at the same moment end as if one had come second."""

from collections.abc import Awaitable, Callable

import pytest

from domain.capture.messages import Saved
from domain.kit.access import Role
from domain.kit.dialogues.forms import FormAnswer
from domain.kit.drafts import Choice, Chosen, Typed
from domain.kit.moments import Moment
from domain.kit.said import Said
from domain.people.attention_messages import HelpAsked
from domain.people.handover_messages import HandedOver, HandoverNotTaken
from domain.people.membership_messages import InvitationKept, RoleKept, RoleTaken
from domain.people.welcome_messages import InvitationRefused, Stranger, Welcome
from storage.engine import Database
from storage.people import Person
from storage.uow import UnitOfWork
from tests.facts import ANA, BETO
from tests.usecases.enlaces import Enlace
from tests.usecases.races import ELENA, TITA, Deed, Prepare, Race, Town, comes_second
from tests.usecases.speakers import Speaker
from usecases.capture.capture_indicator import take_answer
from usecases.kit.form_spec import DialogueStart, open_form
from usecases.kit.say import answer
from usecases.people.admin_people import REVOKE
from usecases.people.attend import ask_for_help
from usecases.people.hand_over import begin_handover
from usecases.people.invite import InvitationWanted, invite
from usecases.people.redeem import redeem
from usecases.people.revoke_person import revoke_person
from usecases.people.withdraw_invitation import begin_withdrawal
from usecases.switchboard.answer_form import take_form_answer

NEWCOMER = 1008
REASON = "Cambio de adscripción"
YES = "yes"
LEFT_OPEN = frozenset({"conversation"})
"""The dialogue of somebody who may not answer it any more is asked no more, open or not."""


async def an_invitation_used_twice(town: Town) -> Race:
    code = await _invited(town)
    return Race(_uses(town, code, 1007), _uses(town, code, NEWCOMER), NEWCOMER)


async def two_invitations_of_one_newcomer_used(town: Town) -> Race:
    enlace, titular = await _invited(town), await _invited(town, Role.TITULAR, "504")
    return Race(_uses(town, enlace, NEWCOMER), _uses(town, titular, NEWCOMER), NEWCOMER)


async def an_invitation_withdrawn_while_it_is_used(town: Town) -> Race:
    code = await _invited(town)
    await town.elena.asks(begin_withdrawal, None)
    await town.elena.picks(0)
    return Race(_uses(town, code, NEWCOMER), _says(town, town.elena, YES), ELENA)


async def somebody_revoked_while_they_come_back(town: Town) -> Race:
    code = await _invited(town)
    return Race(_revokes(town, town.beto), _uses(town, code, BETO), BETO)


async def somebody_revoked_who_has_just_come_back(town: Town) -> Race:
    race = await somebody_revoked_while_they_come_back(town)
    return Race(race.second, race.first, BETO)


async def somebody_revoked_twice(town: Town) -> Race:
    await town.beto.asks(ask_for_help, "¿Cómo corrijo un valor?")
    return Race(_revokes(town, town.beto), _revokes(town, town.beto), BETO)


async def a_role_taken_twice(town: Town) -> Race:
    for who in (town.carla, town.elena):
        await _begins_to_take(who, town.beto)
    return Race(_says(town, town.carla, YES), _says(town, town.elena, YES), ELENA)


async def two_roles_of_somebody_taken(town: Town) -> Race:
    """Who takes the last one also withdraws what waits for the person."""
    await town.office.lets_in(BETO, Role.TITULAR, "504")
    await _begins_to_take(town.carla, town.beto, "enlace:402")
    await _begins_to_take(town.elena, town.beto, "titular:504")
    return Race(_says(town, town.carla, YES), _says(town, town.elena, YES), ELENA)


async def the_role_of_each_other_taken(town: Town) -> Race:
    """IMPLAN is never left without anybody: whoever comes second has the right no more."""
    await _begins_to_take(town.carla, town.elena, "implan:")
    await _begins_to_take(town.elena, town.carla, "implan:")
    race = (_says(town, town.carla, YES), _says(town, town.elena, YES), ELENA)
    return Race(*race, may_differ=LEFT_OPEN)


async def a_place_given_twice(town: Town) -> Race:
    await _begins_to_give_place(town.ana, str(town.beto.id))
    await _begins_to_give_place(town.tita, "new", "Dora Díaz", leaver=town.ana)
    return Race(_says(town, town.ana, REASON), _says(town, town.tita, REASON), TITA)


async def a_place_given_twice_by_the_titular_first(town: Town) -> Race:
    race = await a_place_given_twice(town)
    return Race(race.second, race.first, ANA, may_differ=LEFT_OPEN)


async def somebody_revoked_while_they_answer(town: Town) -> Race:
    await town.captures(town.beto, town.componente)
    return Race(_taps_save(town, town.beto), _revokes(town, town.beto), BETO)


async def somebody_who_answers_while_they_are_revoked(town: Town) -> Race:
    race = await somebody_revoked_while_they_answer(town)
    return Race(race.second, race.first, BETO)


async def a_place_given_while_its_enlace_answers(town: Town) -> Race:
    await _begins_to_give_place(town.tita, str(town.beto.id), leaver=town.ana)
    await Enlace(town.office, town.ana.person).opens(town.componente)
    return Race(_types(town, town.ana, "25"), _says(town, town.tita, REASON), TITA)


async def an_enlace_who_answers_while_the_place_is_given(town: Town) -> Race:
    race = await a_place_given_while_its_enlace_answers(town)
    return Race(race.second, race.first, ANA)


async def a_place_given_to_somebody_whose_role_is_taken(town: Town) -> Race:
    await _begins_to_take(town.carla, town.beto, "enlace:402")
    await _begins_to_give_place(town.ana, str(town.beto.id))
    return Race(_says(town, town.carla, YES), _says(town, town.ana, REASON), ANA)


RACES: dict[Prepare, type[Said]] = {
    an_invitation_used_twice: InvitationRefused,
    two_invitations_of_one_newcomer_used: Welcome,
    an_invitation_withdrawn_while_it_is_used: InvitationKept,
    somebody_revoked_while_they_come_back: Welcome,
    somebody_revoked_who_has_just_come_back: Welcome,
    somebody_revoked_twice: HelpAsked,
    a_role_taken_twice: RoleKept,
    two_roles_of_somebody_taken: RoleTaken,
    the_role_of_each_other_taken: Stranger,
    a_place_given_twice: HandoverNotTaken,
    a_place_given_twice_by_the_titular_first: HandedOver,
    somebody_revoked_while_they_answer: Saved,
    somebody_who_answers_while_they_are_revoked: Stranger,
    a_place_given_while_its_enlace_answers: HandedOver,
    an_enlace_who_answers_while_the_place_is_given: HandedOver,
    a_place_given_to_somebody_whose_role_is_taken: HandoverNotTaken,
}


@pytest.mark.parametrize("prepare", RACES, ids=lambda each: each.__name__)
async def test_of_two_at_one_moment_one_comes_second(
    processes: tuple[Database, Database], memory_database: Database, prepare: Prepare
) -> None:
    await comes_second(prepare, RACES[prepare], processes, memory_database)


async def _invited(town: Town, role: Role = Role.ENLACE, unit_code: str = "402") -> str:
    wanted = InvitationWanted(role, unit_code, f"Dora {role.value}", days=14)
    return (await town.office.do(lambda uow: invite(uow, wanted, town.moment))).code


def _uses(town: Town, code: str, telegram_id: int) -> Deed:
    return lambda uow: redeem(uow, code, telegram_id, town.moment)


def _revokes(town: Town, who: Speaker) -> Deed:
    return lambda uow: revoke_person(uow, who.person, town.moment, by="cli", reason=REASON)


def _says(town: Town, who: Speaker, given: FormAnswer) -> Deed:
    return _answers(
        town, who, lambda uow, person, at: take_form_answer(uow, person, given, at, said=str(given))
    )


def _types(town: Town, who: Speaker, text: str) -> Deed:
    return _answers(town, who, lambda uow, person, at: take_answer(uow, person, Typed(text), at, said=text))


def _taps_save(town: Town, who: Speaker) -> Deed:
    save = Chosen(Choice.SAVE)
    return _answers(town, who, lambda uow, person, at: take_answer(uow, person, save, at, said="Guardar"))


def _answers(
    town: Town, who: Speaker, given: Callable[[UnitOfWork, Person, Moment], Awaitable[object]]
) -> Deed:
    """Answer as the router lets somebody: by the roles that they have at this moment."""

    async def deed(uow: UnitOfWork) -> None:
        person = await uow.people.by_telegram_id(who.person.chat_id)
        if person is None or not person.actor.grants:
            await answer(uow, who.person.chat_id, Stranger(), town.moment)
        else:
            await given(uow, person, town.moment)

    return deed


async def _begins_to_take(who: Speaker, whose: Speaker, role: str = "enlace:402") -> None:
    await who.asks(lambda uow, person, at: open_form(uow, person, REVOKE, DialogueStart(), at))
    question = await who.asked()
    values = [option.value for option in question.options]
    await who.picks(values.index(f"{whose.id}:{role}"))


async def _begins_to_give_place(
    who: Speaker, successor: str, *name: str, leaver: Speaker | None = None
) -> None:
    await who.asks(begin_handover, "402")
    for wanted in (*([str(leaver.id)] if leaver else []), successor):
        values = [option.value for option in (await who.asked()).options]
        await who.picks(values.index(wanted))
    await who.says(*name, "leave")
