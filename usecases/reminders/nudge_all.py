"""Reminders by hand of every UR with gaps: to the enlaces, or a line to the titulares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.reminders.hours import WorkingHours
from domain.reminders.ladders import Recipient
from domain.reminders.messages import Escalation, NudgedAll, NudgeNotMade
from storage.holds import AdvisoryLock
from storage.nudges import GivenNudge
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.choose_period import choose_period
from usecases.kit.say import announce, answer
from usecases.reminders.nudge import audit_nudge, nudge_key
from usecases.reminders.remind_now import HandReminders, later_of, targets_of
from usecases.reminders.reminder_facts import ReminderBasis, recipients, reminder_facts


@dataclass
class _Done:
    """The result: the URs, the people who were reminded, and those left out."""

    units: list[str] = field(default_factory=list)
    told: dict[int, Person] = field(default_factory=dict)
    already: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


async def nudge_all(
    uow: UnitOfWork,
    person: Person,
    period: Period | None,
    moment: Moment,
    hours: WorkingHours | None = None,
) -> None:
    """Remind the enlaces of all URs with gaps that were not reminded by hand today."""
    await uow.holds.turn(AdvisoryLock.NUDGES)
    stand = await reminder_facts(uow, moment, hours)
    chosen = period or await choose_period(uow, None, moment)
    owing = _owing(stand, chosen)
    hand, people_of, done = HandReminders(uow, stand.facts), _by_unit(stand), _Done()
    given = await uow.nudges.of_day(moment.today)
    done.already = [code for code in owing if code in given]
    for code in owing:
        if code not in given:
            nudge = GivenNudge(code, chosen, moment.today, 1, moment.now, f"person:{person.actor.person_id}")
            await _nudge(uow, nudge, people_of.get(code, ()), hand, done)
    await _tell(uow, person, chosen, done, hand, owing=owing, to_titulares=False)


async def escalate_all(
    uow: UnitOfWork,
    person: Person,
    period: Period | None,
    moment: Moment,
    hours: WorkingHours | None = None,
) -> None:
    """Send the titulares one line about the gaps, once a day."""
    stand = await reminder_facts(uow, moment, hours)
    chosen = period or await choose_period(uow, None, moment)
    owing, hand, done = _owing(stand, chosen), HandReminders(uow, stand.facts), _Done()
    headed = _by_titular(stand, owing)
    for titular, codes in headed.items():
        to = stand.people[titular]
        key = f"escalation:{chosen}:{moment.today.isoformat()}:{titular}"
        said = Escalation(titular, chosen, codes)
        if await announce(uow, to.chat_id, said, moment, key=key, person_id=titular) is None:
            done.already += codes
        else:
            done.told[titular] = to
            done.units += codes
    done.units = sorted(set(done.units))
    done.already = sorted(set(done.already) - set(done.units))
    done.lost = sorted(set(owing) - set(done.units) - set(done.already))
    for code in done.units:
        by, subject = f"person:{person.actor.person_id}", f"entrega:{code}:{chosen}"
        await uow.audit.add(moment.now, by, "titular_told", subject)
    await _tell(uow, person, chosen, done, hand, owing=owing, to_titulares=True)


async def _nudge(
    uow: UnitOfWork, nudge: GivenNudge, people: Sequence[Person], hand: HandReminders, done: _Done
) -> None:
    """Remind one UR; an enlace of several URs gets one message about all of them."""
    targets = targets_of(people, nudge.unit_code)
    reached = [each for each in targets.reached if hand.items_of(each, nudge.unit_code, nudge.period)]
    if not targets.reached:
        done.lost.append(nudge.unit_code)
    if not reached or await uow.nudges.add(nudge) is None:
        return
    for each in reached:
        if each.actor.person_id not in done.told:
            done.told[each.actor.person_id] = each
            await hand.give(each, nudge_key(nudge))
    await audit_nudge(uow, nudge)
    done.units.append(nudge.unit_code)


async def _tell(
    uow: UnitOfWork,
    person: Person,
    period: Period,
    done: _Done,
    hand: HandReminders,
    *,
    owing: Sequence[str],
    to_titulares: bool,
) -> None:
    if not owing:
        await answer(uow, person.chat_id, NudgeNotMade("all_complete", period), hand.moment)
        return
    said = NudgedAll(
        period,
        to_titulares,
        tuple(done.units),
        len(done.told),
        tuple(done.already),
        tuple(done.lost),
        later_of(map(hand.moment_for, done.told.values()), hand.moment),
    )
    await answer(uow, person.chat_id, said, hand.moment)


def _owing(stand: ReminderBasis, period: Period) -> list[str]:
    """Return the codes of the URs with gaps in a quarter."""
    return sorted({debt.unit_code for debt in stand.facts.debts if debt.period == period})


def _by_unit(stand: ReminderBasis) -> Mapping[str, Sequence[Person]]:
    found: dict[str, list[Person]] = {}
    for person in stand.people.values():
        for code in recipients(person.actor):
            found.setdefault(code, []).append(person)
    return found


def _by_titular(stand: ReminderBasis, owing: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """Return the URs with gaps by their reachable titular."""
    found: dict[int, list[str]] = {}
    for code in owing:
        for post in stand.facts.posts.get(code, ()):
            if post.recipient is Recipient.TITULAR and post.is_reachable:
                found.setdefault(post.person_id, []).append(code)
    return {person_id: tuple(codes) for person_id, codes in found.items()}
