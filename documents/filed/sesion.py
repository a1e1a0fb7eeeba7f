"""The results session: slides with the total, each programme with its explanations, and the ranking."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from documents.filed.letterhead import Letterhead
from documents.filed.printed import ORDINALS
from documents.filed.sections import LIGHT_WORDS, Bar, Bars, words
from documents.filed.seguimiento import by_programme, by_unit
from domain.kit.lights import Light
from domain.kit.periods import Period
from domain.status.results import Group, Result, whole

T = TypeVar("T")

TITLE = "Sesión de resultados"
BARS_ON_A_SLIDE = 12
EXPLAINED_ON_A_SLIDE = 4
LONGEST_REASON = 220
LONGEST_NAME = 84
NOT_EXPLAINED = "Sin explicación registrada."
TO_EXPLAIN = (Light.RED, Light.YELLOW, Light.OVER)


@dataclass(frozen=True)
class Slide:
    """One slide: big numbers, bars, or an explanation with its light."""

    title: str
    subtitle: str = ""
    numbers: tuple[tuple[str, str], ...] = ()
    bars: Bars | None = None
    lines: tuple[tuple[str, str, Light], ...] = ()


@dataclass(frozen=True)
class Deck:
    title: str
    reported: str
    slides: tuple[Slide, ...]
    made_at: datetime
    letterhead: Letterhead = field(default_factory=Letterhead)


def sesion(results: tuple[Result, ...], period: Period, made_at: datetime, letterhead: Letterhead) -> Deck:
    reported = f"{ORDINALS[period.quarter]} trimestre {period.year}"
    programmes = by_programme(results)
    slides = [_total_slide(whole(results, ""), programmes)]
    for programme in programmes:
        slides += [*_programme(programme, period.quarter)]
    units = tuple(sorted(by_unit(results), key=lambda each: (each.place or len(results), each.key)))
    slides += [*_in_pages("Cumplimiento acumulado por Unidad Responsable", "", _bars(units))]
    return Deck(TITLE, f"Resultados acumulados al {reported}", tuple(slides), made_at, letterhead)


def _total_slide(everything: Group, programmes: tuple[Group, ...]) -> Slide:
    lights = everything.lights
    return Slide(
        "Resultados acumulados",
        f"{len(programmes)} programas de las Unidades Responsables" if len(programmes) != 1 else "1 programa",
        numbers=(
            ("indicadores del trimestre", str(everything.asked)),
            ("con reporte", str(everything.reported)),
            (
                "cumplimiento acumulado",
                f"{words(everything.compliance)} %" if everything.compliance is not None else "—",
            ),
            *(
                (LIGHT_WORDS[light], str(lights[light]))
                for light in (Light.GREEN, *TO_EXPLAIN, Light.NONE)
                if lights.get(light)
            ),
        ),
    )


def _programme(programme: Group, quarter: int) -> Iterable[Slide]:
    subtitle = f"{programme.reported} de {programme.asked} indicadores con reporte"
    bars = tuple(Bar(_name(each), each.compliance, each.light) for each in programme.results)
    yield from _in_pages(programme.name, subtitle, bars)
    explained = [each for each in programme.results if each.light in TO_EXPLAIN]
    for some in _evenly(explained, EXPLAINED_ON_A_SLIDE):
        yield Slide(
            programme.name,
            "Qué explicar",
            lines=tuple(
                (
                    f"{_name(each)}: {words(each.achieved)} de {words(each.goal)} %",
                    _why(each, quarter),
                    each.light,
                )
                for each in some
            ),
        )


def _in_pages(title: str, subtitle: str, bars: tuple[Bar, ...]) -> Iterable[Slide]:
    for some in _evenly(bars, BARS_ON_A_SLIDE):
        yield Slide(title, subtitle, bars=Bars("", some))


def _evenly(items: Sequence[T], most: int) -> Iterable[tuple[T, ...]]:
    """Distribute over as few slides as possible, without a last slide with a single item."""
    slides = -(-len(items) // most)
    for number in range(slides):
        yield tuple(items[number * len(items) // slides : (number + 1) * len(items) // slides])


def _bars(groups: tuple[Group, ...]) -> tuple[Bar, ...]:
    return tuple(Bar(each.name, each.compliance, each.light) for each in groups)


def _name(result: Result) -> str:
    return _short(f"{result.indicator.facts.level} · {result.indicator.facts.name}", LONGEST_NAME)


def _why(result: Result, quarter: int) -> str:
    """Return the explanation of the latest quarter that has one."""
    for each in range(quarter, 0, -1):
        avance = result.indicator.avances.get(each)
        if avance is not None and avance.justification:
            return _short(" ".join(filter(None, (avance.justification, avance.action))), LONGEST_REASON)
    return NOT_EXPLAINED


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest].rstrip()}…"
