"""What a running Puntual has noted about Telegram, for `puntual doctor`."""

from datetime import tzinfo

from app.findings import Finding
from bot.token_watch import MISSING, REFUSED_SINCE
from storage.engine import Database


async def telegram_notes(database: Database, zone: tzinfo) -> list[Finding]:
    async with database.read() as uow:
        since = await uow.meta.get_instant(REFUSED_SINCE)
        missing = await uow.meta.get(MISSING)
    findings = []
    if since is not None:
        told = f"Telegram: no reconoce el token desde {since.astimezone(zone):%Y-%m-%d %H:%M}"
        findings.append(Finding(f"{told}; revise PUNTUAL_BOT_TOKEN", is_wrong=True))
    if missing:
        names = missing.replace(",", ", ")
        findings.append(Finding(f"Telegram: el servidor no tiene {names}; se sigue sin eso", is_warning=True))
    return findings
