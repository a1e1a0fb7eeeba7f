"""The settings: environment variables with the prefix PUNTUAL_, also from `.env`."""

import re
from datetime import datetime, time
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app import setting_values as values
from app.failpoints import read_failpoints
from app.samples import is_sample, still_a_sample
from documents.filed.letterhead import Letterhead
from domain.reminders.hours import BEGIN, END, WorkingHours

ClockTime = Annotated[time, BeforeValidator(values.clock_time)]
Whole = Annotated[int, BeforeValidator(values.whole)]
YesOrNo = Annotated[bool, BeforeValidator(values.yes_or_no)]
Instant = Annotated[datetime, BeforeValidator(values.instant)]

LOGO_ENDINGS = (".svg", ".png")
LONGEST_NAME = 160  # characters, in the heading of a document
OWN_NAMES = Letterhead()


class Settings(BaseSettings):
    """Every setting with its default; `.env.example` explains each one."""

    model_config = SettingsConfigDict(
        env_prefix="PUNTUAL_",
        env_file=".env",
        env_file_encoding="utf-8-sig",
        extra="ignore",
        env_ignore_empty=True,
    )

    bot_token: SecretStr | None = None
    bot_api_url: str = "https://api.telegram.org"
    bot_username: str | None = None
    database_url: str = "sqlite+aiosqlite:///data/puntual.db"
    database_password: SecretStr | None = None
    data_dir: Path = Path("data")
    timezone: str = "America/Mexico_City"
    remind_at: ClockTime = BEGIN
    quiet_from: ClockTime = Field(default=END, validate_default=True)
    summary_at: ClockTime = time(8, 30)
    send_rate: Whole = Field(default=28, ge=1, le=1000)
    chat_rate: Whole = Field(default=1, ge=1, le=1000)
    read_rate: Whole = Field(default=5, ge=1, le=1000)
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    listen: str | None = None
    take_over: YesOrNo = False
    workers: Whole = Field(default=2, ge=1, le=64)
    task_memory: Whole = Field(default=768, ge=256, le=65536)
    task_processor: Whole = Field(default=60, ge=5, le=3600)
    task_time: Whole = Field(default=120, ge=10, le=7200)
    longest_pause: Whole = Field(default=60, ge=0, le=3600)
    invitation_days: Whole = Field(default=14, ge=1, le=365)
    keep_days: Whole = Field(default=400, ge=366, le=36500)
    municipality: str = OWN_NAMES.municipality
    institute: str = OWN_NAMES.institute
    administration: str = OWN_NAMES.administration
    addressee: str = OWN_NAMES.addressee
    logo: Path | None = None
    log_level: str = "INFO"
    clock_start: Instant | None = None
    failpoints: str | None = None

    @field_validator("*", mode="before")
    @classmethod
    def _is_clean(cls, value: object, info: ValidationInfo) -> object:
        """Strip a value; blanks alone count as unset. A password keeps its blanks."""
        if not isinstance(value, str) or info.field_name in (None, "database_password"):
            return value
        return values.clean(value) or cls.model_fields[str(info.field_name)].get_default()

    @field_validator("*", mode="before")
    @classmethod
    def _is_written(cls, value: object, info: ValidationInfo) -> object:
        """Refuse placeholders, except of the token, which only commands that use Telegram need."""
        name = str(info.field_name)
        if isinstance(value, str) and name != "bot_token" and is_sample(name, value):
            raise ValueError("still the sample")
        return value

    @field_validator("bot_token")
    @classmethod
    def _is_of_one_word(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"[A-Za-z0-9:_-]+", value.get_secret_value()):
            raise ValueError("letters, digits, colon, dashes")
        return value

    @field_validator("bot_username")
    @classmethod
    def _is_a_name(cls, value: str | None) -> str | None:
        name = value.removeprefix("@") if value else None
        if name is not None and not re.fullmatch(r"[A-Za-z0-9_]{3,32}", name):
            raise ValueError("puntual_bot")
        return name

    @field_validator("bot_api_url")
    @classmethod
    def _is_an_address_of_the_web(cls, value: str) -> str:
        values.web_address(value)
        return value.rstrip("/").removesuffix("/bot")

    @field_validator("database_url")
    @classmethod
    def _is_supported(cls, value: str) -> str:
        values.database_address(value)
        return value

    @field_validator("webhook_url")
    @classmethod
    def _is_safe(cls, value: str | None) -> str | None:
        if value is not None and not values.is_safe(values.web_address(value)):
            raise ValueError("https://")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _is_long(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value.get_secret_value()):
            raise ValueError("16 to 256 of [A-Za-z0-9_-], as the Bot API takes them")
        return value

    @field_validator("listen")
    @classmethod
    def _is_a_place_to_listen(cls, value: str | None) -> str | None:
        if value is not None:
            values.listening_address(value)
        return value

    @field_validator("timezone")
    @classmethod
    def _is_a_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
            raise ValueError("America/Mexico_City") from unknown
        return value

    @field_validator("municipality", "institute", "administration", "addressee")
    @classmethod
    def _fits_a_line(cls, value: str) -> str:
        if len(value) > LONGEST_NAME:
            raise ValueError("a name")
        return value

    @field_validator("logo")
    @classmethod
    def _is_a_picture(cls, value: Path | None) -> Path | None:
        if value is not None and not (value.is_file() and value.suffix.lower() in LOGO_ENDINGS):
            raise ValueError("an SVG or PNG that is there")
        return value

    @field_validator("quiet_from")
    @classmethod
    def _is_after_the_first(cls, value: time, info: ValidationInfo) -> time:
        if value <= info.data.get("remind_at", value.min):
            raise ValueError("18:00")
        return value

    @field_validator("log_level")
    @classmethod
    def _is_a_level(cls, value: str) -> str:
        if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("INFO")
        return value.upper()

    @field_validator("failpoints")
    @classmethod
    def _are_stumbles(cls, value: str | None) -> str | None:
        if value is not None:
            read_failpoints(value)
        return value

    @property
    def database(self) -> str:
        """Return the database URL, with the password from its separate setting if there is one."""
        if self.database_password is None:
            return self.database_url
        return values.with_password(self.database_url, self.database_password.get_secret_value())

    @property
    def evidence_dir(self) -> Path:
        return self.data_dir / "evidencias"

    @property
    def papers_dir(self) -> Path:
        return self.data_dir / "documentos"

    @property
    def hours(self) -> WorkingHours:
        return WorkingHours.between(self.remind_at, self.quiet_from)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def require(self) -> None:
        """Raise SettingWrong for a missing setting that a running bot needs."""
        self.token  # noqa: B018
        self.address  # noqa: B018
        if self.webhook_url is not None:
            self.secret  # noqa: B018

    @property
    def token(self) -> str:
        """Return the bot's token; raise SettingWrong when it is missing."""
        if self.bot_token is None:
            raise SettingWrong("Falta PUNTUAL_BOT_TOKEN: escriba en .env el token que le dio @BotFather.")
        if not self.has_token:
            raise SettingWrong(still_a_sample("bot_token"))
        return self.bot_token.get_secret_value()

    @property
    def has_token(self) -> bool:
        """Tell whether a token is set that is not the placeholder."""
        token = self.bot_token.get_secret_value() if self.bot_token else ""
        return bool(token) and not is_sample("bot_token", token)

    @property
    def secret(self) -> str:
        """Return the webhook's secret; raise SettingWrong when it is missing."""
        if self.webhook_secret is None:
            raise SettingWrong("Falta PUNTUAL_WEBHOOK_SECRET: escriba en .env una clave de 16 letras o más.")
        return self.webhook_secret.get_secret_value()

    @property
    def address(self) -> tuple[str, int] | None:
        """Return where to listen; raise SettingWrong when a webhook needs it and it is missing."""
        if self.listen is not None:
            return values.listening_address(self.listen)
        if self.webhook_url is not None:
            raise SettingWrong("Falta PUNTUAL_LISTEN: diga dónde escuchar, por ejemplo: 127.0.0.1:8080")
        return None


