"""Settings: defaults, sources, and one sentence for each wrong value."""

import re
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import SecretStr

from app.cli import main
from app.commands import clock_of
from app.settings import Settings, SettingWrong, load_settings
from storage.engine import sync_url

SECRET = "7000000001:secret-of-nobody"

DEFAULTS: dict[str, Any] = {
    "bot_token": None,
    "bot_api_url": "https://api.telegram.org",
    "bot_username": None,
    "database_url": "sqlite+aiosqlite:///data/puntual.db",
    "database_password": None,
    "data_dir": Path("data"),
    "timezone": "America/Mexico_City",
    "remind_at": time(9, 0),
    "quiet_from": time(18, 0),
    "summary_at": time(8, 30),
    "send_rate": 28,
    "chat_rate": 1,
    "read_rate": 5,
    "longest_pause": 60,
    "webhook_url": None,
    "webhook_secret": None,
    "listen": None,
    "take_over": False,
    "workers": 2,
    "task_memory": 768,
    "task_processor": 60,
    "task_time": 120,
    "invitation_days": 14,
    "keep_days": 400,
    "municipality": "Municipio de Oaxaca de Juárez",
    "institute": "Instituto Municipal de Planeación",
    "administration": "",
    "addressee": "Dirección de Contabilidad, Tesorería Municipal",
    "logo": None,
    "log_level": "INFO",
    "clock_start": None,
    "failpoints": None,
}
GIVEN: dict[str, tuple[str, Any]] = {
    "bot_api_url": ("http://127.0.0.1:8081", "http://127.0.0.1:8081"),
    "bot_username": ("puntual_bot", "puntual_bot"),
    "database_url": ("postgresql+psycopg://a@b/c", "postgresql+psycopg://a@b/c"),
    "database_password": ("a@b:c/d?e#f%41$", SecretStr("a@b:c/d?e#f%41$")),
    "data_dir": ("/var/lib/puntual", Path("/var/lib/puntual")),
    "timezone": ("America/Tijuana", "America/Tijuana"),
    "remind_at": ("7:45", time(7, 45)),
    "quiet_from": ("16:30", time(16, 30)),
    "summary_at": ("00:00", time(0, 0)),
    "send_rate": ("1000", 1000),
    "chat_rate": ("1000", 1000),
    "read_rate": ("1000", 1000),
    "longest_pause": ("0", 0),
    "webhook_url": ("https://puntual.example/telegram", "https://puntual.example/telegram"),
    "webhook_secret": ("a_key-of-16-or-more", SecretStr("a_key-of-16-or-more")),
    "listen": ("127.0.0.1:8080", "127.0.0.1:8080"),
    "take_over": ("sí", True),
    "workers": ("64", 64),
    "task_memory": ("256", 256),
    "task_processor": ("3600", 3600),
    "task_time": ("10", 10),
    "invitation_days": ("365", 365),
    "keep_days": ("366", 366),
    "municipality": ("Municipio de Ejemplo", "Municipio de Ejemplo"),
    "institute": ("Instituto de Ejemplo", "Instituto de Ejemplo"),
    "administration": ("Administración 2028–2030", "Administración 2028–2030"),
    "addressee": ("Tesorería", "Tesorería"),
    "logo": ("logo.SVG", Path("logo.SVG")),
    "log_level": ("debug", "DEBUG"),
    "clock_start": ("2025-09-25T08:59:00-06:00", datetime(2025, 9, 25, 14, 59, tzinfo=UTC)),
    "failpoints": ("after_claim=exit, after_http=sleep:2@3", "after_claim=exit, after_http=sleep:2@3"),
}
OVER = "0" * 2000
NUMBERS = ("0", "-1", "60.0", "6e1", "1_000", "true", "mucho", "9" * 30)
"""What is no whole number within bounds, for each setting that is one."""
WRONG = [
    ("bot_token", "123:una clave"),
    ("bot_token", "123:clave\u200b"),
    ("bot_token", "'123:clave'"),
    ("bot_username", "puntual bot"),
    ("bot_username", "https://t.me/puntual_bot"),
    ("bot_username", OVER),
    ("bot_api_url", "https://"),
    ("bot_api_url", "https://api telegram org"),
    ("bot_api_url", "https://api.telegram.org:99999"),
    ("bot_api_url", "http://[::1"),
    ("bot_api_url", '"https://api.telegram.org"'),
    ("database_url", "postgresql+psycopg://u:cl@ve@servidor/puntual"),
    ("database_url", "postgresql+psycopg://u:cl@ve:1@servidor/puntual"),
    ("database_url", "postgresql+psycopg://u@servidor:99999/puntual"),
    ("database_url", "postgresql+psycopg://u@servidor:0/puntual"),
    ("database_url", "postgresql+psycopg://u@servidor:puerto/puntual"),
    ("database_url", "sqlite+aiosqlite://servidor/puntual.db"),
    ("database_url", "sqlite+aiosqlite:///puntual.db?timeout=mucho"),
    ("database_url", "sqlite+aiosqlite:///puntual.db?timeout=-1"),
    ("database_url", "postgresql+psycopg://u@servidor/puntual?opcion=1"),
    ("database_url", "postgresql+psycopg://u@servidor/puntual?connect_timeout=mucho"),
    ("data_dir", "data\x1b"),
    ("data_dir", OVER),
    ("timezone", "America"),
    ("timezone", "UTC-6"),
    ("timezone", OVER),
    ("timezone", "'America/Mexico_City'"),
    ("remind_at", "-9:00"),
    ("remind_at", "9:00 am"),
    ("remind_at", "09:00:00"),
    ("remind_at", "٠٩:٠٠"),
    ("remind_at", f"9{OVER}:00"),
    ("summary_at", "30600"),
    ("send_rate", "-1"),
    ("send_rate", "28.0"),
    ("send_rate", "1_0"),
    ("send_rate", "+28"),
    ("send_rate", "true"),
    ("send_rate", "28 por segundo"),
    ("send_rate", OVER),
    ("invitation_days", "-14"),
    ("invitation_days", "14.5"),
    ("invitation_days", "P14D"),
    ("keep_days", "36501"),
    *((name, text) for name in ("workers", "task_memory", "task_processor", "task_time") for text in NUMBERS),
    ("keep_days", "1e3"),
    ("webhook_url", "https://"),
    ("webhook_url", "https:///telegram"),
    ("webhook_url", "https://puntual.example:0/telegram"),
    ("webhook_url", "http://127.0.0.1.example/telegram"),
    ("webhook_url", "http://localhost.example/telegram"),
    ("listen", "127.0.0.1:99999"),
    ("listen", "127.0.0.1:65536"),
    ("listen", "127.0.0.1:-1"),
    ("listen", "127.0.0.1:"),
    ("listen", ":8080"),
    ("listen", "::1:8080"),
    ("listen", "[::1]"),
    ("listen", "[127.0.0.1]:8080"),
    ("listen", "[::g]:8080"),
    ("listen", "256.0.0.1:8080"),
    ("listen", "127.1:8080"),
    ("listen", "servidor..local:8080"),
    ("listen", "-:8080"),
    ("listen", "http://127.0.0.1:8080"),
    ("listen", "127.0.0.1:8080/healthz"),
    ("listen", "una máquina:8080"),
    ("listen", "127.0.0.1:٨٠٨٠"),
    ("municipality", "Municipio\tde Oaxaca"),
    ("institute", "x" * 161),
    ("administration", OVER),
    ("addressee", "\u202eTesorería"),
    ("logo", "logo.SVG\x7f"),
    ("clock_start", "20260105"),
    ("clock_start", "1767600000"),
    ("clock_start", "20260105T090000"),
    ("clock_start", "2026-01"),
    ("clock_start", "2026-W01-1"),
    ("clock_start", "2026-13-05T09:00"),
    ("clock_start", "2026-01-05T25:00"),
    ("clock_start", "2026-01-05x09:00"),
    ("clock_start", "0001-01-01T00:00"),
    ("clock_start", "9999-12-31T23:59"),
    ("clock_start", "-1"),
    ("clock_start", "now"),
    ("failpoints", "after_http=sleep:-1"),
    ("failpoints", f"after_http=sleep:{OVER}"),
    ("bot_api_url", "api.telegram.org"),
    ("bot_api_url", "ftp://api.telegram.org"),
    ("database_url", "mysql://a@b/c"),
    ("database_url", "data/puntual.db"),
    ("database_url", "sqlite://"),
    ("database_url", "sqlite:///:memory:"),
    ("database_url", "postgresql://:::"),
    ("database_url", "postgresql:"),
    ("timezone", "Oaxaca"),
    ("timezone", "../../etc/passwd"),
    ("remind_at", "9"),
    ("remind_at", "900"),
    ("remind_at", "9:5"),
    ("remind_at", "25:00"),
    ("remind_at", "nueve"),
    ("quiet_from", "9:00"),
    ("quiet_from", "tarde"),
    ("summary_at", "08:60"),
    ("summary_at", "08:30:00"),
    ("send_rate", "0"),
    ("chat_rate", "0"),
    ("read_rate", "0"),
    ("read_rate", "1001"),
    ("longest_pause", "-1"),
    ("longest_pause", "3601"),
    ("send_rate", "1001"),
    ("send_rate", "muchos"),
    ("webhook_url", "http://puntual.example/telegram"),
    ("webhook_secret", "too short"),
    ("webhook_secret", "has spaces and is long"),
    ("take_over", "quizá"),
    ("listen", "8080"),
    ("listen", "localhost:port"),
    ("invitation_days", "0"),
    ("keep_days", "365"),
    ("invitation_days", "366"),
    ("invitation_days", "dos semanas"),
    ("logo", "falta.svg"),
    ("logo", "."),
    ("logo", "logo.gif"),
    ("log_level", "verboso"),
    ("clock_start", "mañana"),
    ("failpoints", "after_lunch=exit"),
    ("failpoints", "after_http=explode"),
    ("failpoints", "after_http=sleep"),
    ("failpoints", "after_http=exit@0"),
]


