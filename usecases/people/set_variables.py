"""The natural units of the indicators of a UR: list them, and the dialogue that sets one."""

from dataclasses import replace
from decimal import Decimal

from domain.kit.access import Action
from domain.kit.avances import UnitReport
from domain.kit.dialogues.choices import NO, YES, YES_OR_NO
from domain.kit.dialogues.forms import Field, FieldRefused, Form, Option, sentence
from domain.kit.moments import Moment
from domain.kit.natural_units import (
    USUAL_EXPRESSION,
    Variable,
    VariableRefused,
    checked,
    read_denominator,
    read_explanation,
)
from domain.kit.said import Said
from domain.people.variable_messages import VariableKept, VariableLine, VariableList, VariableSaved
from domain.people.welcome_messages import NotAllowed
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.find_report import find_year
from usecases.kit.form_spec import DialogueStart, FormSpec, open_form
from usecases.kit.say import answer
from usecases.kit.views import programme_label
from usecases.people.admin_goals import indicator_label, indicators_of, report_of

PERCENT = "%"
"""Stored if an indicator has no natural unit."""
_COUNTED = sentence(3, 60)


async def show_variables(
    uow: UnitOfWork, person: Person, unit_code: str, moment: Moment, *, page: int = 0
) -> Said:
    """Answer /variables 402."""
    if not person.actor.may(Action.ADMINISTER, unit_code):
        return NotAllowed(())
    return await variables_of_unit(uow, unit_code, moment, page=page)


async def variables_of_unit(uow: UnitOfWork, unit_code: str, moment: Moment, *, page: int = 0) -> Said:
    """Return the natural units of a UR in its year in play, without checking rights."""
    report = await find_year(uow, unit_code, moment, command="variables")
    if not isinstance(report, UnitReport):
        return report
    lines = [
        VariableLine(str(each.facts.level), programme_label(report, programme), each.variable)
        for programme, each in indicators_of(report)
    ]
    return VariableList(unit_code, report.unit.name, report.period.year, tuple(lines), page)


async def begin_variable(uow: UnitOfWork, person: Person, unit_code: str, moment: Moment) -> None:
    """Open the dialogue that sets the natural unit of an indicator."""
    said = await show_variables(uow, person, unit_code, moment)
    if not isinstance(said, VariableList):
        await answer(uow, person.chat_id, said, moment)
        return
    await open_form(uow, person, VARIABLE, DialogueStart(unit_code), moment)


async def save_variable(
    uow: UnitOfWork, unit_code: str, indicator_id: int, wanted: Variable | None, moment: Moment, *, by: str
) -> Said:
    """Store the natural unit of an indicator; None leaves it in percent."""
    await uow.holds.indicator(indicator_id)
    report = await report_of(uow, unit_code, moment)
    found = [each for each in report.indicators if each.id == indicator_id] if report else []
    if report is None or not found or found[0].variable == wanted:
        return VariableKept(unit_code)
    before = found[0].variable
    await uow.variables.save(indicator_id, wanted)
    await uow.audit.add(
        moment.now,
        by,
        "variable_set" if wanted else "variable_removed",
        f"variable:{indicator_id}:{report.period.year}",
        before=_facts(before),
        after=_facts(wanted),
    )
    return VariableSaved(unit_code, str(found[0].facts.level), wanted)


def _facts(variable: Variable | None) -> dict[str, object] | None:
    if variable is None:
        return None
    return {
        "counted": variable.counted,
        "denominator": str(variable.denominator),
        "denominator_text": variable.denominator_text,
        "formula": variable.expression,
    }


def read_variable(counted: str, denominator: str, explained: str, formula: str) -> Variable:
    """Read what an operator typed; raise FieldRefused as the dialogue does."""
    read = Variable(
        _COUNTED(counted),
        Decimal(_read_denominator(denominator)),
        _read_explanation(explained) if explained else "",
        _read_formula(formula),
    )
    _checked(read)
    return read


def variable_of(form: Form) -> Variable | None:
    """Return the natural unit in the answers."""
    given = form.answers
    if given["counted"] == PERCENT:
        return None
    return Variable(given["counted"], Decimal(given["denominator"]), given["explained"], given["formula"])


async def _options(uow: UnitOfWork, _: Person, form: Form, moment: Moment) -> tuple[Option, ...]:
    match form.awaited:
        case "indicator":
            report = await report_of(uow, form.unit_code or "", moment)
            assert report is not None
            return tuple(
                Option(str(each.id), indicator_label(report, programme, each))
                for programme, each in indicators_of(report)
            )
        case "sure":
            return YES_OR_NO
        case awaited:
            known = await uow.variables.of(int(form.answers["indicator"]))
            return _known(awaited, known)


def _known(awaited: str, known: Variable | None) -> tuple[Option, ...]:
    """Offer the present values, the usual formula, and the way back to percent."""
    values = {
        "counted": [known.counted] if known else [],
        "denominator": [str(known.denominator)] if known else [],
        "explained": [known.denominator_text] if known and known.denominator_text else [],
        "formula": [*([known.expression] if known else []), USUAL_EXPRESSION],
    }[awaited]
    options = tuple(Option(each, each) for each in dict.fromkeys(values))
    return (*options, Option(PERCENT, PERCENT)) if known and awaited == "counted" else options


async def _settle(_: UnitOfWork, __: Person, form: Form, value: str, ___: Moment) -> str:
    """A formula must have a value for a quarter of the given plan."""
    if form.awaited == "formula":
        tried = replace(form, answers={**form.answers, "formula": value})
        variable = variable_of(tried)
        assert variable is not None
        _checked(variable)
    return value


def _checked(variable: Variable) -> None:
    try:
        checked(variable)
    except VariableRefused as refused:
        raise FieldRefused(refused.problem) from None


def _fold(form: Form) -> Form:
    """An indicator that returns to percent needs no denominator."""
    if form.answers.get("counted") != PERCENT:
        return form
    return replace(form, answers={"denominator": "", "explained": "", "formula": "", **form.answers})


def _read_denominator(text: str) -> str:
    try:
        return str(read_denominator(text))
    except VariableRefused as refused:
        raise FieldRefused(refused.problem) from None


def _read_explanation(text: str) -> str:
    try:
        return read_explanation(text)
    except VariableRefused as refused:
        raise FieldRefused(refused.problem) from None


def _read_formula(text: str) -> str:
    return " ".join(text.lower().split())


async def _finish(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    unit_code = form.unit_code or ""
    said: Said = VariableKept(unit_code)
    if form.answers["sure"] == YES:
        by = f"person:{person.actor.person_id}"
        wanted = variable_of(form)
        said = await save_variable(uow, unit_code, int(form.answers["indicator"]), wanted, moment, by=by)
    await answer(uow, person.chat_id, said, moment)


VARIABLE = FormSpec(
    "variable",
    Action.ADMINISTER,
    (
        Field("indicator"),
        Field("counted", _COUNTED),
        Field("denominator", _read_denominator),
        Field("explained", _read_explanation, is_optional=True),
        Field("formula", _read_formula),
        Field("sure", yes=YES, no=NO),
    ),
    _finish,
    _options,
    _fold,
    _settle,
)
