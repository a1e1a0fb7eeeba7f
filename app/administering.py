"""`puntual people`, `units`, `goals`, `doubts`, `rules`, `variables`, `causes`: IMPLAN from the chat."""

import argparse
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from decimal import Decimal

from app.clock import ProductClock
from app.offline import CommandFailed, day, opened_database
from app.plain import told_in_shell
from app.settings import Settings
from bot.switchboard.form_words import REFUSALS
from domain.imports.goals import goals_of, read_goals, read_oficio
from domain.kit.causes import Side
from domain.kit.dialogues.forms import FieldRefused
from domain.kit.indicators import Level, LevelNotUnderstood
from domain.kit.moments import Moment
from domain.kit.rules import Rules, read_thresholds
from domain.kit.values import ValueRefused, parse_percent
from domain.people.administration import Doubt
from domain.people.membership_messages import PeopleList
from domain.people.messages import GoalList, RulesList
from domain.people.variable_messages import VariableLine, VariableList
from storage.causes import Cause
from storage.uow import UnitOfWork
from usecases.imports.confirm_row import settle_doubt
from usecases.people.admin_goals import (
    Reprogramming,
    goals_of_unit,
    indicator_label,
    indicators_of,
    replace_goals,
    report_of,
)
from usecases.people.admin_people import people_of
from usecases.people.admin_units import rename_unit, units_of
from usecases.people.edit_causes import add_cause, causes, place_cause, retire_cause
from usecases.people.set_thresholds import programmes_of, read_limits, rules_of_unit, save_rules
from usecases.people.set_variables import read_variable, save_variable, variables_of_unit

BY = "cli"

Work = Callable[[UnitOfWork, argparse.Namespace, Moment], Awaitable[Iterable[str]]]


async def administer(settings: Settings, clock: ProductClock, arguments: argparse.Namespace) -> None:
    """Run one command in one transaction and print its result."""
    moment = Moment(clock.now(), settings.zone)
    async with opened_database(settings) as database, database.write() as uow:
        try:
            lines = await WORK[arguments.command](uow, arguments, moment)
        except FieldRefused as refused:
            raise CommandFailed(REFUSALS[refused.problem].format(said=_given(arguments))) from refused
        await uow.commit()
    for line in lines:
        print(line)


async def _people(uow: UnitOfWork, asked: argparse.Namespace, moment: Moment) -> Iterable[str]:
    said = await people_of(uow, asked.unit, moment)
    if not isinstance(said, PeopleList):
        raise CommandFailed(told_in_shell(said))
    return [
        *(
            f"{each.person_id}  {each.name}  {each.role.value}{' suplente' if each.is_suplente else ''}"
            f"  {each.unit_code or '—'}  {_day(each.last_seen_at)}"
            f"{'  sin poder escribirle' if each.unreachable_since else ''}"
            for each in said.members
        ),
        *(
            f"—  {each.name}  {each.role.value}  {each.unit_code or '—'}"
            f"  invitación hasta {each.expires_at:%Y-%m-%d}"
            for each in said.invited
        ),
    ]


async def _units(uow: UnitOfWork, asked: argparse.Namespace, moment: Moment) -> Iterable[str]:
    if asked.rename is not None:
        code, name = asked.rename
        if await uow.programmes.unit(code) is None:
            raise CommandFailed(f"No hay una UR {code}.")
        return [told_in_shell(await rename_unit(uow, code, name, moment, by=BY))]
    units = (await units_of(uow, moment)).units
    return [
        f"{each.code}  {each.name}  PP {', '.join(each.programmes) or '—'}  {each.indicators} indicadores"
        f"  {', '.join(each.enlaces) or 'sin enlace'}"
        for each in units
    ]


async def _goals(uow: UnitOfWork, asked: argparse.Namespace, moment: Moment) -> Iterable[str]:
    said = await goals_of_unit(uow, asked.unit, moment)
    if not isinstance(said, GoalList):
        raise CommandFailed(told_in_shell(said))
    if asked.set is None:
        return [
            f"{each.level}{f' · PP {each.programme}' if each.programme else ''}  "
            f"{' '.join('—' if goal is None else str(goal) for goal in each.goals)}"
            for each in said.lines
        ]
    if not (asked.indicator and asked.oficio and asked.date and asked.reason):
        raise CommandFailed("Con --set hacen falta --indicator, --oficio, --date y --reason.")
    report = await report_of(uow, asked.unit, moment)
    assert report is not None
    wanted = Reprogramming(
        goals_of(read_goals(asked.set)), read_oficio(asked.oficio), day(asked.date), asked.reason
    )
    labels = [(each.id, indicator_label(report, pp, each)) for pp, each in indicators_of(report)]
    indicator_id = _indicator(labels, asked.indicator)
    replaced = await replace_goals(uow, indicator_id, report.period, wanted, moment, by=BY)
    return ["Esas metas ya son las registradas."] if replaced is None else [told_in_shell(replaced)]


async def _doubts(uow: UnitOfWork, asked: argparse.Namespace, moment: Moment) -> Iterable[str]:
    doubts = await uow.registry.doubts(asked.unit)
    if asked.settle is None:
        return [
            line
            for each in doubts
            for line in (
                f"{each.key}  {each.unit_code}  {each.level}  {_what(each)} {each.period}",
                f"    {each.flag.text}",
                f"    renglón {each.flag.source_line}: {each.flag.raw_row or '—'}",
            )
        ] or ["No hay números importados por confirmar."]
    key, value = asked.settle
    doubt = next((each for each in doubts if each.key == key), None)
    if doubt is None:
        raise CommandFailed(f"No hay un número {key} por confirmar: «puntual doubts» los muestra.")
    return [told_in_shell(await settle_doubt(uow, key, doubt.unit_code, _percent(value), moment, by=BY))]


