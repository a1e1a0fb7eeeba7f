"""What is deployed fits together: versions, folders, restarts. The files are read, nothing is run."""

import re
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import SecretStr

from app.settings import Settings
from storage.engine import sync_url
from tests.architecture.project import ROOT

CLIENTS = {"bookworm": "15", "trixie": "17"}
"""The PostgreSQL of each release of Debian."""
UNIT = ROOT / "deploy" / "puntual.service"


def found(pattern: str, path: str) -> list[str]:
    return re.findall(pattern, (ROOT / path).read_text(), re.MULTILINE)


def test_the_image_brings_the_pg_dump_of_the_server_beside_it() -> None:
    servers = found(r"image: postgres:(\d+)$", "compose.yaml")
    clients = found(r"postgresql-client-(\d+)", "Dockerfile")
    folders = found(r"/usr/lib/postgresql/(\d+)/bin", "Dockerfile")

    assert len(servers) == 1
    assert servers == clients == folders


def test_both_stages_name_the_release_of_debian_that_has_this_client() -> None:
    releases = found(r"^FROM python:3\.\d+-slim-(\w+)", "Dockerfile")

    assert len(releases) == len(found(r"^FROM ", "Dockerfile")) == 2
    assert {CLIENTS[release] for release in releases} == set(found(r"postgresql-client-(\d+)", "Dockerfile"))


def test_the_volume_is_where_this_server_keeps_its_data() -> None:
    """From 18 on it is the folder above; anywhere else the data goes with the container."""
    [server] = found(r"image: postgres:(\d+)$", "compose.yaml")
    [folder] = found(r"base:(/var/lib/postgresql\S*)$", "compose.yaml")

    assert folder == ("/var/lib/postgresql/data" if int(server) < 18 else "/var/lib/postgresql")


def test_the_bot_comes_back_after_a_reboot_and_nobody_ever_gives_up_on_it() -> None:
    compose = (ROOT / "compose.yaml").read_text()
    ours = compose[compose.index("  puntual:\n") :]

    assert re.findall(r"restart: (\S+)", ours) == ["unless-stopped"]
    assert unit()["Service"]["Restart"] == "always"
    assert unit()["Unit"]["StartLimitIntervalSec"] == "0"
    assert "StartLimitBurst" not in unit()["Unit"]


def test_the_unit_waits_until_the_clock_is_set() -> None:
    """`time-sync.target` means something where `systemd-time-wait-sync` is enabled, which the steps say."""
    for when in ("After", "Wants"):
        assert {"time-sync.target", "network-online.target"} <= set(unit()["Unit"][when].split())
    assert "systemctl enable systemd-time-wait-sync\n" in UNIT.read_text()


def test_a_stop_tells_the_bot_alone_and_ends_whatever_is_left() -> None:
    """A worker that is told to stop as well would look as if its file had ended it."""
    service = unit()["Service"]

    assert (service["KillMode"], service["KillSignal"], service["OOMPolicy"]) == (
        *("mixed", "SIGTERM", "continue"),
    )


def test_the_memory_of_the_unit_holds_the_bot_and_all_its_workers() -> None:
    settings, amount = Settings(), unit()["Service"]["MemoryMax"]
    assert amount.endswith("G")

    workers = 2 * settings.workers * settings.task_memory
    assert int(amount.removesuffix("G")) * 1024 >= 512 + workers


def test_what_the_unit_writes_is_for_its_owner_only() -> None:
    service, steps = unit()["Service"], UNIT.read_text()

    assert (service["UMask"], service["StateDirectoryMode"]) == ("0077", "0700")
    assert re.findall(r"--mode=(\d+)", steps) == ["0700", "0600"]


ASKED_FOR = {
    **dict.fromkeys(
        (
            *("NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices", "PrivateUsers"),
            *("ProtectClock", "ProtectHostname", "ProtectKernelLogs", "ProtectKernelModules"),
            *("ProtectKernelTunables", "ProtectControlGroups", "RestrictNamespaces", "RestrictRealtime"),
            *("RestrictSUIDSGID", "LockPersonality", "MemoryDenyWriteExecute", "RemoveIPC"),
        ),
        "true",
    ),
    "ProtectSystem": "strict",
    "ProtectProc": "invisible",
    "CapabilityBoundingSet": "",
    "AmbientCapabilities": "",
    "RestrictAddressFamilies": "AF_UNIX AF_INET AF_INET6",
    "KeyringMode": "private",
    "SystemCallArchitectures": "native",
}
"""What `systemd-analyze security` asks for, short of what breaks."""


