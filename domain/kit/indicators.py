"""Indicators of a MIR: their level, their goals for the four quarters, their descriptive fields."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Self

from domain.kit.words.plain_words import without_accents

Quarters = tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]
"""Percent of the annual plan for each quarter; None is blank, which is not zero."""

BLANK: Quarters = (None, None, None, None)


class LevelKind(StrEnum):
    FIN = "Fin"
    PROPOSITO = "Propósito"
    COMPONENTE = "Componente"
    ACTIVIDAD = "Actividad"


class LevelNotUnderstood(ValueError):
    """The text is not Fin, Propósito, Componente n or Actividad n.m."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


_LEVEL = re.compile(r"(fin|proposito|componente|actividad)\s*:?\s*(\d+(?:\.\d+)*)?\s*\.?", re.IGNORECASE)
_PLACES = {kind: place for place, kind in enumerate(LevelKind)}
_NUMBER_PARTS = {LevelKind.FIN: 0, LevelKind.PROPOSITO: 0, LevelKind.COMPONENTE: 1, LevelKind.ACTIVIDAD: 2}


@dataclass(frozen=True)
class Level:
    """The place of an indicator in the MIR: Fin, Propósito, Componente 7, Actividad 7.1."""

    kind: LevelKind
    number: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a level as printed in any case, with or without accents, colon or final stop."""
        match = _LEVEL.fullmatch(without_accents(text.strip()))
        if match is None:
            raise LevelNotUnderstood(text)
        kind = next(k for k in LevelKind if without_accents(k.value).lower() == match[1].lower())
        number = match[2] or ""
        if len([part for part in number.split(".") if part]) != _NUMBER_PARTS[kind]:
            raise LevelNotUnderstood(text)
        return cls(kind, number)

    @property
    def order(self) -> tuple[tuple[int, ...], int]:
        """Sort key of the printed report: Fin, Propósito, then each Componente before its Actividades."""
        numbers = tuple(int(part) for part in self.number.split(".")) if self.number else ()
        return (numbers, _PLACES[self.kind])

    @property
    def component(self) -> str:
        """The number of its Componente; empty for Fin and Propósito."""
        return self.number.split(".")[0]

    def __str__(self) -> str:
        return f"{self.kind.value} {self.number}".strip()


class Sense(StrEnum):
    """Expected direction (sentido esperado). Source: catalogue of the field, secondary."""

    ASCENDING = "Ascendente"
    DESCENDING = "Descendente"
    REGULAR = "Regular"
    NOMINAL = "Nominal"


@dataclass(frozen=True)
class IndicatorFacts:
    """The facts of an indicator besides its numbers; None if the document is silent.

    `type` is Estratégico or Gestión ("De gestión" is the same), `frequency` Anual, Trimestral, Mensual…
    """

    level: Level
    name: str
    definition: str | None = None
    method: str | None = None
    unit_of_measure: str | None = None
    type: str | None = None
    dimension: str | None = None
    frequency: str | None = None
    sense: str | None = None
    baseline_value: Decimal | None = None
    baseline_year: int | None = None
    area: str | None = None

    @property
    def is_annual(self) -> bool:
        return (self.frequency or "").strip().lower() == "anual"

    @property
    def is_monthly(self) -> bool:
        return (self.frequency or "").strip().lower() == "mensual"