@pytest.fixture(autouse=True)
def pictures(place: Path) -> None:
    """Create two files for settings to name; only one has the suffix of a logo."""
    (place / "logo.SVG").write_text("<svg/>")
    (place / "logo.gif").write_bytes(b"GIF89a")


def test_these_are_all_the_settings() -> None:
    assert set(DEFAULTS) == set(Settings.model_fields)


@pytest.mark.parametrize("name", DEFAULTS)
def test_a_setting_that_nobody_made_has_its_default(name: str) -> None:
    assert getattr(load_settings(), name) == DEFAULTS[name]


@pytest.mark.parametrize("name", GIVEN)
def test_a_setting_is_read_from_the_environment(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text, value = GIVEN[name]
    monkeypatch.setenv(f"PUNTUAL_{name.upper()}", text)

    assert getattr(load_settings(), name) == value


@pytest.mark.parametrize("name", GIVEN)
def test_a_setting_is_read_from_the_file(name: str, place: Path) -> None:
    text, value = GIVEN[name]
    (place / ".env").write_text(f"# un comentario con ñ\nPUNTUAL_{name.upper()}={text}\n")

    assert getattr(load_settings(), name) == value


def test_the_environment_goes_before_the_file(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / ".env").write_text("PUNTUAL_SEND_RATE=5\n")
    monkeypatch.setenv("PUNTUAL_SEND_RATE", "7")

    assert load_settings().send_rate == 7


@pytest.mark.parametrize("name", DEFAULTS)
def test_an_empty_setting_is_as_good_as_none(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"PUNTUAL_{name.upper()}", "")

    assert getattr(load_settings(), name) == DEFAULTS[name]


@pytest.mark.parametrize("name", sorted(set(DEFAULTS) - {"database_password"}))
def test_blanks_are_as_good_as_none(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"PUNTUAL_{name.upper()}", "  \t ")

    assert getattr(load_settings(), name) == DEFAULTS[name]


@pytest.mark.parametrize("name", sorted(set(GIVEN) - {"database_password"}))
def test_blanks_around_a_setting_are_none_of_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text, value = GIVEN[name]
    monkeypatch.setenv(f"PUNTUAL_{name.upper()}", f"  {text} ")

    assert getattr(load_settings(), name) == value


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("127.0.0.1:0", ("127.0.0.1", 0)),
        ("0.0.0.0:65535", ("0.0.0.0", 65535)),
        ("localhost:8080", ("localhost", 8080)),
        ("[::1]:8080", ("::1", 8080)),
        ("[::]:8080", ("::", 8080)),
    ],
)
def test_a_place_to_listen_is_read(
    text: str, address: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUNTUAL_LISTEN", text)

    assert load_settings().address == address


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2025-09-25T08:59", datetime(2025, 9, 25, 14, 59, tzinfo=UTC)),
        ("2025-09-25 08:59:30", datetime(2025, 9, 25, 14, 59, 30, tzinfo=UTC)),
        ("2025-09-25", datetime(2025, 9, 25, 6, tzinfo=UTC)),
        ("2025-09-25t14:59z", datetime(2025, 9, 25, 14, 59, tzinfo=UTC)),
        ("2025-09-25T08:59-0600", datetime(2025, 9, 25, 14, 59, tzinfo=UTC)),
    ],
)
def test_a_clock_without_a_zone_starts_in_that_of_the_municipality(
    text: str, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUNTUAL_CLOCK_START", text)

    assert abs(clock_of(load_settings()).now() - at) < timedelta(minutes=1)


@pytest.mark.parametrize("written", ["puntual_bot", "@puntual_bot"])
def test_the_name_of_the_bot_may_have_its_sign(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUNTUAL_BOT_USERNAME", written)

    assert load_settings().bot_username == "puntual_bot"


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=40))
@example("p@ss:w/o?r#d%41 $'\"[x]\\")
@example(" blanks of its own ")
def test_a_password_reaches_postgresql_with_all_of_its_signs(password: str) -> None:
    settings = Settings(
        database_url="postgresql+psycopg://puntual@base:5433/puntual", database_password=SecretStr(password)
    )

    address = sync_url(settings.database)
    _, given_to_psycopg = address.get_dialect()().create_connect_args(address)

    assert given_to_psycopg == {
        "host": "base",
        "port": 5433,
        "dbname": "puntual",
        "user": "puntual",
        "password": password,
    }


