"""Whose papers these are: names of the administration and its logo, which are settings."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Letterhead:
    """`logo` is an SVG or empty; `addressee` is whom the oficio of the consolidated report is sent to."""

    municipality: str = "Municipio de Oaxaca de Juárez"
    institute: str = "Instituto Municipal de Planeación"
    administration: str = ""
    addressee: str = "Dirección de Contabilidad, Tesorería Municipal"
    place: str = "Oaxaca de Juárez, Oaxaca"
    logo: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The lines of the head, from the municipality down."""
        return tuple(filter(None, (self.municipality, self.institute, self.administration)))

    @property
    def facts(self) -> dict[str, Any]:
        """What `letterhead.typ` takes; the logo goes beside it as a picture (`drawn`)."""
        return {"names": self.names}


class LogoRefused(Exception):
    """The file is no SVG or PNG that can be drawn, or it is too large."""