def _what(doubt: Doubt) -> str:
    return "meta" if doubt.is_goal else "valor"


async def _rules(uow: UnitOfWork, asked: argparse.Namespace, moment: Moment) -> Iterable[str]:
    said = await rules_of_unit(uow, asked.unit, moment)
    if not isinstance(said, RulesList):
        raise CommandFailed(told_in_shell(said))
    if asked.limits is None and asked.months is None and asked.narrative is None:
        return [told_in_shell(said)]
    keys = await programmes_of(uow, asked.unit, moment)
    chosen = [key for key in keys if asked.programme in (None, key.code)]
    if len(chosen) != 1:
        codes = ", ".join(key.code for key in keys)
        raise CommandFailed(f"Diga de qué programa con --programme: {codes}")
    known = await uow.rules.of(chosen[0].id)
    limits = known.thresholds if asked.limits is None else read_thresholds(read_limits(asked.limits))
    rules = Rules(
        limits,
        known.asks_months if asked.months is None else asked.months == "yes",
        known.asks_narrative if asked.narrative is None else asked.narrative == "yes",
    )
    return [told_in_shell(await save_rules(uow, asked.unit, chosen[0], rules, moment, by=BY))]


async def _variables(uow: UnitOfWork, asked: argparse.Namespace, moment: Moment) -> Iterable[str]:
    said = await variables_of_unit(uow, asked.unit, moment)
    if not isinstance(said, VariableList):
        raise CommandFailed(told_in_shell(said))
    if asked.set is None and not asked.remove:
        return [_variable(each) for each in said.lines]
    if not asked.indicator or (not asked.remove and not asked.denominator):
        raise CommandFailed("Con --set hacen falta --indicator y --denominator; con --remove, --indicator.")
    report = await report_of(uow, asked.unit, moment)
    assert report is not None
    labels = [(each.id, indicator_label(report, pp, each)) for pp, each in indicators_of(report)]
    indicator_id = _indicator(labels, asked.indicator)
    wanted = None
    if not asked.remove:
        wanted = read_variable(asked.set, asked.denominator, asked.explained or "", asked.formula)
    return [told_in_shell(await save_variable(uow, asked.unit, indicator_id, wanted, moment, by=BY))]


def _variable(line: VariableLine) -> str:
    where = f"{line.level}{f' · PP {line.programme}' if line.programme else ''}"
    what = line.variable
    if what is None:
        return f"{where}  solo %"
    return f"{where}  {what.counted}  {what.denominator}  {what.denominator_text or '—'}  {what.expression}"


async def _causes(uow: UnitOfWork, asked: argparse.Namespace, moment: Moment) -> Iterable[str]:
    if asked.add is not None:
        side, text = asked.add
        if side not in set(Side):
            raise CommandFailed("El lado es below (por debajo de la meta) o above (por encima).")
        return [told_in_shell(await add_cause(uow, Side(side), text, moment, by=BY))]
    if asked.retire is not None:
        return [told_in_shell(await retire_cause(uow, await _cause(uow, asked.retire), moment, by=BY))]
    if asked.place is not None:
        text, position = asked.place
        if not position.isdecimal() or int(position) < 1:
            raise CommandFailed("El lugar es un número desde 1.")
        return [told_in_shell(await place_cause(uow, await _cause(uow, text), int(position), moment, by=BY))]
    return [told_in_shell(await causes(uow))]


async def _cause(uow: UnitOfWork, text: str) -> Cause:
    found = [each for each in await uow.causes.all() if each.text.casefold() == text.casefold()]
    if not found:
        raise CommandFailed(f"No hay una causa «{text}»: «puntual causes» las muestra.")
    return found[0]


def _indicator(labels: list[tuple[int, str]], text: str) -> int:
    """Return the indicator of a level, with its programme where the level is ambiguous."""
    try:
        level = str(Level.parse(text.partition("·")[0].strip()))
    except LevelNotUnderstood:
        raise CommandFailed(f"«{text}» no es un indicador, por ejemplo: Actividad 7.1") from None
    rest = text.partition("·")[2].strip()
    wanted = f"{level} · {rest}"
    found = [each for each, label in labels if label in (level, wanted) or _is_level(label, level, rest)]
    if len(found) != 1:
        known = "; ".join(label for _, label in labels)
        raise CommandFailed(f"«{text}» no es uno solo de los indicadores: {known}")
    return found[0]


def _is_level(label: str, level: str, rest: str) -> bool:
    return not rest and label.partition(" · ")[0] == level


def _percent(text: str) -> Decimal:
    try:
        return parse_percent(text)
    except ValueRefused:
        raise CommandFailed(f"«{text}» no es un porcentaje, por ejemplo: 25.5") from None


def _day(instant: datetime | None) -> str:
    return f"escribió {instant:%Y-%m-%d}" if instant else "no ha escrito"


def _given(arguments: argparse.Namespace) -> str:
    """Return the refused text."""
    return str(
        next(
            (
                v
                for name in ("set", "oficio", "limits", "denominator")
                if (v := getattr(arguments, name, None))
            ),
            "",
        )
    )


WORK: dict[str, Work] = {
    "people": _people,
    "units": _units,
    "goals": _goals,
    "doubts": _doubts,
    "rules": _rules,
    "variables": _variables,
    "causes": _causes,
}
