"""The buttons of an entrega: make the move, ask for what it needs, or say why not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.capture.messages import OldButton, Unfinished
from domain.evidence.acuses import AcuseKind
from domain.kit.avances import Indicator
from domain.kit.dialogues.abouts import About
from domain.kit.dialogues.choices import YES, options_of
from domain.kit.dialogues.forms import Field, Form, Left, Option, sentence
from domain.kit.entregas import TABLE, Entrega, Move, MoveRefused, needs_reason
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.review.messages import AboutReview, AboutUnsaved, EntregaMade, EntregaMoved, SentWithout
from storage.entregas import StaleEntrega
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.calendar.close_period import is_closed, is_shut_out
from usecases.evidence.issue_acuse import issue_acuse
from usecases.kit.conversations import ask_again
from usecases.kit.form_spec import DialogueStart, FormSpec, open_form
from usecases.kit.say import announce, answer
from usecases.kit.unsaved import Unsaved, told_of, unsaved_in
from usecases.kit.views import programme_label
from usecases.review.entrega_views import has_titular, is_incomplete, standing_of
from usecases.review.move_entrega import MadeMove, entrega_to_move, make_move, tell_move

SHORTEST_REASON = 15
SHORTEST_COMMENT = 10
ACUSES = {
    Move.SEND: AcuseKind.SENT,
    Move.ACCEPT: AcuseKind.ACCEPTED,
    Move.ACCEPT_UNAPPROVED: AcuseKind.ACCEPTED,
}
MORE, DONE = "more", "done"


@dataclass(frozen=True)
class Pressed:
    """A move on the entrega of a UR as it was read; `version` is None if it was typed."""

    unit_code: str
    period: Period
    move: Move
    version: int | None = None


async def press(uow: UnitOfWork, person: Person, pressed: Pressed, moment: Moment) -> bool:
    """Make a move, or open the dialogue that it needs; return whether the button has no further use."""
    if not person.actor.may(TABLE[pressed.move].action, pressed.unit_code):
        await answer(uow, person.chat_id, OldButton(), moment)
        return False
    entrega = await entrega_to_move(uow, pressed.unit_code, pressed.period, pressed.move)
    is_old = pressed.version not in (None, entrega.version)
    if is_old or entrega.state not in TABLE[pressed.move].before:
        await _tell_moved(uow, person, entrega, moment)
        return is_old
    if not await uow.programmes.reports(pressed.period, [pressed.unit_code]):
        await answer(uow, person.chat_id, OldButton(), moment)
        return False
    if pressed.move is Move.SEND:
        return await _begin_sending(uow, person, pressed, entrega, moment)
    if pressed.move is Move.NUDGE and not await has_titular(uow, pressed.unit_code):
        await _tell_moved(uow, person, entrega, moment)
        return False
    await _go_on(uow, person, pressed, entrega, moment)
    return True


async def _begin_sending(
    uow: UnitOfWork, person: Person, pressed: Pressed, read: Entrega, moment: Moment
) -> bool:
    """Send a report, unless it is too late; ask first about unsaved answers."""
    if await is_shut_out(uow, person, read.unit_code, read.period, moment):
        return False
    own, others = await _unsaved(uow, person, read, moment)
    if own is not None:
        await _refuse_unsaved(uow, person, own, moment)
        await ask_again(uow, person, moment)
        return False
    if others:
        await _open(uow, person, SEND_WITHOUT, read, moment, about=AboutUnsaved(told_of(others)))
    else:
        await _go_on(uow, person, pressed, read, moment)
    return True


async def _go_on(uow: UnitOfWork, person: Person, pressed: Pressed, read: Entrega, moment: Moment) -> None:
    """Make a move, or first ask for what it needs."""
    form = await _dialogue_for(uow, pressed)
    if form is not None:
        await _open(uow, person, form, read, moment)
    else:
        await make_and_tell(uow, person, read, MadeMove(pressed.move), moment)


async def _unsaved(
    uow: UnitOfWork, person: Person, read: Entrega, moment: Moment
) -> tuple[Unsaved | None, list[Unsaved]]:
    """Return the unsaved answers of the sender in a report, and those of other enlaces of the UR."""
    found = await unsaved_in(uow, read.period, moment, unit_code=read.unit_code)
    own = next((each for each in found if each.is_of == person.actor.person_id), None)
    return own, [each for each in found if each is not own]


async def _refuse_unsaved(uow: UnitOfWork, person: Person, own: Unsaved, moment: Moment) -> None:
    """Say that a report is not sent while its sender has unsaved answers."""
    await answer(uow, person.chat_id, Unfinished(own.level, own.value, is_to_send=True), moment)


async def _dialogue_for(uow: UnitOfWork, pressed: Pressed) -> FormSpec | None:
    if TABLE[pressed.move].observes:
        return REVIEWS[pressed.move]
    lacks = pressed.move is Move.SEND and await is_incomplete(uow, pressed.unit_code, pressed.period)
    return REASONS[pressed.move] if needs_reason(pressed.move, is_incomplete=lacks) else None


async def _open(
    uow: UnitOfWork,
    person: Person,
    spec: FormSpec,
    read: Entrega,
    moment: Moment,
    *,
    about: About | None = None,
) -> None:
    subject = {"period": str(read.period), "version": str(read.version)}
    await open_form(uow, person, spec, DialogueStart(read.unit_code, subject, about=about), moment)


async def make_and_tell(
    uow: UnitOfWork, person: Person, read: Entrega, made: MadeMove, moment: Moment
) -> None:
    """Make a move on an entrega that was read; if another person was faster, say what happened."""
    if made.move is Move.SEND and await is_shut_out(uow, person, read.unit_code, read.period, moment):
        return
    own, left_out = await _unsaved(uow, person, read, moment) if made.move is Move.SEND else (None, [])
    if own is not None:
        await _refuse_unsaved(uow, person, own, moment)
        return
    try:
        moved = await make_move(uow, person, read, made, moment)
    except (MoveRefused, StaleEntrega):
        await _tell_moved(uow, person, await uow.entregas.get(read.unit_code, read.period), moment)
        return
    titular = await has_titular(uow, moved.unit_code)
    shut = await is_closed(uow, moved.unit_code, moved.period, moment)
    done = EntregaMade(made.move, moved.unit_code, moved.period, titular, len(made.observations), shut)
    await answer(uow, person.chat_id, done, moment)
    if made.move in ACUSES:
        await issue_acuse(uow, moved, ACUSES[made.move], person, moment)
    await tell_move(uow, person, moved, made, moment)
    await _tell_left_out(uow, person, moved, left_out, moment)


async def _tell_left_out(
    uow: UnitOfWork, person: Person, moved: Entrega, left_out: Sequence[Unsaved], moment: Moment
) -> None:
    """Tell the people whose open captures are not in the report that was sent."""
    for each in left_out:
        told = SentWithout(moved.unit_code, moved.period, each.level, each.value, person.actor.name)
        key = f"entrega:{moved.id}:{moved.version}:without:{each.is_of}"
        await announce(uow, each.person.chat_id, told, moment, key=key, person_id=each.is_of)


async def _tell_moved(uow: UnitOfWork, person: Person, entrega: Entrega, moment: Moment) -> None:
    """Say what happened since the message with the button was sent."""
    moves = await uow.entregas.moves(entrega.id) if entrega.id else []
    last = moves[-1] if moves else None
    actor = await uow.people.by_id(int(last.by.partition(":")[2])) if last else None
    told = EntregaMoved(
        entrega.unit_code,
        entrega.period,
        await standing_of(uow, entrega, moment),
        last.move if last else None,
        actor.actor.name if actor else "",
    )
    await answer(uow, person.chat_id, told, moment)


def _reason_spec(kind: str, move: Move) -> FormSpec:
    async def finish(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
        made = MadeMove(move, form.answers["reason"])
        await _make_if_current(uow, person, form, made, moment)

    return FormSpec(kind, TABLE[move].action, (Field("reason", sentence(SHORTEST_REASON)),), finish)


async def _send_without(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
    pressed = Pressed(form.unit_code or "", Period.parse(form.subject["period"]), Move.SEND)
    current = await entrega_to_move(uow, pressed.unit_code, pressed.period, Move.SEND)
    if current.version != int(form.subject["version"]):
        await _tell_moved(uow, person, current, moment)
        return
    await _go_on(uow, person, pressed, current, moment)


async def _only_yes(_: UnitOfWork, __: Person, ___: Form, ____: Moment) -> tuple[Option, ...]:
    return options_of(YES)


def _review_spec(kind: str, move: Move) -> FormSpec:
    async def finish(uow: UnitOfWork, person: Person, form: Form, moment: Moment) -> None:
        ids = {name: each.id for name, each in (await _indicators(uow, form)).items()}
        noted = {ids[name]: text for name, text in noted_in(form).items() if name in ids}
        await _make_if_current(uow, person, form, MadeMove(move, observations=noted), moment)

    fields = (
        Field("indicator"),
        Field("comment", sentence(SHORTEST_COMMENT)),
        Field("more", yes=MORE, no=DONE),
    )
    return FormSpec(kind, TABLE[move].action, fields, finish, _offered, _noted)


async def _make_if_current(
    uow: UnitOfWork, person: Person, form: Form, made: MadeMove, moment: Moment
) -> None:
    period = Period.parse(form.subject["period"])
    current = await entrega_to_move(uow, form.unit_code or "", period, made.move)
    if current.version != int(form.subject["version"]):
        await _tell_moved(uow, person, current, moment)
        return
    await make_and_tell(uow, person, current, made, moment)


def noted_in(form: Form) -> Mapping[str, str]:
    """Return the observations so far in a review, by the name of the indicator."""
    return AboutReview.of(form).noted if form.about is not None else {}


def _noted(form: Form) -> Form:
    """Store each comment with its indicator; `more` asks for both again."""
    answers = form.answers
    if "comment" in answers and "more" not in answers:
        noted = {**noted_in(form), answers["indicator"]: answers["comment"]}
        form = replace(form, about=AboutReview(noted))
    return replace(form, answers={}) if answers.get("more") == MORE else form


async def _offered(uow: UnitOfWork, _: Person, form: Form, __: Moment) -> tuple[Option, ...]:
    """Offer the indicators without a comment, first those with gaps."""
    if form.awaited == "comment":
        return ()
    found = await _indicators(uow, form)
    left = [name for name in found if name not in noted_in(form)]
    if form.awaited == "more":
        return (*((Option(MORE, MORE),) if left else ()), Option(DONE, DONE))
    quarter = Period.parse(form.subject["period"]).quarter
    left.sort(key=lambda name: not found[name].owed_by_unit(quarter))
    return tuple(Option(name, name) for name in left)


async def _indicators(uow: UnitOfWork, form: Form) -> dict[str, Indicator]:
    """Return the indicators of the report by a distinct name."""
    (report,) = await uow.programmes.reports(Period.parse(form.subject["period"]), [form.unit_code or ""])
    return {
        _name(each, programme_label(report, report.programme_of(each))): each for each in report.indicators
    }


def _name(indicator: Indicator, programme: str) -> str:
    return f"{indicator.facts.level} · PP {programme}" if programme else str(indicator.facts.level)


SEND_WITHOUT = FormSpec(
    "send_without",
    TABLE[Move.SEND].action,
    (Field("confirm", yes=YES, no=Left()),),
    _send_without,
    _only_yes,
)
REASONS: Mapping[Move, FormSpec] = {
    Move.SEND: _reason_spec("send_incomplete", Move.SEND),
    Move.ACCEPT_UNAPPROVED: _reason_spec("accept_unapproved", Move.ACCEPT_UNAPPROVED),
}
REVIEWS: Mapping[Move, FormSpec] = {
    Move.RETURN: _review_spec("return", Move.RETURN),
    Move.OBSERVE: _review_spec("observe", Move.OBSERVE),
}
OF_A_REPORT = frozenset(spec.kind for spec in (*REASONS.values(), *REVIEWS.values(), SEND_WITHOUT))
"""The dialogues that the buttons of a report open."""
