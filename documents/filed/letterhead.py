"""Whose papers these are: names of the administration and its logo, which are settings."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Letterhead:
    """`logo` is an SVG or empty; `addressee` is whom the oficio of the consolidated report is sent to."""

    municipality: str = "Municipio de Oaxaca de Juárez"
    institute: str = "Instituto Municipal de Planeación"
    administration: str = ""
    addressee: str = "Dirección de Contabilidad, Tesorería Municipal"
    place: str = "Oaxaca de Juárez, Oaxaca"
    logo: str = ""
