"""Invitations, strangers, unreachable people, and malformed updates."""

from datetime import timedelta

import pytest

from bot.switchboard.help_words import MENU
from domain.delivery.outcomes import InboxState
from domain.kit.access import Role
from sandbox.chat import ChatMessage
from sandbox.client import PersonClient
from tests.e2e.town import NINE, Town
from tests.facts import ANA, BETO
from usecases.people.invite import InvitationWanted, invite

STRANGER = "Este bot es para personal del municipio con invitación. Si la necesita, pídala al IMPLAN."
NO_INVITATION = "No hay una invitación con ese enlace."
USED, EXPIRED = "Esta invitación ya no sirve: se usó.", "Esta invitación ya no sirve: venció."
UNSUPPORTED = "Aquí se leen texto, fotos y archivos PDF."
STICKER = {
    "file_id": "s",
    "file_unique_id": "s",
    "type": "regular",
    "width": 512,
    "height": 512,
    "is_animated": False,
    "is_video": False,
}
EARLIER = 90_000_001
"""An update id below those of the sandbox: a later one would acknowledge them all."""
VOICE = {"file_id": "v", "file_unique_id": "v", "duration": 3}


async def test_an_invitation_lets_in_once(town: Town) -> None:
    code = await _invitation(town)
    invited, other = await town.stranger(1010), await town.stranger(1011)

    await invited.says(f"/start {code}")
    await invited.waits_for("Usted entra como enlace de 402 Secretaría Particular.")
    await other.says(f"/start {code}")
    await other.waits_for(USED)

    assert set(await invited.commands()) == {
        command.name for _, command in MENU if Role.ENLACE in command.roles
    }
    assert await other.commands() == []


@pytest.mark.parametrize("code", ["x", "ñ", "' OR 1=1 --", "A" * 64, "402"])
async def test_an_invented_code_lets_nobody_in(town: Town, code: str) -> None:
    stranger = await town.stranger()

    await stranger.says(f"/start {code}")
    await stranger.waits_for(NO_INVITATION)
    await stranger.says("/estado 402")
    await stranger.waits_for(STRANGER)


async def test_an_expired_invitation_lets_nobody_in(town: Town) -> None:
    code = await _invitation(town)
    stranger = await town.stranger()
    town.clock.set(town.clock.now() + timedelta(days=15))

    await stranger.says(f"/start {code}")

    await stranger.waits_for(EXPIRED)


async def test_an_invitation_is_withdrawn_from_the_list_of_people(town: Town) -> None:
    implan, invited = await town.resident(BETO, Role.IMPLAN), await town.stranger(1010)
    code = await _invitation(town)

    await implan.says("/personas 402")
    await implan.waits_for("María López — enlace de 402 · invitación hasta el")
    await implan.taps("Retirar invitación")
    await implan.waits_for("¿Qué invitación se retira?")
    await implan.taps("María López · enlace 402")
    await implan.waits_for("¿Retira esta invitación?")
    await implan.taps("Sí")
    await implan.waits_for("La invitación de María López ya no sirve.")

    await invited.says(f"/start {code}")
    await invited.waits_for("Esta invitación ya no sirve: se retiró.")


async def test_a_stranger_is_told_one_thing_whatever_is_tried(town: Town, ana: PersonClient) -> None:
    reminder = await town.reminds(ana)
    stranger = await town.stranger()
    first = await _answer_to(stranger, "/start")

    for text in ("/estado 402", "/estado 999", "/capturar 7", "/resumen", "hola", "25", "/ayuda"):
        assert (await _answer_to(stranger, text)).text == first.text == STRANGER

    for data in (reminder.data_of("Componente 7: cumplimos"), "s:999:3T2025", "g:3T2025", "forged"):
        await stranger.taps_data(first.message_id, data)
        assert (await stranger.waits_for(lambda _: True)).text == STRANGER

    assert await town.saved() is None


async def test_who_blocks_the_bot_is_noted_and_who_comes_back_is_not(town: Town, ana: PersonClient) -> None:
    await ana.blocks_bot()
    await town.until(lambda: town.is_unreachable(ANA))

    await ana.unblocks_bot()
    await town.until(lambda: town.is_reachable(ANA))


