"""The names and the logo of the administration, from the settings."""

from app.settings import EXAMPLES, Settings, SettingWrong
from documents.filed.letterhead import Letterhead
from documents.filed.logo import LogoRefused, read_logo


def letterhead_of(settings: Settings) -> Letterhead:
    """Return what every document bears; raise SettingWrong for a logo that cannot be drawn."""
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
        return read_logo(settings.logo.read_bytes())
    except (OSError, LogoRefused) as unusable:
        raise SettingWrong(f"El ajuste PUNTUAL_LOGO está mal: {EXAMPLES['logo']}.") from unusable
