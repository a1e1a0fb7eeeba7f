"""The example data: facts of four real reports; data that no report contains is marked as invented."""

import json
from decimal import Decimal
from importlib.resources import files
from typing import Any

from domain.kit.indicators import BLANK, IndicatorFacts, Level, Quarters
from domain.kit.periods import Period
from domain.kit.reports import CodedName, Flag, ImportedIndicator, ImportedProgramme

SOURCE = "datos de ejemplo"


def example_programmes() -> list[ImportedProgramme]:
    """Return the programmes of UR 402, 504 and 304 as if imported from documents."""
    text = files("app.example").joinpath("programmes.json").read_text(encoding="utf-8")
    return [_programme(each) for each in json.loads(text)]


def example_oficio() -> bytes:
    """Return the invented oficio of UR 402 as the PDF that its enlace sends."""
    return files("app.example").joinpath("oficio-114.pdf").read_bytes()


def _programme(data: dict[str, Any]) -> ImportedProgramme:
    period = Period.parse(data["period"]) if "period" in data else None
    return ImportedProgramme(
        unit=_coded(data["unit"]),
        programme=_coded(data["programme"]),
        year=period.year if period else data["year"],
        period=period,
        indicators=tuple(_indicator(each, data.get("note")) for each in data["indicators"]),
        source=SOURCE,
    )


def _indicator(data: dict[str, Any], note: str | None) -> ImportedIndicator:
    return ImportedIndicator(
        facts=IndicatorFacts(
            level=Level.parse(data["level"]),
            name=data["name"],
            unit_of_measure="Porcentaje",
            type=data.get("type"),
            frequency=data.get("frequency"),
            sense="Ascendente",
        ),
        source_line=0,
        programmed=_quarters(data.get("goals")),
        achieved=_quarters(data.get("achieved")),
        evidence_raw=data.get("evidence"),
        flags=(Flag("example", note, source_line=0),) if note else (),
    )


def _quarters(values: list[int | None] | None) -> Quarters:
    if values is None:
        return BLANK
    first, second, third, fourth = (None if value is None else Decimal(value) for value in values)
    return (first, second, third, fourth)


def _coded(data: dict[str, str]) -> CodedName:
    return CodedName(data["code"], data["name"], f"{data['code']} {data['name']}")
