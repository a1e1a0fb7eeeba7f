"""Ask IMPLAN for a change after the sending: the new value, its justification, and the reason."""

from dataclasses import dataclass, replace
from decimal import Decimal

from domain.capture.justification import problem_of_words
from domain.capture.messages import OldButton
from domain.kit.access import Action
from domain.kit.avances import Avance, Indicator, UnitReport
from domain.kit.dialogues.forms import Field, FieldRefused, Form, Settled, sentence
from domain.kit.dialogues.messages import FormRefused
from domain.kit.moments import Moment
from domain.kit.natural_units import read_percent
from domain.kit.periods import Period
from domain.kit.values import ValueRefused
from domain.review.corrections import AboutCorrection, needs_words, proposed_avance
from domain.review.locks import Lock, LockReason
from domain.review.messages import Locked
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.conversations import find_indicator
from usecases.kit.form_spec import DialogueStart, FormSpec, open_form
from usecases.kit.locks import lock_of
from usecases.kit.say import announce, answer
from usecases.review.correction_views import asked, audit_correction, taken
from usecases.review.entrega_views import holders

SHORTEST_REASON = 15


@dataclass(frozen=True)
class CorrectionWish:
    """The wanted change; `text` is the new value as typed, None to ask for it.

    `proposed` is an avance that was captured before it was locked: only the reason is asked for.
    """

    indicator_id: int
    period: Period
    text: str | None = None
    proposed: Avance | None = None


async def request_correction(uow: UnitOfWork, person: Person, wish: CorrectionWish, moment: Moment) -> None:
    """Open the dialogue that asks IMPLAN to change a locked indicator."""
    found = await _found(uow, person, wish.indicator_id, wish.period, moment)
    if found is None:
        return
    report, indicator = found
    answers = await _known(uow, person, indicator, wish, moment)
    await open_form(uow, person, CORRECTION, _opening(report.unit.code, indicator, wish, answers), moment)


async def tell_locked(
    uow: UnitOfWork, person: Person, found: tuple[UnitReport, Indicator], lock: Lock, moment: Moment
) -> None:
    """Say why an indicator cannot be captured now, and offer to ask for a change."""
    assert lock.reason is not None
    report, indicator = found
    said = Locked(
        str(indicator.facts.level),
        indicator.id,
        report.unit.code,
        report.period,
        lock.reason,
        lock.since_at.astimezone(moment.zone).date() if lock.since_at else None,
        indicator.value(report.period.quarter),
    )
    await answer(uow, person.chat_id, said, moment)


async def _found(
    uow: UnitOfWork, person: Person, indicator_id: int, period: Period, moment: Moment
) -> tuple[UnitReport, Indicator] | None:
    """Return an indicator that IMPLAN can be asked to change now, or say why not.

    Checked before the first question and again after the last: it may have changed in between.
    """
    found = await find_indicator(uow, indicator_id, period)
    if found is None or not person.actor.may(Action.ASK_CORRECTION, found[0].unit.code):
        await answer(uow, person.chat_id, OldButton(), moment)
        return None
    report, indicator = found
    lock = await lock_of(uow, report.unit.code, period, moment)
    waiting = await uow.corrections.asked_of(indicator_id, period)
    if lock.reason in (LockReason.CLOSED, LockReason.NOT_BEGUN):
        await tell_locked(uow, person, found, lock, moment)
    elif lock.allows(indicator_id):
        value = indicator.value(period.quarter)
        await answer(uow, person.chat_id, OldButton(str(indicator.facts.level), value, period), moment)
    elif waiting is not None:
        await answer(uow, person.chat_id, await taken(uow, waiting, waits=True), moment)
    else:
        return found
    return None


async def _known(
    uow: UnitOfWork, person: Person, indicator: Indicator, wish: CorrectionWish, moment: Moment
) -> dict[str, str]:
    """Return the answers that need no question; an unreadable value is refused and asked for."""
    if wish.proposed is not None:
        return {"value": str(wish.proposed.value), "words": ""}
    if wish.text is None:
        return {}
    try:
        value = _read_value(wish.text)
    except FieldRefused as refused:
        await answer(uow, person.chat_id, FormRefused(refused.problem, wish.text), moment)
        return {}
    is_asked = needs_words(indicator, wish.period.quarter, Decimal(value))
    return {"value": value} if is_asked else {"value": value, "words": ""}


def _opening(code: str, indicator: Indicator, wish: CorrectionWish, answers: dict[str, str]) -> DialogueStart:
    value = indicator.value(wish.period.quarter)
    subject = {
        "indicator": str(indicator.id),
        "period": str(wish.period),
        "level": str(indicator.facts.level),
        "before": "" if value is None else str(value),
    }
    about = None if wish.proposed is None else AboutCorrection(wish.proposed)
    return DialogueStart(code, subject, answers, about)


def _read_value(text: str) -> str:
    try:
        return str(read_percent(text))
    except ValueRefused as refused:
        raise FieldRefused(f"value_{refused.problem.value}") from None


async def _ask(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    """Store a request and send it to IMPLAN."""
    indicator_id, period = int(form.subject["indicator"]), Period.parse(form.subject["period"])
    await uow.holds.indicator(indicator_id)
    if await _found(uow, person, indicator_id, period, moment) is None:
        return
    before, reason = await uow.avances.get(indicator_id, period), form.answers["reason"]
    if form.about is not None:
        captured = AboutCorrection.of(form).proposed
        proposed = replace(captured, version=before.version if before else 0)
    else:
        proposed = proposed_avance(before, Decimal(form.answers["value"]), form.answers["words"])
    new_id = await uow.corrections.ask(
        indicator_id,
        period,
        proposed=proposed,
        before=before,
        reason=reason,
        at=moment.now,
        by=person.actor.person_id,
    )
    correction = await uow.corrections.get(new_id)
    assert correction is not None
    await audit_correction(uow, person, correction, moment, action="correction_asked", reason=reason)
    await answer(uow, person.chat_id, await taken(uow, correction), moment)
    said = await asked(uow, person, correction)
    for each in holders(await uow.people.everybody(), Action.DECIDE_CORRECTION, said.code):
        key = f"correction:{new_id}:{each.actor.person_id}"
        await announce(uow, each.chat_id, said, moment, key=key, person_id=each.actor.person_id)


async def _settle(uow: UnitOfWork, _: Person, form: Form, value: str, __: Moment) -> str | Settled:
    """Ask for words if nothing justifies the value; any other value needs none."""
    if form.awaited != "value":
        return value
    read, period = _read_value(value), Period.parse(form.subject["period"])
    found = await find_indicator(uow, int(form.subject["indicator"]), period)
    is_asked = found is not None and needs_words(found[1], period.quarter, Decimal(read))
    return read if is_asked else Settled(read, {"words": ""})


def _read_words(text: str) -> str:
    words = " ".join(text.split())
    problem = problem_of_words(words, None)
    if problem:
        raise FieldRefused(f"words_{problem.value}")
    return words


CORRECTION = FormSpec(
    "correction",
    Action.ASK_CORRECTION,
    (Field("value", str), Field("words", _read_words), Field("reason", sentence(SHORTEST_REASON))),
    _ask,
    settle=_settle,
)
