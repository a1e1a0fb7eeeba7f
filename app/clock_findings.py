"""Findings of `puntual doctor` about the clock: its time, its offset from Telegram's, its ticks."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.clock import ProductClock
from app.findings import Finding, local_minute
from app.serving import SILENT_CLOCK
from app.settings import Settings
from bot.delivery.connection.telegrams_clock import TelegramsClock
from domain.kit.clocks import is_apart, written_length
from storage.alone import pid_of_run
from storage.engine import Database

SET_IT = (
    "póngalo en hora («timedatectl set-ntp true»). Mientras tanto Puntual contesta, "
    "pero no planea, cierra ni archiva nada; al estar en hora lo hace solo"
)
SIGNS = {
    "last_tick_at": "el último aviso del reloj interno",
    "last_poll_at": "la última consulta a Telegram",
    "last_update_at": "el último mensaje recibido",
}


def told_apart(apart: timedelta) -> str:
    """Return the offset of a clock in words, and what to do."""
    how = "adelantado" if apart > timedelta(0) else "atrasado"
    return f"va {how} {written_length(apart)} respecto del de Telegram: {SET_IT}"


def clock_findings(settings: Settings, clock: ProductClock, telegrams: TelegramsClock) -> list[Finding]:
    local = clock.machine.wall().astimezone(settings.zone)
    text = f"Reloj: {local:%Y-%m-%d %H:%M} en {settings.timezone}"
    if local.year < 2025:
        return [Finding(f"{text}; parece atrasado: {SET_IT}", is_wrong=True)]
    if clock.is_set:
        return [
            Finding(f"{text}; PUNTUAL_CLOCK_START lo adelanta o atrasa, solo para ensayos", is_warning=True)
        ]
    apart = telegrams.apart
    if apart is not None:
        return [Finding(f"{text}; {told_apart(apart)}", is_wrong=True)]
    known = "" if telegrams.ahead is not None else "; sin comparar con el de Telegram"
    return [Finding(f"{text} ({_offset_words(local.utcoffset() or timedelta(0))}{known})")]


async def signs_of_life(database: Database, settings: Settings, clock: ProductClock) -> list[Finding]:
    """Check the stored times of the last activity: written each minute, and never in the future."""
    if clock.is_set:
        return []
    async with database.read() as uow:
        signs = {name: await uow.meta.get_instant(name) for name in SIGNS}
    known = {name: instant for name, instant in signs.items() if instant is not None}
    now = clock.machine.wall()
    findings = list(_in_the_future(known, now, settings.zone))
    last = known.pop("last_tick_at", None)
    if findings or last is None or now - last <= SILENT_CLOCK:
        return findings
    if pid_of_run(settings.database) is not None or any(now - known[name] <= SILENT_CLOCK for name in known):
        told = f"Reloj: calla desde hace {written_length(now - last)} con Puntual en marcha: reinícielo"
        return [Finding(told, is_wrong=True)]
    return []


def _in_the_future(known: dict[str, datetime], now: datetime, zone: ZoneInfo) -> Iterator[Finding]:
    for name, instant in known.items():
        if instant > now and is_apart(instant - now):
            told = (
                f"Reloj: {SIGNS[name]} es del futuro ({local_minute(instant, zone)}): "
                "el reloj del equipo estuvo adelantado o está atrasado; compruebe la hora"
            )
            yield Finding(told, is_wrong=True)


def _offset_words(offset: timedelta) -> str:
    """Return UTC-6, or UTC+5:30 where it is no whole hour."""
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    sign = "-" if offset < timedelta(0) else "+"
    return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")