@pytest.mark.parametrize("name", ASKED_FOR)
def test_the_unit_may_do_no_more_than_the_bot_needs(name: str) -> None:
    assert unit()["Service"][name] == ASKED_FOR[name]


def test_the_unit_lets_workers_limit_themselves_and_be_measured() -> None:
    """`@resources` sets their limits; `ProcSubset=pid` would hide what tells how old a process is."""
    service, text = unit()["Service"], UNIT.read_text()
    filters = re.findall(r"^SystemCallFilter=(.*)$", text, re.MULTILINE)

    assert filters == ["@system-service", "~@privileged @mount @debug @obsolete"]
    assert "ProcSubset" not in service
    assert int(service["LimitNOFILE"]) >= 4096


def test_systemd_calls_the_unit_safe() -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze here")
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(UNIT)]

    judged = subprocess.run(command, capture_output=True, text=True, check=False)

    assert judged.returncode == 0, judged.stdout


def test_under_systemd_the_sample_names_places_that_may_be_written() -> None:
    service = unit()["Service"]
    state = Path("/var/lib") / service["StateDirectory"]
    here = Path(service["WorkingDirectory"])
    settings = Settings(_env_file=ROOT / ".env.example")  # type: ignore[call-arg]
    places = [sync_url(settings.database_url).database, settings.data_dir, settings.evidence_dir]

    assert service["ProtectSystem"] == "strict"
    assert [place for place in places if not (here / str(place)).is_relative_to(state)] == []


def test_the_unit_leaves_the_settings_to_the_env_file_it_starts_beside() -> None:
    """What systemd sets itself loses against a file it reads, and wins against one that Puntual reads."""
    service = unit()["Service"]

    assert not {"Environment", "EnvironmentFile"} & set(service)
    assert f"{service['WorkingDirectory']}/.env\n" in UNIT.read_text()
    assert Settings.model_config["env_file"] == ".env"


@pytest.mark.parametrize("place", ["User", "Group"])
def test_the_documented_steps_make_what_the_unit_names(place: str) -> None:
    name, steps = unit()["Service"][place], UNIT.read_text()

    assert f"useradd --system --home-dir {unit()['Service']['WorkingDirectory']} {name}\n" in steps
    assert f"--{'owner' if place == 'User' else place.lower()}={name}" in steps


def unit() -> ConfigParser:
    parser = ConfigParser(interpolation=None, strict=False)  # a filter may have several lines
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(UNIT)
    return parser


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=30))
@example("p@ss:w/o?r#d% $'x")
def test_any_password_of_the_base_is_the_one_the_bot_brings(password: str) -> None:
    ours, base = (
        {name: text.replace("${POSTGRES_PASSWORD}", password) for name, text in environment(service).items()}
        for service in ("puntual", "base")
    )
    settings = Settings(
        database_url=ours["PUNTUAL_DATABASE_URL"],
        database_password=SecretStr(ours["PUNTUAL_DATABASE_PASSWORD"]),
    )

    address = sync_url(settings.database)

    assert address.password == base["POSTGRES_PASSWORD"] == password
    assert (address.username, address.host, address.database) == (
        *(base["POSTGRES_USER"], "base", base["POSTGRES_DB"]),
    )


def test_no_secret_is_pasted_into_an_address() -> None:
    addresses = [
        text for service in ("puntual", "base") for text in environment(service).values() if "//" in text
    ]

    assert addresses == ["postgresql+psycopg://puntual@base/puntual"]


def environment(service: str) -> dict[str, str]:
    """Return the variables of a service of the compose file; what asks for a value is that value."""
    text = (ROOT / "compose.yaml").read_text()
    own = re.search(rf"^  {service}:\n((?:    .*\n|\n)+)", text, re.MULTILINE)
    assert own
    block = re.search(r"^    environment:\n((?:      .*\n)+)", own[1], re.MULTILINE)
    assert block
    found = re.findall(r"^      (\w+): (.*)$", block[1], re.MULTILINE)
    return {name: re.sub(r"\$\{(\w+):\?[^}]*\}", r"${\1}", value) for name, value in found}
