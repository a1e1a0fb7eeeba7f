"""`@bot 402` in any chat: registered people find what they may see, everybody else a way to the bot."""

import pytest

from bot.status.inline_words import OPEN_CHAT
from domain.delivery.outcomes import InboxState
from domain.kit.access import Role
from sandbox.chat import InlineSeen
from sandbox.client import PersonClient
from tests.e2e.town import Town
from tests.facts import ANA, BETO

STRANGER = "Solo con invitación: abrir el chat de Puntual"
ONLY_OWN = "Usted puede ver 402"

# The results of each role by query: the URs, or the button above an empty list.
MATRIX = """
                    | enlace              | titular             | implan              | consulta
(nothing)           | 402                 | 402                 | 304 402 504         | 304 402 504
402                 | 402                 | 402                 | 402                 | 402
particular          | 402                 | 402                 | 402                 | 402
402 2T2025          | 402                 | 402                 | 402                 | 402
504                 | Usted puede ver 402 | Usted puede ver 402 | 504                 | 504
planeación          | Usted puede ver 402 | Usted puede ver 402 | 504                 | 504
999                 | Usted puede ver 402 | Usted puede ver 402 | No hay «999».       | No hay «999».
tesorería           | Usted puede ver 402 | Usted puede ver 402 | No hay «tesorería». | No hay «tesorería».
402 1T2019          | 402 no tiene programa de 2019 | 402 no tiene programa de 2019 | 402 no tiene programa de 2019 | 402 no tiene programa de 2019
5T2025              | Escriba así el trimestre: 3T2025 (no «5T2025») | Escriba así el trimestre: 3T2025 (no «5T2025») | Escriba así el trimestre: 3T2025 (no «5T2025») | Escriba así el trimestre: 3T2025 (no «5T2025»)
"""  # noqa: E501 - a table


def column(role: Role) -> dict[str, str]:
    heading, *rows = ([cell.strip() for cell in line.split("|")] for line in MATRIX.strip("\n").splitlines())
    place = heading.index(role.value)
    return {row[0]: row[place] for row in rows}


@pytest.mark.parametrize("role", Role)
async def test_each_role_finds_what_it_may_see(town: Town, role: Role) -> None:
    person = await town.resident(ANA, role)

    found = {asked: _told(await _asks(person, asked)) for asked in column(role)}

    assert {asked: told[: len(column(role)[asked])] for asked, told in found.items()} == column(role)


@pytest.mark.parametrize("was_enlace", [False, True], ids=["uninvited", "revoked"])
async def test_a_stranger_gets_only_the_button_to_the_bot(town: Town, was_enlace: bool) -> None:
    stranger = await town.resident(ANA) if was_enlace else await town.stranger(ANA)
    if was_enlace:
        await _revoke(town, ANA)

    for asked in column(Role.ENLACE):
        seen = await _asks(stranger, asked)
        assert (seen.results, seen.button, seen.start) == ((), STRANGER, "inline")


async def test_the_button_leads_a_stranger_to_the_invitation_and_others_to_their_menu(
    town: Town, ana: PersonClient
) -> None:
    stranger = await town.stranger()
    seen = await ana.asks_inline("402")
    assert seen.button == OPEN_CHAT

    await stranger.says(f"/start {seen.start}")
    await stranger.waits_for("Este bot es para personal del municipio con invitación.")
    await ana.says(f"/start {seen.start}")
    await ana.waits_for("Usted entra como enlace de 402")


async def test_an_inline_result_is_the_present_status_without_buttons(town: Town, ana: PersonClient) -> None:
    (found,) = (await ana.asks_inline("402")).results

    assert found.title == "402 · Secretaría Particular · 3T2025"
    assert found.description == "0 de 3 reportados. Lo verán todos en este chat."
    assert found.text.startswith("402 · Secretaría Particular · 3T2025\nLímite: mar 30 sep (3 días hábiles)")
    assert found.text.endswith("Consultado el 25 sep 2025, 08:00 h")


async def test_a_result_posted_in_the_chat_with_the_bot_answers_no_question(
    town: Town, ana: PersonClient
) -> None:
    await ana.says("7.1")
    await ana.waits_for("Actividad 7.1")

    await ana.picks(await ana.asks_inline("402"), "402-3T2025")

    await ana.stays_silent(0.3)
    await ana.says("25")
    await ana.waits_for("Actividad 7.1: 25 %")


async def test_an_answer_is_personal_and_short_lived(town: Town, ana: PersonClient) -> None:
    beto = await town.resident(BETO, Role.ENLACE, "504")
    await ana.asks_inline("402")

    seen = await beto.asks_inline("402")

    assert (seen.results, seen.button) == ((), "Usted puede ver 504")
    (call,) = [
        call.params for call in town.sandbox.world.calls if call.method.lower() == "answerinlinequery"
    ][:1]
    assert (str(call["is_personal"]).lower(), str(call["cache_time"])) == ("true", "5")


async def test_a_query_that_is_too_old_is_done_with(town: Town, ana: PersonClient) -> None:
    query = {
        "id": "gone",
        "from": {"id": ANA, "is_bot": False, "first_name": "Ana"},
        "query": "402",
        "offset": "",
    }
    await town.client.invents("inline_query", query)

    await town.until(lambda: _all_done(town))

    assert (await ana.asks_inline("402")).results
    assert {row.kind for row in await town.office.rows()} <= {"command_menu"}


@pytest.mark.parametrize("kind", ["too_many_requests", "server_error", "drop_after"])
async def test_an_answer_that_telegram_does_not_take_is_not_repeated(
    town: Town, ana: PersonClient, kind: str
) -> None:
    await town.client.fails(kind, "answerInlineQuery", times=None)
    seen = await ana.asks_inline("402", timeout=1)
    await town.until(lambda: _all_done(town))
    await town.client.stops_failing()

    assert seen.is_answered == (kind == "drop_after")
    assert town.calls("answerInlineQuery") == 1
    assert (await ana.asks_inline("particular")).results


async def _asks(person: PersonClient, asked: str) -> InlineSeen:
    return await person.asks_inline("" if asked == "(nothing)" else asked)


def _told(seen: InlineSeen) -> str:
    assert seen.is_answered
    assert seen.start == "inline"
    return " ".join(found.id.partition("-")[0] for found in seen.results) or seen.button


async def _all_done(town: Town) -> bool:
    return set(await town.handled()) == {InboxState.DONE}


async def _revoke(town: Town, telegram_id: int) -> None:
    person = await town.office.do(lambda uow: uow.people.by_telegram_id(telegram_id))
    assert person is not None
    now = town.office.moment.now
    await town.office.do(lambda uow: uow.people.revoke(person.actor.person_id, now))