class SettingWrong(Exception):
    """A setting is missing or wrong; the message is one Spanish sentence that names it."""


TOKEN_REFUSED = "Telegram no reconoce el token: revise PUNTUAL_BOT_TOKEN o pida otro a @BotFather."  # noqa: S105 - a sentence

EXAMPLES = {
    "bot_token": "lleva signos que ningún token tiene; cópielo otra vez de @BotFather",
    "bot_username": "debe ser el nombre del bot, por ejemplo: puntual_ejemplo_bot",
    "bot_api_url": "debe empezar con http:// o https://, por ejemplo: https://api.telegram.org",
    "database_url": (
        "use sqlite+aiosqlite:///data/puntual.db o postgresql+psycopg://usuario@servidor/puntual, "
        "con la clave en PUNTUAL_DATABASE_PASSWORD"
    ),
    "data_dir": "debe ser una carpeta, por ejemplo: data",
    "timezone": "no es una zona horaria conocida, por ejemplo: America/Mexico_City",
    "remind_at": "debe ser una hora como 09:00",
    "quiet_from": "debe ser una hora posterior a la de PUNTUAL_REMIND_AT, por ejemplo: 18:00",
    "summary_at": "debe ser una hora como 08:30",
    "send_rate": "debe ser un número entero de 1 a 1000, por ejemplo: 28",
    "chat_rate": "debe ser un número entero de 1 a 1000, por ejemplo: 1",
    "read_rate": "debe ser un número entero de megabytes, de 1 a 1000, por ejemplo: 5",
    "workers": "debe ser un número entero de 1 a 64, por ejemplo: 2",
    "task_memory": "debe ser un número entero de megabytes, de 256 a 65536, por ejemplo: 768",
    "task_processor": "debe ser un número entero de segundos, de 5 a 3600, por ejemplo: 60",
    "task_time": "debe ser un número entero de segundos, de 10 a 7200, por ejemplo: 120",
    "invitation_days": "debe ser un número entero de 1 a 365, por ejemplo: 14",
    "keep_days": "debe ser un número entero de 366 a 36500, por ejemplo: 400",
    **dict.fromkeys(
        ("municipality", "institute", "administration", "addressee"),
        f"debe ser un nombre de hasta {LONGEST_NAME} letras, en un solo renglón",
    ),
    "logo": "debe ser un archivo SVG o PNG que exista, por ejemplo: data/logo.svg",
    "log_level": "debe ser DEBUG, INFO, WARNING o ERROR",
    "webhook_url": "debe empezar con https://, por ejemplo: https://puntual.ejemplo.gob.mx/telegram",
    "webhook_secret": "use de 16 a 256 letras, números, guiones o guiones bajos",
    "take_over": "debe ser sí o no",
    "listen": "debe ser una dirección y un puerto de 0 a 65535, por ejemplo: 127.0.0.1:8080 o [::1]:8080",
    "clock_start": "debe ser una fecha y hora como 2025-09-25T09:00:00-06:00",
    "failpoints": "debe ser como after_claim=exit o after_http=sleep:2@3",
}


def load_settings() -> Settings:
    """Read the settings; raise SettingWrong with one sentence that names the first wrong one."""
    try:
        return Settings()
    except ValidationError as wrong:
        first = wrong.errors()[0]
        name = str(first["loc"][0])
        if is_sample(name, str(first["input"])):
            raise SettingWrong(still_a_sample(name)) from wrong
        advice = EXAMPLES.get(name, "no se entiende")
        raise SettingWrong(f"El ajuste PUNTUAL_{name.upper()} está mal: {advice}.") from wrong
    except UnicodeDecodeError as wrong:
        raise SettingWrong("El archivo .env no se puede leer: guárdelo como texto UTF-8.") from wrong
    except OSError as wrong:
        raise SettingWrong(f"El archivo .env no se puede leer: {wrong.strerror}.") from wrong
