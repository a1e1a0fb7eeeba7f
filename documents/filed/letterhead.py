"""The letterhead: the names of the administration and its logo, which are settings."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Letterhead:
    """`logo` is an SVG or empty; `addressee` is the addressee of the oficio of the consolidated report."""

    municipality: str = "Municipio de Oaxaca de Juárez"
    institute: str = "Instituto Municipal de Planeación"
    administration: str = ""
    addressee: str = "Dirección de Contabilidad, Tesorería Municipal"
    place: str = "Oaxaca de Juárez, Oaxaca"
    logo: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The lines of the letterhead, from the municipality down."""
        return tuple(filter(None, (self.municipality, self.institute, self.administration)))

    @property
    def facts(self) -> dict[str, Any]:
        """The facts of `letterhead.typ`; the logo is a separate picture (`drawn`)."""
        return {"names": self.names}


class LogoRefused(Exception):
    """The file is not an SVG or PNG that can be drawn, or it is too large."""
