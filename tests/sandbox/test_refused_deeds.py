"""Errors of the page's routes are Spanish sentences."""

import re
from typing import Any

import httpx
import pytest

from sandbox.actions import PageAction
from sandbox.params import UPLOAD_LIMIT
from sandbox.server import Sandbox, running_sandbox
from tests.sandbox.helpers import ANA_ID, TOKEN

ANA = f"/people/{ANA_ID}"
ENGLISH = re.compile(
    r"\b(?:the|not|found|bad|request|error|must|be|empty|expecting|value|invalid|missing|is|too|method|allowed"
    r"|internal|server|int|str|none|true|false|large|entity)\b|[{}\[\]]|Error",
    re.IGNORECASE,
)
PDF = ("acta.pdf", b"%PDF", "application/pdf")
LARGE = ("video.mp4", b"x" * (UPLOAD_LIMIT + 1), "video/mp4")
HUGE = ("video.mp4", b"x" * (UPLOAD_LIMIT + 2 * 1024**2), "video/mp4")


@pytest.fixture
async def http(sandbox: Sandbox, ana: object) -> Any:
    del ana
    async with httpx.AsyncClient(base_url=f"{sandbox.url}/_sandbox") as http:
        yield http


def refused(answer: httpx.Response, status: int, words: str) -> None:
    sentence = answer.json()["error"]
    assert answer.status_code == status, sentence
    assert words in sentence
    assert re.fullmatch(r"[A-ZÁÉÍÓÚ«].*\.", sentence), sentence
    assert not ENGLISH.search(re.sub(r"«[^»]*»|/\S+", "", sentence)), sentence


@pytest.mark.parametrize(
    ("path", "body", "status", "words"),
    [
        pytest.param(f"{ANA}/says", {"text": ""}, 400, "El mensaje está vacío", id="empty"),
        pytest.param(f"{ANA}/says", {"text": " \n"}, 400, "El mensaje está vacío", id="blank"),
        pytest.param(f"{ANA}/says", {"text": "x" * 4097}, 400, "pasa de 4096 caracteres", id="too long"),
        pytest.param(f"{ANA}/says", {}, 422, "le falta «text»", id="no text"),
        pytest.param(f"{ANA}/says", {"text": None}, 422, "le falta «text»", id="text is null"),
        pytest.param(f"{ANA}/says", {"text": 5}, 422, "«text» debe ser un texto", id="text is a number"),
        pytest.param(f"{ANA}/says", ["hola"], 422, "debe ser un objeto", id="a list"),
        pytest.param("/people/999/says", {"text": "hola"}, 404, "una persona con el id 999", id="nobody"),
        pytest.param("/people/ana/says", {"text": "hola"}, 404, "no hay nada en", id="a name as an id"),
        pytest.param(
            f"{ANA}/edits", {"message_id": 99, "text": "x"}, 404, "no hay un mensaje 99", id="edit nothing"
        ),
        pytest.param(
            f"{ANA}/edits", {"message_id": "x", "text": "x"}, 422, "debe ser un número entero", id="edit x"
        ),
        pytest.param(f"{ANA}/taps", {"message_id": 99, "data": "x"}, 404, "no hay un mensaje 99", id="tap"),
        pytest.param(
            f"{ANA}/taps", {"message_id": True, "data": "x"}, 422, "un número entero", id="tap on true"
        ),
        pytest.param(f"{ANA}/taps", {"message_id": 1.5, "data": "x"}, 422, "un número entero", id="tap half"),
        pytest.param(f"{ANA}/blocks", {"blocked": "sí"}, 422, "verdadero o falso", id="block with a word"),
        pytest.param(f"{ANA}/inline", {"query": 402}, 422, "«query» debe ser un texto", id="inline"),
        pytest.param(
            f"{ANA}/inline", {"query": "", "timeout": "x"}, 422, "«timeout» debe ser un número", id="patience"
        ),
        pytest.param(
            f"{ANA}/results", {"query_id": "9", "result_id": "1"}, 404, "no hay una consulta 9", id="pick"
        ),
        pytest.param("/people", {"name": "sin id"}, 422, "le falta «user_id»", id="person without an id"),
        pytest.param("/people", ["Ana"], 422, "debe ser un objeto", id="person as a word"),
        pytest.param(
            "/people", {"user_id": 5, "name": "x", "starts": [1]}, 422, "«starts» debe ser", id="starts"
        ),
        pytest.param("/actions/nada", {}, 404, "no hay esa acción", id="action"),
        pytest.param("/faults", {"kind": "gremlins"}, 422, "no puede ser «gremlins»", id="fault"),
        pytest.param("/faults", {"kind": "slow", "pace": 1}, 422, "que no se conocen: pace", id="detail"),
        pytest.param("/faults", {"kind": "slow", "seconds": "x"}, 422, "debe ser un número", id="seconds"),
        pytest.param("/outage", {"kind": "strike"}, 422, "no puede ser «strike»", id="outage"),
        pytest.param("/updates", [], 422, "debe ser un objeto", id="update"),
        pytest.param("/updates/invent", {"kind": "x"}, 422, "le falta «payload»", id="invented update"),
        pytest.param("/updates/repeat", {"times": "x"}, 422, "un número entero", id="repeat"),
        pytest.param("/updates/mix", {"seed": "x"}, 422, "un número entero", id="mix"),
        pytest.param("/updates/renumber", {"next_id": "x"}, 422, "un número entero", id="renumber"),
        pytest.param(
            "/webhook/balance", {"urls": ["http://elsewhere"]}, 404, "en esta máquina", id="balance"
        ),
        pytest.param("/nada", {}, 404, "no hay nada en /_sandbox/nada", id="no such route"),
        pytest.param("/state", {}, 405, "no se usa con ese método", id="other method"),
    ],
)
async def test_a_wrong_call_is_explained_in_spanish(
    http: httpx.AsyncClient, path: str, body: Any, status: int, words: str
) -> None:
    refused(await http.post(path, json=body), status, words)


