"""Answers to /estado with a name or a group: choices, the nearest names, lists of URs."""

from bot.buttons.keyboards import LONGEST_LABEL
from bot.buttons.status import ShowGroup, ShowStatus
from bot.kit.callbacks import pack
from bot.status.turning import page_of, turns
from domain.kit.periods import Period
from domain.status.messages import GroupStatus, GroupUnit, UnitChoice, UnitsNotFound
from domain.status.unit_search import Entry, Kind, key_of
from texts.kit.formats import LONGEST_NAME, count, due, escape, joined, light, shorten
from texts.kit.rendering import Button, Message
from texts.kit.standings import UNSENT_WORDS, spared
from texts.kit.wording import words

PAGE = 6
"""URs of one page: with two buttons to turn it a message has eight."""
SIGNS = {Kind.UNIT: "", Kind.PROGRAMME: "PP ", Kind.EJE: "Eje "}
LONGEST_QUOTE = 40


@words(UnitChoice)
def unit_choice(said: UnitChoice) -> Message:
    quoted = escape(shorten(said.text, LONGEST_QUOTE))
    found = count(len(said.entries) + said.more, "resultado", "resultados")
    more = f" Se muestran {len(said.entries)}; con otra palabra del nombre salen menos." if said.more else ""
    text = f"«{quoted}» tiene {found}.{more}\n¿Cuál quiere ver?"
    return Message(text, tuple((_entry_button(entry, said.period),) for entry in said.entries))


@words(UnitsNotFound)
def units_not_found(said: UnitsNotFound) -> Message:
    quoted = escape(shorten(said.text, LONGEST_QUOTE))
    text = f"No hay una UR, un programa ni un eje «{quoted}» en {said.period.year}."
    example = "Escriba un código o parte del nombre, por ejemplo: /estado 402 o /estado particular"
    if not said.nearest:
        return Message(f"{text} {example}")
    names = escape(joined([_called(entry) for entry in said.nearest]))
    buttons = tuple((_entry_button(entry, said.period),) for entry in said.nearest)
    return Message(f"{text}\nSe parece a: {names}.\n{example}", buttons)


@words(GroupStatus)
def group_status(said: GroupStatus) -> Message:
    page, shown = page_of(said.units, said.page, PAGE)
    title = f"<b>{escape(f'{SIGNS[said.kind]}{said.code}')} · {_name(said.name)}</b> · {said.period}"
    reported, asked = (sum(values) for values in zip(*_totals(said), strict=True))
    facts = f"{count(len(said.units), 'UR', 'UR')} · {reported} de {asked} reportados"
    blocks = "\n\n".join(map(_unit, shown))
    rows = _in_pairs(
        [
            Button(shorten(f"Ver {unit.code}", LONGEST_LABEL), pack(ShowStatus(unit.code, said.period)))
            for unit in shown
        ]
    )
    key = key_of(said.code)
    pages = turns(
        lambda turned: pack(ShowGroup(said.kind, key, said.period, turned)), page, len(said.units), PAGE
    )
    return Message(f"{title}\n{due(said.due)} · {facts}\n\n{blocks}", (*rows, *pages))


def _totals(said: GroupStatus) -> list[tuple[int, int]]:
    return [(unit.reported, unit.asked) for unit in said.units]


def _unit(unit: GroupUnit) -> str:
    lights = " · ".join(f"{light(each)} {amount}" for each, amount in unit.lights)
    left = f" · {UNSENT_WORDS[unit.step]}" if unit.step in UNSENT_WORDS else ""
    reported = f"{unit.reported} de {unit.asked}{left}{spared(unit.until)}"
    heading = f"<b>{escape(unit.code)}</b> {_name(unit.name)} — {reported}"
    return f"{heading}\n{lights}" if lights else heading


def _entry_button(entry: Entry, period: Period) -> Button:
    if entry.kind is Kind.UNIT:
        data = pack(ShowStatus(entry.code, period))
    else:
        data = pack(ShowGroup(entry.kind, key_of(entry.code), period))
    return Button(shorten(_called(entry), LONGEST_LABEL) or "…", data)


def _called(entry: Entry) -> str:
    return f"{SIGNS[entry.kind]}{entry.code} {shorten(entry.name, LONGEST_NAME)}"


def _in_pairs(buttons: list[Button]) -> tuple[tuple[Button, ...], ...]:
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))


def _name(name: str) -> str:
    return escape(shorten(name, LONGEST_NAME))