async def test_who_blocks_the_bot_is_noted_when_a_reminder_fails(town: Town, ana: PersonClient) -> None:
    implan = await town.resident(BETO, Role.IMPLAN)
    town.sandbox.world.people[ANA].has_blocked = True

    town.clock.set(NINE)
    await town.puntual.ticks.reminders()
    await town.until(lambda: town.is_unreachable(ANA))

    await implan.says("/resumen")
    told = await implan.waits_for("Sin enlace localizable:")
    assert "402" in told.text.split("Sin enlace localizable:")[1].splitlines()[0]

    await ana.says("/ayuda")
    await ana.waits_for("Qué puede hacer aquí")
    assert await town.is_reachable(ANA)


@pytest.mark.parametrize("content", [{"sticker": STICKER}, {"voice": VOICE}], ids=["sticker", "voice"])
async def test_what_cannot_be_read_is_answered_and_the_question_asked_again(
    town: Town, ana: PersonClient, content: dict[str, object]
) -> None:
    await ana.says("/capturar Componente 7")
    await ana.waits_for("¿Cuánto alcanzaron")

    await town.client.injects(_an_update(EARLIER, message=_a_message(**content)))

    await ana.waits_for(UNSUPPORTED)
    await ana.waits_for("Seguimos con Componente 7 (meta 25 %)")


async def test_an_edited_message_corrects_the_answer_and_saves_nothing(town: Town, ana: PersonClient) -> None:
    await ana.says("/capturar Componente 7")
    await ana.waits_for("¿Cuánto alcanzaron")
    typed = await ana.says("25")
    await ana.waits_for("¿Qué oficio lo comprueba?")

    await ana.edits(typed.message_id, "26")

    await ana.waits_for("Componente 7: 25 % → 26 %")
    assert await town.saved() is None


async def test_groups_are_left_alone(town: Town, ana: PersonClient) -> None:
    group = {"id": -100, "type": "supergroup", "title": "Enlaces"}
    await town.client.injects(_an_update(EARLIER, message=_a_message(chat=group, text="/estado 402")))

    await ana.says("/ayuda")
    await ana.waits_for("Qué puede hacer aquí")

    assert await town.handled() == {InboxState.DONE: 2}
    assert town.calls("sendMessage") == 1


async def test_an_update_that_cannot_be_read_is_parked_and_the_next_one_handled(
    town: Town, ana: PersonClient
) -> None:
    chat = {"id": ANA, "type": "private"}
    await town.client.injects(_an_update(EARLIER, message={"chat": chat, "text": "sin fecha"}))

    await ana.says("/ayuda")
    await ana.waits_for("Qué puede hacer aquí")

    assert await town.handled() == {InboxState.PARKED: 1, InboxState.DONE: 1}


async def test_an_update_that_comes_twice_takes_effect_once(town: Town, ana: PersonClient) -> None:
    update = _an_update(EARLIER, message=_a_message(text="/ayuda"))
    await town.client.injects(update)
    await ana.waits_for("Qué puede hacer aquí")

    await town.client.injects(update)
    await ana.says("/estado")
    await ana.waits_for("0 de 3 reportados")

    assert town.calls("sendMessage") == 2


async def test_every_tap_stops_its_spinner(town: Town, ana: PersonClient) -> None:
    await town.reminds(ana)

    await ana.taps("Otro valor o sin avance")
    await ana.waits_for("¿Cuál captura?")

    assert len(await town.client.answers(ANA)) == 1


async def _invitation(town: Town) -> str:
    moment = town.office.moment
    wanted = InvitationWanted(Role.ENLACE, "402", "María López", days=14)
    return (await town.office.do(lambda uow: invite(uow, wanted, moment))).code


async def _answer_to(person: PersonClient, text: str) -> ChatMessage:
    await person.says(text)
    return await person.waits_for(lambda _: True)


def _an_update(update_id: int, **body: object) -> dict[str, object]:
    return {"update_id": update_id, **body}


def _a_message(**content: object) -> dict[str, object]:
    chat = {"id": ANA, "type": "private", "first_name": "Ana"}
    sender = {"id": ANA, "is_bot": False, "first_name": "Ana"}
    return {"message_id": 900, "date": 1758800000, "chat": chat, "from": sender, **content}
