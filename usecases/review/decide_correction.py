"""Decide a correction that was asked for after the sending: apply it, or refuse it with a reason."""

from dataclasses import replace

from domain.capture.messages import OldButton
from domain.kit.access import Action
from domain.kit.dialogues.forms import Field, Form, sentence
from domain.kit.entregas import Move
from domain.kit.moments import Moment
from domain.review.corrections import Correction, CorrectionState
from domain.review.messages import CorrectionDecided, CorrectionOvertaken
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.form_spec import DialogueStart, FormSpec, open_form
from usecases.kit.say import announce, answer
from usecases.review.correction_views import audit_correction, decided, indicator_of
from usecases.review.entrega_views import holders
from usecases.review.move_entrega import MadeMove, entrega_to_move, make_move

SHORTEST_REASON = 15


async def decide_correction(
    uow: UnitOfWork, person: Person, correction_id: int, moment: Moment, *, is_granted: bool
) -> bool:
    """Grant a correction, or ask why it is refused; return whether its button has no further use."""
    correction = await uow.corrections.get(correction_id)
    if correction is None or not person.actor.may(Action.DECIDE_CORRECTION):
        await answer(uow, person.chat_id, OldButton(), moment)
        return False
    if correction.state is not CorrectionState.ASKED:
        await answer(uow, person.chat_id, await decided(uow, correction), moment)
        return True
    if is_granted:
        return await grant(uow, person, correction, moment)
    await open_form(uow, person, REFUSAL, DialogueStart(None, {"correction": str(correction_id)}), moment)
    return True


async def grant(uow: UnitOfWork, person: Person, correction: Correction, moment: Moment) -> bool:
    """Apply an undecided correction, unless its indicator has changed since the request."""
    await uow.holds.indicator(correction.indicator_id)
    current = await uow.corrections.get(correction.id)
    assert current is not None
    if current.state is not CorrectionState.ASKED:
        await answer(uow, person.chat_id, await decided(uow, current), moment)
        return True
    report, indicator = await indicator_of(uow, correction)
    stored = await uow.avances.get(indicator.id, correction.period)
    read = correction.before.version if correction.before else 0
    if (stored.version if stored else 0) != read:
        said = CorrectionOvertaken(str(indicator.facts.level), stored.value if stored else None)
        await answer(uow, person.chat_id, said, moment)
        return False
    if not await _decide(uow, person, correction, moment, state=CorrectionState.GRANTED):
        return True
    wanted = replace(correction.proposed, version=read)
    by = f"person:{person.actor.person_id}"
    await uow.avances.save(indicator.id, correction.period.quarter, wanted, at=moment.now, by=by)
    entrega = await entrega_to_move(uow, report.unit.code, correction.period, Move.CORRECT)
    await make_move(uow, person, entrega, MadeMove(Move.CORRECT, correction.reason), moment)
    return True


async def _refuse(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    correction = await uow.corrections.get(int(form.subject["correction"]))
    assert correction is not None
    await _decide(
        uow, person, correction, moment, state=CorrectionState.REFUSED, decision=form.answers["reason"]
    )


async def _decide(
    uow: UnitOfWork,
    person: Person,
    correction: Correction,
    moment: Moment,
    *,
    state: CorrectionState,
    decision: str | None = None,
) -> bool:
    """Store a decision and tell the people concerned; tell a person who decided too late why."""
    by = person.actor.person_id
    is_first = await uow.corrections.decide(correction.id, state, decision, at=moment.now, by=by)
    stored = await uow.corrections.get(correction.id)
    assert stored is not None
    said = await decided(uow, stored)
    await answer(uow, person.chat_id, said, moment)
    if is_first:
        action, reason = f"correction_{state.value}", decision or correction.reason
        await audit_correction(uow, person, correction, moment, action=action, reason=reason)
        await _tell(uow, person, correction, said, moment)
    return is_first


async def _tell(
    uow: UnitOfWork, person: Person, correction: Correction, said: CorrectionDecided, moment: Moment
) -> None:
    """Tell the enlaces and the titulares of the UR."""
    everybody = await uow.people.everybody()
    told = {
        each.actor.person_id: each
        for action in (Action.ASK_CORRECTION, Action.ENDORSE_ENTREGA)
        for each in holders(everybody, action, said.code)
    }
    told.pop(person.actor.person_id, None)
    for person_id, each in told.items():
        key = f"correction:{correction.id}:decided:{person_id}"
        await announce(uow, each.chat_id, said, moment, key=key, person_id=person_id)


REFUSAL = FormSpec(
    "refuse_correction", Action.DECIDE_CORRECTION, (Field("reason", sentence(SHORTEST_REASON)),), _refuse
)
