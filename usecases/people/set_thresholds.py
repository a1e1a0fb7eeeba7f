"""The rules of the programmes of a UR: the limits of the lights, months and narrative."""

from domain.kit.access import Action
from domain.kit.dialogues.choices import NO, YES, YES_OR_NO
from domain.kit.dialogues.forms import Field, FieldRefused, Form, Option
from domain.kit.figures import written
from domain.kit.lights import Thresholds
from domain.kit.moments import Moment
from domain.kit.report_messages import NoProgramme, UnknownUnit
from domain.kit.rules import Rules, ThresholdsRefused, read_thresholds
from domain.kit.said import Said
from domain.people.administration import ProgrammeKey
from domain.people.messages import ProgrammeRules, RulesList, RulesSaved
from domain.people.welcome_messages import NotAllowed
from storage.holds import AdvisoryLock
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.choose_period import choose_period
from usecases.kit.form_spec import DialogueStart, FormSpec, open_form
from usecases.kit.say import answer


async def show_rules(uow: UnitOfWork, person: Person, unit_code: str, moment: Moment) -> Said:
    """Answer /umbrales 402."""
    if not person.actor.may(Action.ADMINISTER, unit_code):
        return NotAllowed(())
    return await rules_of_unit(uow, unit_code, moment)


async def rules_of_unit(uow: UnitOfWork, unit_code: str, moment: Moment) -> Said:
    """Return the rules of every programme of a UR, without checking rights."""
    if await uow.programmes.unit(unit_code) is None:
        return UnknownUnit(unit_code, "umbrales")
    keys = await programmes_of(uow, unit_code, moment)
    if not keys:
        year = (await choose_period(uow, unit_code, moment)).year
        return NoProgramme(unit_code, year, await uow.programmes.years(unit_code), "umbrales")
    rules = [ProgrammeRules(key.code, key.name, key.year, await uow.rules.of(key.id)) for key in keys]
    return RulesList(unit_code, tuple(rules))


async def programmes_of(uow: UnitOfWork, unit_code: str, moment: Moment) -> list[ProgrammeKey]:
    """Return the programmes of the year in play of a UR."""
    year = (await choose_period(uow, unit_code, moment)).year
    return [key for key in await uow.registry.programmes(unit_code) if key.year == year]


async def begin_rules(uow: UnitOfWork, person: Person, unit_code: str, moment: Moment) -> None:
    """Open the dialogue that changes the rules of a programme; the only one is chosen at once."""
    said = await show_rules(uow, person, unit_code, moment)
    if not isinstance(said, RulesList):
        await answer(uow, person.chat_id, said, moment)
        return
    keys = await programmes_of(uow, unit_code, moment)
    known = {"programme": str(keys[0].id)} if len(keys) == 1 else {}
    await open_form(uow, person, RULES, DialogueStart(unit_code, answers=known), moment)


async def save_rules(
    uow: UnitOfWork, unit_code: str, key: ProgrammeKey, rules: Rules, moment: Moment, *, by: str
) -> RulesSaved:
    await uow.holds.turn(AdvisoryLock.CATALOGUE)
    before = await uow.rules.of(key.id)
    await uow.rules.save(key.id, rules)
    await uow.audit.add(
        moment.now,
        by,
        "rules_set",
        f"programme:{unit_code}:{key.code}:{key.year}",
        before=facts_of_rules(before),
        after=facts_of_rules(rules),
    )
    return RulesSaved(unit_code, ProgrammeRules(key.code, key.name, key.year, rules))


def facts_of_rules(rules: Rules) -> dict[str, object]:
    """Return rules in the form of the audit trail."""
    return {
        "limits": written_limits(rules.thresholds),
        "asks_months": rules.asks_months,
        "asks_narrative": rules.asks_narrative,
    }


def written_limits(limits: Thresholds) -> str:
    """Return `80 90 110`: yellow from, green from, green until."""
    return " ".join(written(each) for each in (limits.yellow_from, limits.green_from, limits.green_to))


def read_limits(text: str) -> str:
    try:
        return written_limits(read_thresholds(text))
    except ThresholdsRefused as refused:
        raise FieldRefused(refused.problem) from None


async def _options(uow: UnitOfWork, _: Person, form: Form, moment: Moment) -> tuple[Option, ...]:
    if form.awaited in ("months", "narrative"):
        return YES_OR_NO
    if form.awaited == "programme":
        keys = await programmes_of(uow, form.unit_code or "", moment)
        return tuple(Option(str(key.id), f"PP {key.code} · {key.name}") for key in keys)
    current = written_limits((await uow.rules.of(int(form.answers["programme"]))).thresholds)
    usual = written_limits(Thresholds())
    return tuple(Option(each, each) for each in dict.fromkeys((current, usual)))


async def _finish(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    keys = await programmes_of(uow, form.unit_code or "", moment)
    key = next(each for each in keys if str(each.id) == form.answers["programme"])
    wanted = Rules(
        read_thresholds(form.answers["limits"]),
        asks_months=form.answers["months"] == YES,
        asks_narrative=form.answers["narrative"] == YES,
    )
    by = f"person:{person.actor.person_id}"
    saved = await save_rules(uow, form.unit_code or "", key, wanted, moment, by=by)
    await answer(uow, person.chat_id, saved, moment)


RULES = FormSpec(
    "rules",
    Action.ADMINISTER,
    (
        Field("programme"),
        Field("limits", read_limits),
        Field("months", yes=YES, no=NO),
        Field("narrative", yes=YES, no=NO),
    ),
    _finish,
    _options,
)
