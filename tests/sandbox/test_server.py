"""The server: start and stop, its page, and data from the host."""

import asyncio
import signal
from datetime import UTC, datetime

import httpx
import pytest

from sandbox.actions import PageAction
from sandbox.client import SandboxClient, SandboxError
from sandbox.model import SandboxPerson
from sandbox.server import Sandbox, running_sandbox
from sandbox.world import World
from tests.hanging import HANGS
from tests.sandbox.helpers import TOKEN, bot_of

POLL = 50
"""Seconds that a long poll may stay open: whoever waited for its end waited as long."""


async def test_it_stops_at_once_though_long_polls_are_open() -> None:
    loop = asyncio.get_running_loop()
    async with httpx.AsyncClient(timeout=HANGS) as http:
        async with running_sandbox() as sandbox:
            updates = asyncio.create_task(http.get(f"{sandbox.url}/bot{TOKEN}/getUpdates?timeout={POLL}"))
            changes = asyncio.create_task(http.get(f"{sandbox.url}/_sandbox/changes?after=99&timeout={POLL}"))
            await both_wait(sandbox.world)
            stopped_at = loop.time()

        assert loop.time() - stopped_at < POLL
        assert (await updates).json() == {"ok": True, "result": []}
        assert (await changes).json()["messages"] == []


async def both_wait(world: World) -> None:
    async with asyncio.timeout(HANGS):
        while not (world.updates.bell.waiting and world.bells.of(None).waiting):  # noqa: ASYNC110 - two bells
            await asyncio.sleep(0.01)


async def test_signal_handlers_are_left_alone() -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)

    async with running_sandbox():
        assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


async def test_two_sandboxes_run_side_by_side() -> None:
    async with running_sandbox() as one, running_sandbox() as other:
        assert one.url != other.url
        async with bot_of(one) as bot, bot_of(other) as twin:
            assert bot.id == twin.id


async def test_a_taken_port_is_an_error_of_the_system(sandbox: Sandbox) -> None:
    port = int(sandbox.url.rpartition(":")[2])

    with pytest.raises(OSError, match="in use"):
        async with running_sandbox(port):
            pass


async def test_it_stops_when_its_block_fails() -> None:
    with pytest.raises(RuntimeError):
        async with running_sandbox() as sandbox:
            raise RuntimeError

    async with httpx.AsyncClient() as http:
        with pytest.raises(httpx.ConnectError):
            await http.get(sandbox.url)


async def test_an_action_of_the_host_runs_and_leaves_a_note() -> None:
    async def advance() -> str:
        return "El reloj avanzó un día."

    async with (
        running_sandbox(actions=[PageAction("reloj", "Adelantar el reloj", advance)]) as sandbox,
        SandboxClient(sandbox.url) as client,
    ):
        assert await client.request("GET", "/actions") == {
            "actions": [{"name": "reloj", "label": "Adelantar el reloj", "leads_to": ""}]
        }
        assert await client.acts("reloj") == "El reloj avanzó un día."
        changes = await client.request("GET", "/changes")
        assert [note["text"] for note in changes["notes"]] == ["El reloj avanzó un día."]
        with pytest.raises(SandboxError, match="no hay esa acción"):
            await client.acts("otra")


async def test_the_page_is_told_who_there_is_and_what_time_it_is() -> None:
    people = [SandboxPerson(402, "Ana", role="Enlace 402", starts=("/start A7K2",))]
    noon = datetime(2025, 9, 25, 18, tzinfo=UTC)

    async with (
        running_sandbox(people=people, clock=lambda: noon) as sandbox,
        SandboxClient(sandbox.url) as client,
    ):
        state = await client.request("GET", "/state")

    assert state["now"] == "2025-09-25T18:00:00+00:00"
    assert state["timezone"] == "America/Mexico_City"
    (ana,) = state["people"]
    assert (ana["name"], ana["role"], ana["starts"]) == ("Ana", "Enlace 402", ["/start A7K2"])
    assert not ana["has_started"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"),
        ("/page/style.css", "text/css"),
        ("/page/main.js", "javascript"),
        ("/page/entities.js", "javascript"),
        ("/page/inline.js", "javascript"),
    ],
)
async def test_the_page_is_served(sandbox: Sandbox, path: str, kind: str) -> None:
    async with httpx.AsyncClient() as http:
        answer = await http.get(f"{sandbox.url}{path}")

    assert answer.status_code == 200
    assert kind in answer.headers["content-type"]


async def test_the_page_may_ask_for_nothing_from_outside(sandbox: Sandbox) -> None:
    async with httpx.AsyncClient() as http:
        answer = await http.get(sandbox.url)

    assert answer.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    assert "http" not in answer.text.replace("http-equiv", "")


async def test_a_document_is_downloaded_and_never_opened_as_a_page(
    sandbox: Sandbox, client: SandboxClient
) -> None:
    ana = await client.person(402, "Ana")
    sent = await ana.sends_file("mala.html", b"<script>", "text/html")
    assert sent.file is not None

    async with httpx.AsyncClient() as http:
        answer = await http.get(f"{sandbox.url}/_sandbox/files/{sent.file.file_id}")
        missing = await http.get(f"{sandbox.url}/_sandbox/files/none")

    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert missing.status_code == 404


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/people/999/says", {"text": "hola"}, 404),
        ("/people", {"name": "sin id"}, 422),
        ("/people/999/taps", {}, 422),
    ],
)
async def test_wrong_control_calls_are_explained(
    sandbox: Sandbox, path: str, body: dict[str, str], status: int
) -> None:
    async with httpx.AsyncClient() as http:
        answer = await http.post(f"{sandbox.url}/_sandbox{path}", json=body)

    assert answer.status_code == status
    assert answer.json()["error"]


async def test_a_page_from_elsewhere_may_not_press_buttons(sandbox: Sandbox) -> None:
    async with httpx.AsyncClient() as http:
        answer = await http.post(
            f"{sandbox.url}/_sandbox/people", json={}, headers={"Sec-Fetch-Site": "cross-site"}
        )

    assert answer.status_code == 403


async def test_calls_of_the_bot_are_recorded(sandbox: Sandbox, client: SandboxClient) -> None:
    async with bot_of(sandbox) as bot:
        await client.person(402, "Ana", has_started=True)
        await bot.send_message(402, "hola")

    methods = [(call["method"], call["chat_id"]) for call in (await client.request("GET", "/calls"))["calls"]]
    assert methods == [("getMe", None), ("sendMessage", 402)]
