"""`puntual invite`: a link that works once, of which the database keeps only the hash."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from sandbox.server import Sandbox
from tests.app.conftest import TOKEN, Types
from tests.facts import Office, a_mir, dump
from tests.rough_server import Visit, reply, rough_server

LINK = re.compile(r"https://t\.me/(?P<bot>\S+)\?start=(?P<code>[\w-]{32})\n")
ADVICE = (
    "No se conoce el enlace, porque falta el nombre del bot: cambie <bot> por él, "
    "o póngalo en PUNTUAL_BOT_USERNAME. El código sirve.\n"
)


def read_link(printed: str) -> tuple[str, str]:
    found = LINK.fullmatch(printed)
    assert found, printed
    return found["bot"], found["code"]


async def test_the_link_carries_a_code_of_which_only_the_hash_is_kept(office: Office, types: Types) -> None:
    await office.register(a_mir())

    told = await types("invite", "--role", "enlace", "--unit", "402", "--name", "Ana")

    _, code = read_link(told.out)
    stored = await dump(office.database)
    assert told.code == 0
    assert [row[0] for row in stored["invitation"]] == [hashlib.sha256(code.encode()).hexdigest()]
    assert code not in repr(stored)


async def test_two_invitations_are_two_codes(database_file: Path, types: Types) -> None:
    printed = [await types("invite", "--role", "implan", "--name", "Ana") for _ in range(2)]

    codes = {read_link(told.out)[1] for told in printed}
    assert len(codes) == 2


async def test_the_invitation_is_audited(office: Office, types: Types) -> None:
    await types("invite", "--role", "consulta", "--name", "Ana")

    assert await office.audited() == [("cli", "person_invited", "invitation:consulta:")]


@pytest.mark.parametrize("role", ["enlace", "titular"])
async def test_a_role_of_a_unit_needs_its_unit(role: str, office: Office, types: Types) -> None:
    told = await types("invite", "--role", role, "--name", "Ana")

    assert (told.code, told.out) == (1, "")
    assert told.err == f"El rol {role} necesita --unit, por ejemplo: --unit 402.\n"
    assert (await dump(office.database))["invitation"] == []


@pytest.mark.parametrize("role", ["implan", "consulta"])
async def test_a_role_of_the_municipality_takes_no_unit(role: str, office: Office, types: Types) -> None:
    await office.register(a_mir())

    told = await types("invite", "--role", role, "--unit", "402", "--name", "Ana")

    assert (told.code, told.out, told.err) == (1, "", f"El rol {role} no lleva --unit.\n")
    assert (await dump(office.database))["invitation"] == []


async def test_an_unknown_unit_is_told(office: Office, types: Types) -> None:
    told = await types("invite", "--role", "enlace", "--unit", "999", "--name", "Ana")

    assert (told.code, told.out) == (1, "")
    assert told.err == "No hay una UR 999: importe primero su programa con «puntual import».\n"
    assert (await dump(office.database))["invitation"] == []


async def test_an_unknown_role_is_a_wrong_word(
    database_file: Path, types: Types, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        await types("invite", "--role", "alcalde", "--name", "Ana")

    assert ended.value.code == 2
    assert "--role" in capsys.readouterr().err


async def test_the_setting_names_the_bot(
    database_file: Path, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUNTUAL_BOT_USERNAME", "puntual_oaxaca_bot")

    told = await types("invite", "--role", "implan", "--name", "Ana")

    assert (read_link(told.out)[0], told.err) == ("puntual_oaxaca_bot", "")


async def test_the_database_remembers_the_name_of_the_bot(office: Office, types: Types) -> None:
    await office.do(lambda uow: uow.meta.set("bot_username", "recordado_bot"))

    told = await types("invite", "--role", "implan", "--name", "Ana")

    assert (read_link(told.out)[0], told.err) == ("recordado_bot", "")


async def test_telegram_is_asked_for_the_name_of_the_bot(
    database_file: Path, types: Types, telegram: Sandbox
) -> None:
    told = await types("invite", "--role", "implan", "--name", "Ana")

    assert (read_link(told.out)[0], told.err) == ("puntual_bot", "")


async def test_a_bot_without_a_name_is_left_to_the_reader(database_file: Path, types: Types) -> None:
    told = await types("invite", "--role", "implan", "--name", "Ana")

    assert (told.code, read_link(told.out)[0], told.err) == (0, "<bot>", ADVICE)


@pytest.mark.parametrize(
    "said",
    [{"id": 7}, {"id": 7, "is_bot": True, "first_name": "P"}, {"id": 7, "username": 5}, None, {}],
    ids=str,
)
async def test_a_bot_that_says_little_of_itself_costs_no_code(
    database_file: Path, types: Types, monkeypatch: pytest.MonkeyPatch, said: object
) -> None:
    async def says_little(visit: Visit) -> None:
        await visit.request()
        await visit.say(reply(json.dumps({"ok": True, "result": said}).encode()))

    async with rough_server(says_little) as rough:
        monkeypatch.setenv("PUNTUAL_BOT_TOKEN", TOKEN)
        monkeypatch.setenv("PUNTUAL_BOT_API_URL", rough.url)

        told = await types("invite", "--role", "implan", "--name", "Ana")

    assert (told.code, read_link(told.out)[0], told.err) == (0, "<bot>", ADVICE)


async def test_a_wrong_proxy_costs_no_code(
    database_file: Path, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUNTUAL_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("PUNTUAL_BOT_API_URL", "https://telegram.invalid")
    monkeypatch.setenv("HTTPS_PROXY", "socks5://proxy.example:1080")

    told = await types("invite", "--role", "implan", "--name", "Ana")

    assert (told.code, read_link(told.out)[0], told.err) == (0, "<bot>", ADVICE)


async def test_an_invitation_is_made_without_telegram(
    database_file: Path, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUNTUAL_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("PUNTUAL_BOT_API_URL", "http://127.0.0.1:1")

    told = await types("invite", "--role", "implan", "--name", "Ana")

    assert (told.code, read_link(told.out)[0], told.err) == (0, "<bot>", ADVICE)
