"""Placeholders of `.env.example` are refused as values."""

import re
from pathlib import Path

import pytest

from app.samples import SAMPLES, is_sample
from app.settings import Settings, SettingWrong, load_settings
from tests.app.conftest import Types
from tests.architecture.project import ROOT
from tests.facts import Office

SHOWN = dict(re.findall(r"^#?PUNTUAL_([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE))
"""Every value of the sample, commented or not, by setting."""
CHOICES = {
    *("bot_api_url", "database_url", "data_dir", "timezone", "remind_at", "quiet_from", "summary_at"),
    *(
        "send_rate",
        "chat_rate",
        "read_rate",
        "listen",
        "workers",
        "task_memory",
        "task_processor",
        "task_time",
        "invitation_days",
    ),
    *("take_over", "longest_pause"),
    *("keep_days", "municipality", "institute", "administration", "addressee", "logo", "log_level"),
    *("clock_start", "failpoints"),
}
"""Defaults, and what is a choice like any other: as good as shown."""
ELSEWHERE = (
    ("database_url", "postgresql+psycopg://usuario@servidor/puntual"),
    ("database_url", "postgresql+psycopg://usuario:clave@servidor/puntual"),
    ("database_password", "'a$b@c d'"),
)
"""What a comment of `.env.example`, of `compose.yaml` or of a guide shows."""
TO_WRITE = sorted(set(Settings.model_fields) - CHOICES)


def loaded(place: Path, name: str, text: str) -> Settings:
    (place / ".env").write_text(f"PUNTUAL_{name.upper()}={text}\n")
    return load_settings()


def test_every_value_that_is_shown_is_a_choice_or_stands_for_something() -> None:
    stands = {name for name in Settings.model_fields if is_sample(name, SHOWN[name.upper()])}

    assert stands == set(TO_WRITE)
    assert set(SAMPLES) == {*TO_WRITE, "database_url"}


@pytest.mark.parametrize(
    ("name", "text"),
    [*((name, SHOWN[name.upper()]) for name in TO_WRITE if name != "bot_token"), *ELSEWHERE],
)
def test_what_stands_for_something_is_refused(place: Path, name: str, text: str) -> None:
    with pytest.raises(SettingWrong) as told:
        loaded(place, name, text)

    assert str(told.value).startswith(f"PUNTUAL_{name.upper()} tiene todavía el texto de ejemplo: ")


async def test_the_doctor_and_the_bot_ask_for_the_token_that_was_not_written(
    office: Office, place: Path, types: Types
) -> None:
    """Commands without Telegram work: tables can be created before the token is known."""
    (place / ".env").write_text(f"PUNTUAL_BOT_TOKEN={SHOWN['BOT_TOKEN']}\n")
    left = (
        "PUNTUAL_BOT_TOKEN tiene todavía el texto de ejemplo: escriba en .env el token que le dio @BotFather."
    )

    told = await types("doctor")
    assert told.code == 1
    assert f"✗ {left}\n" in told.out
    assert "Ajustes: completos" not in told.out
    assert "Telegram:" not in told.out
    for command in ("run",), ("tick", "summary"):
        stopped = await types(*command)
        assert (stopped.code, stopped.out, stopped.err) == (1, "", f"{left}\n")
    assert (await types("migrate")).code == 0
    invited = await types("invite", "--role", "implan", "--name", "Ana")
    assert "https://t.me/<bot>?start=" in invited.out


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bot_token", "7000000001:AAE-una-clave-larga"),
        ("bot_username", "puntual_bot"),
        ("webhook_secret", "otra-clave-larga-y-propia"),
        ("webhook_url", "https://puntual.oaxaca.gob.mx/telegram"),
    ],
)
def test_what_somebody_wrote_is_no_sample(place: Path, name: str, text: str) -> None:
    assert getattr(loaded(place, name, text), name) is not None


def test_a_telegram_of_practice_has_a_token_of_its_own(place: Path) -> None:
    assert loaded(place, "bot_token", "1000000000:SANDBOX").has_token
