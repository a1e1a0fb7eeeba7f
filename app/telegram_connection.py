"""Opens the bot's connections to Telegram, which also report Telegram's time."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from telegram import Bot
from telegram.error import TelegramError

from app.clock import ProductClock
from app.proxies import proxy_for
from app.settings import Settings, SettingWrong
from bot.delivery.connection.telegram_http import TelegramHttp
from bot.delivery.connection.telegrams_clock import TelegramsClock


@asynccontextmanager
async def opened_bot(
    settings: Settings,
    on_refused: Callable[[str, int], None] | None = None,
    telegrams: TelegramsClock | None = None,
) -> AsyncIterator[Bot]:
    """Build the bot and close its connections at the end; `telegrams` gets the time of its answers."""
    base = settings.bot_api_url
    proxy, heard = proxy_for(base), telegrams.hear if telegrams else None
    calls, polls = [
        TelegramHttp(connections=most, proxy=proxy, on_refused=on_refused, heard=heard) for most in (32, 2)
    ]
    try:
        yield Bot(
            settings.token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=calls,
            get_updates_request=polls,
        )
    finally:
        # A bot that was never initialized, as in a tick, would leave its connections open.
        await asyncio.gather(calls.shutdown(), polls.shutdown())


def telegrams_clock_of(clock: ProductClock) -> TelegramsClock:
    return TelegramsClock(wall=clock.machine.wall, steady=clock.machine.steady)


async def ask_name(settings: Settings) -> str | None:
    """Ask Telegram for the bot's name; None without a token or without an answer."""
    if not settings.has_token:
        return None
    try:
        async with opened_bot(settings) as bot:
            await bot.initialize()
            return bot.username
    except (TelegramError, SettingWrong):
        return None
