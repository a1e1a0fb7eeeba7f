"""Findings of `puntual doctor` about Telegram: from its answers, and from what a running Puntual stored."""

from datetime import timedelta

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from app.clock import wall
from app.findings import Finding, local_minute
from app.settings import Settings, SettingWrong
from app.telegram_connection import opened_bot
from bot.delivery.connection.refusals import NotTelegrams
from bot.delivery.connection.telegrams_clock import TelegramsClock
from bot.delivery.connection.token_watch import MISSING, REFUSED_SINCE
from bot.delivery.receiving.address_watch import own_addresses
from bot.delivery.receiving.delivery_info import Delivery, ask_delivery, host_of
from bot.delivery.receiving.rivals import rival_of
from storage.engine import Database
from storage.faults import DATABASE_ERRORS
from storage.migrate import DatabaseState, database_state

JUST_NOW = timedelta(hours=1)
STOP_IT = "detenga la otra instancia, o cambie el token en @BotFather"


async def telegram_notes(database: Database, settings: Settings) -> list[Finding]:
    """Return findings that a running Puntual stored."""
    async with database.read() as uow:
        since = await uow.meta.get_instant(REFUSED_SINCE)
        missing = await uow.meta.get(MISSING)
        rival = await rival_of(uow, settings.token) if settings.has_token else None
    findings = []
    if since is not None:
        told = f"Telegram: no reconoce el token desde {local_minute(since, settings.zone)}"
        findings.append(Finding(f"{told}; revise PUNTUAL_BOT_TOKEN", is_wrong=True))
    if missing:
        names = missing.replace(",", ", ")
        findings.append(Finding(f"Telegram: el servidor no tiene {names}; se sigue sin eso", is_warning=True))
    if rival is not None:
        seen = f"señales: {rival.count}, la última {local_minute(rival.at, settings.zone)} ({rival.how})"
        text = f"Telegram: alguien más usa el token ({seen}); {STOP_IT}"
        is_now = abs(wall() - rival.at) <= JUST_NOW
        findings.append(Finding(text, is_wrong=is_now, is_warning=not is_now))
    return findings


async def telegram_findings(settings: Settings, telegrams: TelegramsClock) -> list[Finding]:
    """Ask Telegram for our bot and its webhook."""
    if not settings.has_token:
        return []
    try:
        async with opened_bot(settings, telegrams=telegrams) as bot:
            return await _answers(bot, settings)
    except SettingWrong as wrong:
        return [Finding(f"Telegram: {wrong}", is_wrong=True)]


async def _answers(bot: Bot, settings: Settings) -> list[Finding]:
    try:
        await bot.initialize()
    except InvalidToken:
        return [Finding("Telegram: no reconoce el token; revise PUNTUAL_BOT_TOKEN", is_wrong=True)]
    except TelegramError as error:
        return [_no_answer(error, settings)]
    findings = [Finding(f"Telegram: responde como {f'@{bot.username}' if bot.username else bot.id}")]
    if not bot.supports_inline_queries:
        text = "Telegram: sin consultas desde otros chats; /setinline en @BotFather"
        findings.append(Finding(text, is_warning=True))
    try:
        delivery = await ask_delivery(bot)
    except TelegramError as error:
        text = f"Telegram: no dice dónde entrega ({type(error).__name__})"
        return [*findings, Finding(text, is_warning=True)]
    if delivery is None:
        return findings
    return [*findings, *await _address(delivery, settings), *_deliveries(delivery, settings)]


def _no_answer(error: TelegramError, settings: Settings) -> Finding:
    if isinstance(error.__cause__, NotTelegrams):
        status = str(error.__cause__).partition(" ")[0]
        code = f" (código {status})" if status.isdecimal() else ""
        advice = f"pida a Redes que deje pasar {host_of(settings.bot_api_url)}"
        return Finding(
            f"Telegram: no responde; algo en el camino contesta en su lugar{code}; {advice}", is_wrong=True
        )
    return Finding(f"Telegram: no responde ({type(error).__name__})", is_wrong=True)


async def _address(delivery: Delivery, settings: Settings) -> list[Finding]:
    if delivery.url == (settings.webhook_url or ""):
        return []
    if not delivery.url:
        text = "Telegram: no entrega en PUNTUAL_WEBHOOK_URL; Puntual la pone al arrancar, o en tres minutos"
        return [Finding(text, is_warning=True)]
    if delivery.url in await _own(settings):
        return []
    text = (
        f"Telegram: entrega en {delivery.host}, que no es de esta base de datos: detenga esa instancia, "
        "o quítele la dirección con «puntual run --take-over»"
    )
    return [Finding(text, is_wrong=True)]


def _deliveries(delivery: Delivery, settings: Settings) -> list[Finding]:
    findings = []
    if delivery.waiting:
        findings.append(Finding(f"Telegram: {delivery.waiting} mensajes esperan ahí"))
    if delivery.url and delivery.error_at is not None:
        is_now = bool(delivery.waiting) and abs(wall() - delivery.error_at) <= JUST_NOW
        text = f"Telegram: no pudo entregar, la última vez {local_minute(delivery.error_at, settings.zone)}"
        findings.append(Finding(f"{text}: {delivery.error}", is_wrong=is_now, is_warning=not is_now))
    return findings


async def _own(settings: Settings) -> list[str]:
    """Return the webhook URLs that this database has set; its faults are another finding."""
    try:
        if database_state(settings.database) is not DatabaseState.CURRENT:
            return []
        return await _set_by(Database(settings.database), settings.token)
    except (*DATABASE_ERRORS, OSError):
        return []


async def _set_by(database: Database, token: str) -> list[str]:
    try:
        async with database.read() as uow:
            return await own_addresses(uow, token)
    finally:
        await database.dispose()
