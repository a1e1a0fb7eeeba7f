"""The first calls to Telegram: checks the token and the webhook address."""

import asyncio
import logging
from functools import partial

from telegram.error import EndPointNotFound, InvalidToken, TelegramError

from app.lives import told
from app.serving import SILENT_CLOCK
from app.settings import TOKEN_REFUSED, SettingWrong
from app.starting import FIRST_WAIT, LONGEST_WAIT, first_of, outlast
from app.wiring import Puntual
from bot.delivery.connection.refusals import described
from bot.delivery.receiving.address_watch import LOOK_EVERY
from usecases.people.invite import DAYS_KEY
from usecases.reminders.office_hours import keep_office_hours

log = logging.getLogger(__name__)

LONGEST_REFUSAL = 900.0
"""Longest pause in seconds between two checks of a refused token."""


async def connect(puntual: Puntual, stopping: asyncio.Event) -> bool:
    """Connect to Telegram, retrying while the network fails; False when stopped meanwhile."""
    wait = FIRST_WAIT
    while not stopping.is_set():
        try:
            await puntual.bot.initialize()
            is_ours = await outlast(puntual.address.settle, stopping)
            await outlast(puntual.token.note_worked, stopping)
            if is_ours:
                await outlast(partial(_remember_name, puntual), stopping)
                puntual.is_connected = True
                return True
            longest = LOOK_EVERY.total_seconds()
        except (InvalidToken, EndPointNotFound) as refused:
            await _judge_token(puntual, refused, stopping)
            longest = LONGEST_REFUSAL
        except TelegramError as error:
            log.warning("telegram not reached error=%s", described(error))
            longest = LONGEST_WAIT
        await first_of(stopping.wait(), puntual.sleep(min(wait, longest)))
        wait = min(2 * wait, longest)
    return False


def troubles_of(puntual: Puntual) -> list[str]:
    """Return the problems with Telegram, in lines for /healthz."""
    waits = [] if puntual.pause is None else [told(puntual.pause)]
    since = puntual.token.refused_since
    refused = [] if since is None else [f"telegram: refuses the token since {since:%Y-%m-%d %H:%M} UTC"]
    is_late = not (puntual.is_connected or waits or refused) and puntual.pulse.silence > SILENT_CLOCK
    unreached = ["telegram: not reached since the start"] if is_late else []
    return [*waits, *refused, *(puntual.address.troubles or unreached)]


async def _judge_token(puntual: Puntual, refused: TelegramError, stopping: asyncio.Event) -> None:
    """Raise SettingWrong for a token that getMe refuses and that never worked with this database."""
    log.warning("token refused error=%s", described(refused))
    asking = asyncio.create_task(puntual.token.is_refused())
    await first_of(stopping.wait(), asking)
    if stopping.is_set() or not asking.result():
        return
    if await outlast(puntual.token.has_worked, stopping) is False:
        raise SettingWrong(TOKEN_REFUSED) from refused
    await outlast(puntual.token.note_refused, stopping)


async def _remember_name(puntual: Puntual) -> None:
    async with puntual.database.write() as uow:
        if puntual.bot.username:
            await uow.meta.set("bot_username", puntual.bot.username)
        await uow.meta.set(DAYS_KEY, str(puntual.settings.invitation_days))
        await keep_office_hours(uow, puntual.settings.hours)
        await uow.commit()