@pytest.mark.parametrize(
    "path",
    [
        f"{ANA}/says",
        f"{ANA}/taps",
        f"{ANA}/edits",
        f"{ANA}/blocks",
        f"{ANA}/inline",
        f"{ANA}/results",
        "/people",
        "/faults",
        "/outage",
        "/updates",
    ],
)
@pytest.mark.parametrize("content", [b"{", b"", b"\xff"], ids=["broken", "nothing", "no UTF-8"])
async def test_what_is_no_json_is_explained(http: httpx.AsyncClient, path: str, content: bytes) -> None:
    refused(await http.post(path, content=content), 422, "no es JSON")


@pytest.mark.parametrize(
    ("file", "fields", "status", "words"),
    [
        pytest.param(("acta.pdf", b"", "application/pdf"), {}, 400, "El archivo está vacío", id="empty"),
        pytest.param(
            ("foto.jpg", b"", "image/jpeg"), {"as_photo": "true"}, 400, "está vacío", id="empty photo"
        ),
        pytest.param(PDF, {"as_photo": "true"}, 415, "«acta.pdf» no es una imagen", id="no picture"),
        pytest.param(PDF, {"caption": "x" * 1025}, 400, "pasa de 1024 caracteres", id="long caption"),
        pytest.param(LARGE, {}, 413, "pesa más de 50 MB", id="large"),
        pytest.param(HUGE, {}, 413, "pesa más de 50 MB", id="huge"),
    ],
)
async def test_a_file_that_cannot_be_sent_is_explained(
    http: httpx.AsyncClient, file: Any, fields: dict[str, str], status: int, words: str
) -> None:
    refused(await http.post(f"{ANA}/files", data=fields, files={"file": file}), status, words)


async def test_a_form_without_a_file_is_explained(http: httpx.AsyncClient) -> None:
    refused(await http.post(f"{ANA}/files", data={"caption": "x"}), 400, "Falta el archivo")
    refused(await http.post(f"{ANA}/files", data={"file": "x"}), 400, "Falta el archivo")


async def test_a_broken_form_is_explained(http: httpx.AsyncClient) -> None:
    broken = {"Content-Type": "multipart/form-data"}

    refused(await http.post(f"{ANA}/files", content=b"x", headers=broken), 400, "no se pudo leer")


@pytest.mark.parametrize("asked", ["after=x", "timeout=x", "timeout=nan", "chat_id=x", "chat_id=1.5"])
async def test_a_wrong_parameter_is_explained(http: httpx.AsyncClient, asked: str) -> None:
    refused(await http.get(f"/changes?{asked}"), 422, "debe ser un número")


async def test_a_file_that_is_gone_is_explained(http: httpx.AsyncClient) -> None:
    refused(await http.get("/files/none"), 404, "no hay ese archivo")


async def test_a_page_from_elsewhere_is_told_so(http: httpx.AsyncClient) -> None:
    refused(
        await http.post("/people", json={}, headers={"Sec-Fetch-Site": "cross-site"}), 403, "de otro sitio"
    )


async def test_an_action_that_fails_is_explained_and_its_error_is_logged() -> None:
    async def fall() -> str:
        raise RuntimeError("the host fell")

    async with (
        running_sandbox(actions=[PageAction("caer", "Caer", fall)]) as sandbox,
        httpx.AsyncClient(base_url=sandbox.url) as http,
    ):
        refused(await http.post("/_sandbox/actions/caer"), 500, "El chat de prueba falló")


async def test_a_call_of_the_bot_that_the_stand_in_fails_on_is_answered_as_telegram_does(
    sandbox: Sandbox,
) -> None:
    async with httpx.AsyncClient(base_url=sandbox.url) as http:
        answer = await http.post(f"/bot{TOKEN}/setMyCommands", json={"commands": [5]})

    assert answer.json() == {"ok": False, "error_code": 500, "description": "Internal Server Error"}


async def test_a_page_that_is_not_there_is_spanish_and_telegram_stays_english(sandbox: Sandbox) -> None:
    async with httpx.AsyncClient(base_url=sandbox.url) as http:
        page = await http.get("/page/nada.js")
        root = await http.get("/nada")
        method = await http.get(f"/bot{TOKEN}/sendNothing")
        path = await http.get(f"/bot{TOKEN}")
        verb = await http.put(f"/bot{TOKEN}/getMe")

    assert (page.status_code, page.text) == (404, "En el chat de prueba no hay nada en /page/nada.js.")
    assert (root.status_code, root.text) == (404, "En el chat de prueba no hay nada en /nada.")
    for answer, code, words in (
        (method, 404, "Not Found"),
        (path, 404, "Not Found"),
        (verb, 405, "Method Not Allowed"),
    ):
        assert answer.json() == {"ok": False, "error_code": code, "description": words}
