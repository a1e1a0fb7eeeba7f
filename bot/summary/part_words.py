"""Shared by the summaries: short lists of URs, what changed, and the forecast of the close."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from bot.buttons.people import AdminDialogue, Administer
from bot.buttons.status import ShowStatus
from bot.kit.callbacks import comes_back, pack
from domain.kit.avances import Missing
from domain.kit.periods import Period
from domain.kit.report_messages import Due
from domain.kit.unit_codes import LONGEST
from domain.kit.words.code_units import code_units
from domain.summary.changes import Changes, Counted
from domain.summary.messages import Forecast, News, OutlookLine, UnitGap
from texts.kit.formats import MISSING_WORDS, count, day, escape, joined, shorten, workdays
from texts.kit.rendering import Button

LONGEST_LEVEL = 24
LONGEST_GROUP = 32
"""Characters of the name of a programme or an eje in a list of names."""
LACKS = 2
"""Gaps named for each UR; the rest are counted."""


def code(value: str) -> str:
    return escape(shorten(value, LONGEST))


def named(codes: Iterable[str], shown: int) -> str:
    """`304, 118 y 5 más`, from codes as stored."""
    return listed([code(each) for each in codes], shown)


def listed(words: Sequence[str], shown: int) -> str:
    more = len(words) - shown
    return ", ".join(words) if more <= 0 else f"{', '.join(words[:shown])} y {more} más"


def time_left(due: Due) -> str:
    if due.shut_on is not None:
        return "cerrado"
    if due.workdays_left > 0:
        return f"faltan {workdays(due.workdays_left)}" if due.workdays_left > 1 else "falta 1 día hábil"
    if due.workdays_left == 0:
        return "vence hoy"
    return f"venció hace {workdays(-due.workdays_left)}"


def gaps(unit: UnitGap) -> str:
    """`504 (faltan 2 de 10: valor 3.1, evidencia 3.2)`."""
    lacks = [f"{_words(what)} {escape(shorten(level, LONGEST_LEVEL))}" for level, what in unit.lacks[:LACKS]]
    more = f" y {unit.gaps - len(lacks)} más" if unit.gaps > len(lacks) else ""
    verb = "falta" if unit.gaps == 1 else "faltan"
    what = f": {', '.join(lacks)}{more}" if lacks else ""
    return f"{code(unit.code)} ({verb} {unit.gaps} de {unit.asked}{what})"


def since(said: News, today: date) -> str:
    """`el mié 24 sep`, or the hour on the same day."""
    if said.since.date() == today:
        return f"las {said.since:%H:%M} de hoy"
    return f"el {day(said.since.date())}"


def news_lines(changes: Changes, shown: int) -> list[str]:
    """Return one line for each kind of change, finished reports first."""
    every: tuple[tuple[str, list[str]], ...] = (
        ("Completas", _codes(changes.completed)),
        ("Enviadas", _codes(changes.handed_in)),
        ("Aceptadas", _codes(changes.accepted)),
        ("Avanzaron", _counted(changes.advanced)),
        ("Vencieron con pendientes", _codes(changes.late)),
        ("Devueltas para corregir", _codes(changes.given_back)),
        ("Ya no están completas", _codes(changes.reopened)),
        ("Valores corregidos", _counted(changes.corrected)),
        (
            "Prórroga concedida",
            [f"{code(each.code)} (hasta el {day(each.until_on)})" for each in changes.granted],
        ),
        ("Piden prórroga", _codes(changes.asked)),
        ("Dicen «No me corresponde»", _counted(changes.reassigned)),
        ("Se quedaron sin enlace localizable", _codes(changes.cut_off)),
        ("Ya tienen enlace localizable", _codes(changes.reached)),
        ("UR nuevas", _codes(changes.registered)),
    )
    return [f"• {label}: {listed(words, shown)}" for label, words in every if words]


def forecast_lines(forecast: Forecast, shown: int) -> list[str]:
    """Explain the forecast, based on each UR's usual pace, and name the groups with most missing."""
    units = count(forecast.units, "UR", "UR")
    verb = "cerraría completa" if forecast.complete == 1 else "cerrarían completas"
    until = f", al fin de la recepción ({day(forecast.received_until)})," if forecast.received_until else ""
    without = count(forecast.unknown, "no tiene", "no tienen")
    unknown = f" con historia; {without}" if forecast.unknown else ""
    first = f"A su paso habitual{until} {verb} {forecast.complete} de {units}{unknown}."
    behind = (("programa", forecast.programmes), ("eje", forecast.ejes))
    return [first, *(line for label, lines in behind if (line := _behind(label, lines, shown)))]


def _behind(label: str, lines: Sequence[OutlookLine], shown: int) -> str:
    """Name the groups forecast to be incomplete at the close; the workbook lists all of them."""
    late = [each for each in lines if each.expected is not None and each.expected < 100]
    words = [f"{escape(shorten(each.name, LONGEST_GROUP))} ({each.expected} %)" for each in late]
    return f"Más atrás al cierre, por {label}: {listed(words, shown)}" if words else ""


def status_button(unit_code: str, period: Period) -> list[Button]:
    """Return a button to the status of a UR; none for a code that no button can carry."""
    look = ShowStatus(unit_code, period)
    return [Button(f"Ver {unit_code}", pack(look))] if comes_back(look) else []


def invite_button(unit_code: str) -> list[Button]:
    """Return a button to invite a person to a UR; none for a code that no button can carry."""
    invite = Administer(AdminDialogue.INVITE, unit_code)
    return [Button(f"Invitar para {unit_code}", pack(invite))] if comes_back(invite) else []


def fitting(text: Callable[[int], str], limit: int, sizes: Sequence[int]) -> str:
    """Return the text with the longest lists that fit; the last size is the shortest."""
    fits = (said for said in map(text, sizes[:-1]) if code_units(said) < limit)
    return next(fits, text(sizes[-1]))


def _codes(codes: Iterable[str]) -> list[str]:
    return [code(each) for each in codes]


def _counted(units: Iterable[Counted]) -> list[str]:
    return [f"{code(each.code)} ({each.amount})" for each in units]


def _words(what: tuple[Missing, ...]) -> str:
    return joined(["meta" if each is Missing.GOAL else MISSING_WORDS[each] for each in what])
