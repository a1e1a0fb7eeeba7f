"""Sets up the watch over Telegram's webhook address from the settings."""

from telegram import Bot

from app.clock import ProductClock, sleep
from app.metrics import Metrics
from app.settings import Settings
from bot.delivery.receiving.address_watch import AddressWatch, OwnAddress
from bot.delivery.receiving.rivals import Rivals
from storage.engine import Database


def address_of(
    settings: Settings, clock: ProductClock, bot: Bot, database: Database, metrics: Metrics
) -> AddressWatch:
    wall, steady = clock.machine.wall, clock.machine.steady
    secret = settings.secret if settings.webhook_url else None
    return AddressWatch(
        bot,
        database,
        OwnAddress(settings.webhook_url, secret, settings.take_over),
        Rivals(database, bot.token, wall=wall, steady=steady, on_rival=metrics.note_rival),
        wall=wall,
        sleep=sleep,
        on_look=lambda found: metrics.note_delivery(found.waiting, found.error_at),
    )