def test_a_file_needs_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUNTUAL_DATABASE_PASSWORD", "clave")

    assert load_settings().database == DEFAULTS["database_url"]


def test_a_file_of_windows_with_its_mark_loses_no_setting(place: Path) -> None:
    (place / ".env").write_bytes(b"\xef\xbb\xbfPUNTUAL_SEND_RATE=5\r\n")

    assert load_settings().send_rate == 5


def test_a_file_of_another_encoding_is_told_in_one_sentence(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / ".env").write_bytes("PUNTUAL_MUNICIPALITY=Oaxaca de Juárez\n".encode("cp1252"))

    assert main(["status", "402"]) == 1

    assert capsys.readouterr().err == "El archivo .env no se puede leer: guárdelo como texto UTF-8.\n"


def test_a_setting_of_another_program_is_left_alone(place: Path) -> None:
    (place / ".env").write_text("OTHER_SETTING=1\nPUNTUAL_FUTURE_SETTING=1\n")

    assert load_settings() == Settings()


@pytest.mark.parametrize("written", ["https://example.org/", "https://example.org/bot"])
def test_the_address_of_the_bot_api_may_be_copied_as_it_is_seen(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUNTUAL_BOT_API_URL", written)

    assert load_settings().bot_api_url == "https://example.org"


@pytest.mark.parametrize(("name", "text"), WRONG)
def test_a_wrong_setting_stops_with_one_sentence_that_names_it(
    name: str, text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(f"PUNTUAL_{name.upper()}", text)

    code = main(["doctor"])

    printed = capsys.readouterr()
    assert (code, printed.out) == (1, "")
    assert re.fullmatch(rf"El ajuste PUNTUAL_{name.upper()} está mal: [^\n]+\.\n", printed.err)


def test_a_wrong_setting_does_not_stop_what_needs_none(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PUNTUAL_REMIND_AT", "tarde")

    with pytest.raises(SystemExit) as ended:
        main(["sandbox", "--help"])

    assert ended.value.code == 0


def test_the_token_is_read_without_the_blanks_around_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUNTUAL_BOT_TOKEN", f"  {SECRET} ")

    assert load_settings().token == SECRET


@pytest.mark.parametrize("written", [None, "", "   "], ids=["none", "empty", "blank"])
def test_a_missing_token_is_told_in_one_sentence(
    written: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if written is not None:
        monkeypatch.setenv("PUNTUAL_BOT_TOKEN", written)

    with pytest.raises(SettingWrong) as told:
        load_settings().token  # noqa: B018 - asks whether it is there

    assert str(told.value) == "Falta PUNTUAL_BOT_TOKEN: escriba en .env el token que le dio @BotFather."


def test_the_settings_never_show_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUNTUAL_BOT_TOKEN", SECRET)
    settings = load_settings()

    shown = [repr(settings), str(settings), str(settings.model_dump()), settings.model_dump_json()]

    assert not [text for text in shown if "secret-of-nobody" in text]


def test_a_wrong_setting_beside_it_does_not_show_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUNTUAL_BOT_TOKEN", SECRET)
    monkeypatch.setenv("PUNTUAL_SEND_RATE", "0")

    with pytest.raises(SettingWrong) as told:
        load_settings()

    assert "secret-of-nobody" not in f"{told.value!r} {told.value}"
