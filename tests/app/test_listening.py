"""Listening of Puntual and of the sandbox: IPv4, IPv6, and one sentence on failure."""

import errno
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from app.cli import main
from app.clock import ProductClock
from app.listening import open_listener, why_not, written
from app.offline import CommandFailed
from app.practice import practise
from app.running import run_until_stopped
from app.serving import serving
from app.settings import Settings, SettingWrong
from sandbox.server import Sandbox
from tests.app.conftest import TOKEN, Types
from tests.facts import Office

TAKEN = "otro programa ya usa ese puerto; use otro puerto o detenga ese programa"
has_ipv6 = pytest.mark.skipif(
    not Path("/proc/net/if_inet6").exists() or not Path("/proc/net/if_inet6").read_text(),
    reason="this machine has no address of IPv6",
)


@pytest.fixture
def taken() -> Iterator[int]:
    """Return a port in use."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@has_ipv6
async def test_it_listens_on_an_address_of_ipv6() -> None:
    async with serving(("::1", 0), []) as port, httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(f"http://[::1]:{port}/nothing")

    assert answer.status_code == 404


@has_ipv6
def test_any_address_of_ipv6_hears_ipv4_as_well() -> None:
    with open_listener("::", 0) as listener:
        socket.create_connection(("127.0.0.1", listener.getsockname()[1]), timeout=5).close()


def test_a_name_with_both_addresses_is_heard_by_the_older_one() -> None:
    with open_listener("localhost", 0) as listener:
        assert listener.family == socket.AF_INET


@pytest.mark.parametrize(
    ("host", "reason"),
    [
        ("nadie.invalid", "no existe un equipo con ese nombre; use por ejemplo 127.0.0.1:8080"),
        ("192.0.2.1", "esa dirección no es de esta máquina; use por ejemplo 127.0.0.1:8080"),
    ],
)
async def test_a_place_that_is_none_of_ours_is_told(host: str, reason: str) -> None:
    with pytest.raises(SettingWrong) as told:
        async with serving((host, 0), []):
            raise AssertionError("somebody could listen there")

    assert str(told.value) == f"No se puede escuchar en PUNTUAL_LISTEN={host}:0: {reason}."


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "no hay permiso para ese puerto; use otro de 1024 en adelante, por ejemplo 8080"),
        (errno.EADDRINUSE, TAKEN),
        (
            errno.EAFNOSUPPORT,
            "esta máquina no tiene direcciones de esa clase; use por ejemplo 127.0.0.1:8080",
        ),
        (errno.EMFILE, f"{os.strerror(errno.EMFILE)}; use por ejemplo 127.0.0.1:8080"),
    ],
)
def test_every_reason_has_its_words(number: int, words: str) -> None:
    assert why_not(OSError(number, os.strerror(number))) == words


@pytest.mark.parametrize(("address", "text"), [(("::1", 80), "[::1]:80"), (("localhost", 0), "localhost:0")])
def test_a_place_is_written_as_it_is_set(address: tuple[str, int], text: str) -> None:
    assert written(address) == text


async def test_the_bot_says_that_its_port_is_taken(place: Path, taken: int) -> None:
    settings = Settings(bot_token=SecretStr(TOKEN), listen=f"127.0.0.1:{taken}")

    with pytest.raises(SettingWrong) as told:
        await run_until_stopped(settings, ProductClock())

    assert str(told.value) == f"No se puede escuchar en PUNTUAL_LISTEN=127.0.0.1:{taken}: {TAKEN}."


async def test_the_practice_says_that_its_port_is_taken(taken: int) -> None:
    with pytest.raises(CommandFailed) as told:
        await practise(taken)

    assert str(told.value) == f"No se puede escuchar en --port {taken}: {TAKEN}."


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("99999", "«99999» no es un puerto; van de 0 a 65535"),
        ("65536", "«65536» no es un puerto; van de 0 a 65535"),
        ("-1", "«-1» no es un puerto; van de 0 a 65535"),
        ("ocho", "«ocho» no es un número entero"),
        ("80.5", "«80.5» no es un número entero"),
        ("8_0", "«8_0» no es un número entero"),
        ("٨٠٨٠", "«٨٠٨٠» no es un número entero"),
        ("+80", "«+80» no es un número entero"),
    ],
)
def test_a_port_that_there_is_not_is_told_at_once(
    words: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["sandbox", f"--port={words}"])

    printed = capsys.readouterr()
    assert (ended.value.code, printed.out) == (2, "")
    assert told in printed.err


async def test_the_doctor_finds_the_port_taken_and_knows_by_whom_it_may_be(
    office: Office, telegram: Sandbox, types: Types, taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUNTUAL_LISTEN", f"127.0.0.1:{taken}")

    told = await types("doctor")

    assert f"! PUNTUAL_LISTEN=127.0.0.1:{taken} ya está en uso: por Puntual, si está en marcha\n" in told.out
    assert told.code == 0


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            "LISTEN",
            "nadie.invalid:8080",
            "No se puede escuchar en PUNTUAL_LISTEN=nadie.invalid:8080: no existe",
        ),
        ("WEBHOOK_URL", "https://puntual.example/t", "Falta PUNTUAL_LISTEN: diga dónde escuchar"),
    ],
)
async def test_the_doctor_finds_that_nobody_could_be_heard(
    name: str,
    text: str,
    told: str,
    office: Office,
    telegram: Sandbox,
    types: Types,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(f"PUNTUAL_{name}", text)

    printed = await types("doctor")

    assert f"✗ {told}" in printed.out
    assert printed.code == 1
