"""The names and the logo of the administration, from the settings."""

from app.settings import EXAMPLES, Settings, SettingWrong
from app.working import limits_of
from documents.filed.letterhead import Letterhead, LogoRefused
from usecases.kit.makers import LOGO_READ
from workers.calls import TaskEnded, call
from workers.once import done_once


def letterhead_of(settings: Settings) -> Letterhead:
    """Return the letterhead of all documents; raise SettingWrong for a logo that cannot be drawn."""
    return Letterhead(
        municipality=settings.municipality,
        institute=settings.institute,
        administration=settings.administration,
        addressee=settings.addressee,
        logo=_logo(settings),
    )


def _logo(settings: Settings) -> str:
    if settings.logo is None:
        return ""
    try:
        svg: str = done_once(call(LOGO_READ, settings.logo.read_bytes()), limits_of(settings))
    except (OSError, LogoRefused, TaskEnded) as unusable:
        raise SettingWrong(f"El ajuste PUNTUAL_LOGO está mal: {EXAMPLES['logo']}.") from unusable
    return svg
