"""`puntual tick`: plans and sends once, for cron and for tests."""

import sys

from telegram.error import InvalidToken, TelegramError

from app.clock import ProductClock
from app.clock_findings import told_apart
from app.keeping_time import agree_on_time
from app.offline import prepare_database
from app.settings import TOKEN_REFUSED, Settings, SettingWrong
from app.wiring import Puntual, opened
from bot.delivery.connection.refusals import TokenRefused
from domain.delivery.outcomes import OutboxState
from jobs.ticks import Ticks, tick_by_name
from storage.alone import ticking_on

REFUSED_NOW = (
    "Telegram no reconoce ahora el token, aunque ya había servido; lo que falta sale con el tick siguiente. "
    "Si se repite, revise PUNTUAL_BOT_TOKEN."
)
REFUSED_ONCE = "Telegram rechazó una llamada; lo que falta sale con el tick siguiente."


async def tick_once(settings: Settings, clock: ProductClock, name: str, *, is_now: bool = True) -> bool:
    """Plan and send; print the result and return whether nothing was left unsent.

    A tick for another instant does not record that the clock ran then.
    """
    settings.token  # noqa: B018 - a missing token must stop this before anything is written
    prepare_database(settings)
    with ticking_on(settings.database):
        async with opened(settings, clock) as puntual:
            ticks = puntual.ticks if is_now else puntual.ticks.without_trace()
            return await _tick(puntual, ticks, name)


async def _tick(puntual: Puntual, ticks: Ticks, name: str) -> bool:
    await agree_on_time(puntual)
    planned = await tick_by_name(ticks)[name]()
    try:
        results = await puntual.sender.drain(up_to=await _last_row(puntual))
    except TokenRefused as refused:
        raise SettingWrong(await _why(puntual)) from refused
    sent, dead = results[OutboxState.SENT], results[OutboxState.DEAD]
    local = puntual.moment().local
    if (apart := puntual.clock_watch.apart) is not None:
        print(f"El reloj del equipo {told_apart(apart)}.", file=sys.stderr)
        return False
    print(f"{local:%Y-%m-%d %H:%M} {name}: {planned} nuevos, {sent} enviados, {dead} rechazados")
    return dead == 0 and results[OutboxState.PENDING] == 0


async def _why(puntual: Puntual) -> str:
    """Say whether the token was the cause, after asking getMe: one refusal proves nothing."""
    try:
        await puntual.bot.get_me()
    except InvalidToken:
        return REFUSED_NOW if await puntual.token.has_worked() else TOKEN_REFUSED
    except TelegramError:
        return REFUSED_ONCE
    return REFUSED_ONCE


async def _last_row(puntual: Puntual) -> int:
    async with puntual.database.read() as uow:
        return await uow.outbox.last_id()
