"""An enlace's place offered to a new person: until the link is used the leaving enlace continues."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

import pytest

from domain.capture.messages import Question
from domain.kit.access import Grant, Role
from domain.kit.dialogues.forms import Picked
from domain.kit.drafts import Choice
from domain.kit.moments import Moment
from domain.kit.said import Said
from domain.people.handover_messages import (
    HandedOver,
    HandoverNotTaken,
    MovedDraft,
    RelevoEnded,
    RelevoOffered,
    TakenOver,
)
from domain.people.invitations import Invitation, InvitationEnd, InvitationProblem, Relevo
from domain.people.membership_messages import InvitationLink, InvitationReady
from domain.people.welcome_messages import CommandMenu, InvitationRefused, Welcome
from storage.engine import Database
from tests.facts import ANA, BETO, CARLA, NOW, T3, Office, a_mir, a_row
from tests.read_back import audit_entries
from tests.usecases.enlaces import OFICIO, Enlace
from tests.usecases.speakers import Speaker, a_speaker
from usecases.people.end_invitations import end_expired_places
from usecases.people.hand_over import begin_handover
from usecases.people.invite import DAYS_KEY, InvitationWanted, hash_code, invite
from usecases.people.redeem import redeem
from usecases.people.withdraw_invitation import begin_withdrawal

NEWCOMER, DIANA = 1008, 1009
MARIA, PEDRO = "María López", "Pedro Pérez"
REASON = "Cambio de adscripción"
ENLACE, SUPLENTE = Grant(Role.ENLACE, "402"), Grant(Role.ENLACE, "402", is_suplente=True)
NEW, WITHDRAW = "new", "withdraw"
LEAVES, STAYS = Picked(0), Picked(1)


@pytest.fixture
async def office(memory_database: Database) -> Office:
    office = Office(memory_database)
    await office.register(a_mir(a_row("Componente 7"), a_row("Actividad 7.1")))
    return office


@pytest.fixture
async def ana(office: Office) -> Speaker:
    return await a_speaker(office, ANA)


@pytest.fixture
async def titular(office: Office) -> Speaker:
    return await a_speaker(office, CARLA, Role.TITULAR)


@pytest.fixture
async def implan(office: Office) -> Speaker:
    return await a_speaker(office, DIANA, Role.IMPLAN)


def offered(**fields: object) -> RelevoOffered:
    usual = {
        "unit_code": "402",
        "unit_name": "Secretaría Particular",
        "leaver": f"Persona {ANA}",
        "successor": MARIA,
        "stays": False,
        "reason": REASON,
        "until_on": (NOW.local + timedelta(days=14)).date(),
    }
    return RelevoOffered(**{**usual, **fields})  # type: ignore[arg-type]


def ended(how: InvitationEnd, **fields: object) -> RelevoEnded:
    usual = {
        "unit_code": "402",
        "unit_name": "Secretaría Particular",
        "leaver": f"Persona {ANA}",
        "successor": MARIA,
        "how": how,
    }
    return RelevoEnded(**{**usual, **fields})  # type: ignore[arg-type]


def handed_over(**fields: object) -> HandedOver:
    usual = {
        "unit_code": "402",
        "unit_name": "Secretaría Particular",
        "leaver": f"Persona {ANA}",
        "successor": MARIA,
        "stays": False,
        "reason": REASON,
    }
    return HandedOver(**{**usual, **fields})  # type: ignore[arg-type]


def taken(draft: MovedDraft | None = None) -> TakenOver:
    return TakenOver("402", "Secretaría Particular", f"Persona {ANA}", REASON, draft)


async def offers(who: Speaker, name: str = MARIA, stays: Picked = LEAVES) -> InvitationLink:
    """Arrange a relevo by invitation and return the link."""
    await who.asks(begin_handover, None)
    await who.says(NEW, name, stays, REASON)
    *_, link, _ = await who.heard()
    assert isinstance(link, InvitationLink)
    return link


async def uses(office: Office, link: InvitationLink, who: int = NEWCOMER) -> Sequence[Said]:
    before = len(await office.said(who))
    await office.do(lambda uow: redeem(uow, link.code, who, office.moment))
    return (await office.said(who))[before:]


async def grants(office: Office, telegram_id: int) -> tuple[Grant, ...]:
    person = await office.do(lambda uow: uow.people.by_telegram_id(telegram_id))
    return person.actor.grants if person else ()


async def captures(who: Speaker) -> Enlace:
    enlace = Enlace(who.office, who.person)
    await enlace.opens((await who.office.report()).indicators[0].id)
    await enlace.types("26")
    await enlace.types(OFICIO)
    await who.heard()
    return enlace


async def test_a_link_is_given_and_nothing_changes_yet(office: Office, ana: Speaker) -> None:
    enlace = await captures(ana)
    await ana.asks(begin_handover, None)
    await ana.says(NEW, MARIA, LEAVES, REASON)

    *_, ready, link, answer, question = await ana.heard()

    assert isinstance(ready, InvitationReady)
    assert (ready.is_relevo, ready.replaced) == (True, ())
    assert isinstance(link, InvitationLink)
    assert (link.name, link.unit_code, link.bot, link.leaver) == (MARIA, "402", "", f"Persona {ANA}")
    assert answer == offered(is_own=True)
    assert isinstance(question, Question)
    assert await grants(office, ANA) == (ENLACE,)
    assert await enlace.draft() is not None


async def test_who_leaves_captures_until_the_link_is_used(office: Office, ana: Speaker) -> None:
    link = await offers(ana)

    enlace = await captures(ana)
    await enlace.taps(Choice.SAVE)

    saved = await office.avance((await office.report()).indicators[0].id)
    assert saved is not None
    assert saved.value == Decimal(26)
    assert (await uses(office, link))[-1] == taken()


async def test_the_link_takes_the_place_and_what_is_open_by_then(office: Office, ana: Speaker) -> None:
    link = await offers(ana)
    enlace = await captures(ana)

    welcome, menu, took, question = await uses(office, link)

    assert isinstance(welcome, Welcome)
    assert menu == CommandMenu((Role.ENLACE,))
    assert took == taken(MovedDraft("Componente 7", Decimal(26), period=T3))
    assert isinstance(question, Question)
    assert await grants(office, ANA) == ()
    assert await grants(office, NEWCOMER) == (ENLACE,)
    assert await enlace.draft() is None
    assert await ana.hears() == handed_over(is_own=True)


async def test_who_stays_becomes_the_suplente_when_the_link_is_used(office: Office, ana: Speaker) -> None:
    link = await offers(ana, stays=STAYS)
    assert await grants(office, ANA) == (ENLACE,)

    await uses(office, link)

    assert await grants(office, ANA) == (SUPLENTE,)
    assert await ana.hears() == handed_over(is_own=True, stays=True)


async def test_the_days_of_the_invitation_are_those_that_were_set(office: Office, ana: Speaker) -> None:
    await office.do(lambda uow: uow.meta.set(DAYS_KEY, "3"))

    link = await offers(ana)

    assert link.until_on == (NOW.local + timedelta(days=3)).date()
    office.moment = Moment(NOW.now + timedelta(days=3), NOW.zone)
    assert await uses(office, link) == [InvitationRefused(InvitationProblem.EXPIRED)]


async def test_whoever_is_concerned_hears_of_the_offer_and_of_the_change(
    office: Office, ana: Speaker, titular: Speaker, implan: Speaker
) -> None:
    link = await offers(ana)
    assert (await titular.hears(), await implan.hears()) == (offered(), offered())

    await uses(office, link)

    assert (await titular.hears(), await implan.hears()) == (handed_over(), handed_over())


async def test_a_titular_who_arranged_it_hears_that_it_is_done(
    office: Office, ana: Speaker, titular: Speaker
) -> None:
    link = await offers(titular)
    assert await ana.hears() == offered(is_own=True)

    await uses(office, link)

    assert await titular.hears() == handed_over()
    assert await ana.hears() == handed_over(is_own=True)


async def test_an_arranger_who_left_meanwhile_hears_nothing(
    office: Office, ana: Speaker, titular: Speaker
) -> None:
    link = await offers(titular)
    await office.do(lambda uow: uow.people.revoke(titular.id, NOW.now))

    await uses(office, link)

    assert await titular.heard() == []


async def test_both_steps_are_audited_with_the_reason(office: Office, ana: Speaker) -> None:
    link = await offers(ana, stays=STAYS)
    reference = hash_code(link.code)[:12]
    arranged, invited = (await office.do(audit_entries))[:2]

    await uses(office, link)

    assert (arranged.actor, arranged.action, arranged.reason) == (f"person:{ana.id}", "place_offered", REASON)
    assert arranged.after == {"invitation": reference, "stays": True}
    assert (invited.action, invited.subject) == ("person_invited", "invitation:enlace:402")
    assert invited.after == {"days": 14, "is_suplente": False, "invitation": reference}
    done, redeemed = (await office.do(audit_entries))[:2]
    assert (done.action, done.subject, done.before, done.reason) == (
        "unit_handed_over",
        "unit:402",
        {"enlace": ana.id},
        REASON,
    )
    assert redeemed.action == "invitation_redeemed"


async def test_who_hands_over_cannot_use_the_link_of_the_successor(office: Office, ana: Speaker) -> None:
    link = await offers(ana)

    assert await uses(office, link, ANA) == [InvitationRefused(InvitationProblem.OWN_PLACE, MARIA)]

    assert await grants(office, ANA) == (ENLACE,)
    assert (await uses(office, link))[-1] == taken()


async def test_who_used_the_link_is_told_so_and_others_that_it_was_used(office: Office, ana: Speaker) -> None:
    link = await offers(ana)
    await uses(office, link)

    assert await uses(office, link) == [InvitationRefused(InvitationProblem.USED, is_theirs=True)]
    assert await uses(office, link, BETO) == [InvitationRefused(InvitationProblem.USED)]


async def test_a_place_that_was_lost_meanwhile_is_only_taken(
    office: Office, ana: Speaker, implan: Speaker
) -> None:
    link = await offers(ana, stays=STAYS)
    await office.do(lambda uow: uow.people.take(ana.id, ENLACE))
    await implan.heard()

    assert (await uses(office, link))[-1] == taken()

    assert await grants(office, ANA) == ()
    assert await implan.hears() == handed_over()


async def test_nobody_who_was_revoked_is_let_in_again_as_suplente(office: Office, ana: Speaker) -> None:
    link = await offers(ana, stays=STAYS)
    await office.do(lambda uow: uow.people.revoke(ana.id, NOW.now))

    await uses(office, link)

    assert await grants(office, ANA) == ()
    assert await grants(office, NEWCOMER) == (ENLACE,)


async def test_who_arranged_it_may_take_it_back(
    office: Office, ana: Speaker, titular: Speaker, implan: Speaker
) -> None:
    link = await offers(ana)
    await titular.heard()
    await implan.heard()

    await ana.asks(begin_handover, None)
    assert [(each.value, each.label) for each in (await ana.asked()).options] == [
        ("new", "new"),
        ("withdraw", MARIA),
    ]
    await ana.says(WITHDRAW)

    told = ended(InvitationEnd.WITHDRAWN, by=f"Persona {ANA}")
    assert (await ana.heard())[-1] == ended(
        InvitationEnd.WITHDRAWN, by=f"Persona {ANA}", is_own=True, may_arrange=True
    )
    assert await titular.hears() == ended(InvitationEnd.WITHDRAWN, by=f"Persona {ANA}", may_arrange=True)
    assert await implan.hears() == told
    assert await uses(office, link) == [InvitationRefused(InvitationProblem.WITHDRAWN)]
    assert await grants(office, ANA) == (ENLACE,)
    assert await ana.question() is None
    entry, *_ = await office.do(audit_entries)
    assert (entry.actor, entry.action, entry.subject) == (
        f"person:{ana.id}",
        "invitation_withdrawn",
        "invitation:enlace:402",
    )


async def test_what_was_used_meanwhile_is_not_taken_back(
    office: Office, ana: Speaker, titular: Speaker
) -> None:
    link = await offers(titular)
    await titular.asks(begin_handover, None)
    await uses(office, link)
    await titular.heard()

    await titular.says(WITHDRAW)

    assert (await titular.heard())[-1] == HandoverNotTaken("none_waits", "402")


async def test_implan_withdraws_a_relevo_like_any_invitation(
    office: Office, ana: Speaker, implan: Speaker
) -> None:
    link = await offers(ana)
    await implan.asks(begin_withdrawal, "402")

    await implan.says(Picked(0), Picked(0))

    by = f"Persona {DIANA}"
    assert await ana.hears() == ended(InvitationEnd.WITHDRAWN, by=by, is_own=True, may_arrange=True)
    assert await uses(office, link) == [InvitationRefused(InvitationProblem.WITHDRAWN)]


async def test_a_second_offer_of_the_place_replaces_the_first(
    office: Office, ana: Speaker, titular: Speaker
) -> None:
    first = await offers(ana)
    await titular.heard()
    await ana.asks(begin_handover, None)
    await ana.says(NEW, PEDRO, LEAVES, REASON)

    *_, ready, second, answer = await ana.heard()

    assert isinstance(ready, InvitationReady)
    assert ready.replaced == (MARIA,)
    assert answer == offered(successor=PEDRO, instead_of=MARIA, is_own=True)
    assert await titular.hears() == offered(successor=PEDRO, instead_of=MARIA)
    assert isinstance(second, InvitationLink)
    assert await uses(office, first) == [InvitationRefused(InvitationProblem.REPLACED)]
    assert (await uses(office, second))[-1] == taken()


async def test_a_place_given_to_another_enlace_ends_the_invitation(office: Office, ana: Speaker) -> None:
    beto = await a_speaker(office, BETO)
    link = await offers(ana)
    await beto.heard()

    await ana.asks(begin_handover, None)
    await ana.says(Picked(0), LEAVES, REASON)

    assert (await ana.heard())[-1] == handed_over(successor=f"Persona {BETO}", is_own=True)
    assert await beto.hears() == taken()
    assert await uses(office, link) == [InvitationRefused(InvitationProblem.WITHDRAWN)]


async def test_a_plain_invitation_of_the_same_person_ends_the_relevo_and_says_so(
    office: Office, ana: Speaker, implan: Speaker
) -> None:
    link = await offers(ana)
    await implan.heard()
    wanted = InvitationWanted(Role.ENLACE, "402", "maria lopez", 14, by=f"person:{implan.id}")

    made = await office.do(lambda uow: invite(uow, wanted, office.moment))

    assert [each.invited.name for each in made.replaced] == [MARIA]
    by = f"Persona {DIANA}"
    assert await ana.hears() == ended(InvitationEnd.REPLACED, by=by, is_own=True, may_arrange=True)
    assert await implan.heard() == []
    assert await uses(office, link) == [InvitationRefused(InvitationProblem.REPLACED)]
    assert await grants(office, ANA) == (ENLACE,)


async def test_a_relevo_of_somebody_else_to_the_same_person_is_told_to_the_first(
    office: Office, ana: Speaker
) -> None:
    await offers(ana)
    beto = await a_speaker(office, BETO)
    await beto.asks(begin_handover, None)

    await beto.says(NEW, MARIA, LEAVES, REASON)

    by = f"Persona {BETO}"
    assert await ana.hears() == ended(InvitationEnd.REPLACED, by=by, is_own=True, may_arrange=True)


async def test_who_leaves_goes_on_when_nobody_came(
    office: Office, ana: Speaker, titular: Speaker, implan: Speaker
) -> None:
    await offers(ana)
    for each in (titular, implan):
        await each.heard()
    office.moment = Moment(NOW.now + timedelta(days=14), NOW.zone)

    told = [await office.do(lambda uow: end_expired_places(uow, office.moment)) for _ in range(2)]

    assert told == [1, 0]
    assert await ana.hears() == ended(InvitationEnd.EXPIRED, is_own=True, may_arrange=True)
    assert await titular.hears() == ended(InvitationEnd.EXPIRED, may_arrange=True)
    assert await implan.hears() == ended(InvitationEnd.EXPIRED)
    assert await grants(office, ANA) == (ENLACE,)
    entry, *_ = await office.do(audit_entries)
    assert (entry.actor, entry.action) == ("system", "invitation_expired")


async def test_an_end_does_not_say_that_somebody_goes_on_who_has_left(
    office: Office, ana: Speaker, implan: Speaker
) -> None:
    await offers(ana)
    await office.do(lambda uow: uow.people.take(ana.id, ENLACE))
    await implan.heard()
    office.moment = Moment(NOW.now + timedelta(days=14), NOW.zone)

    await office.do(lambda uow: end_expired_places(uow, office.moment))

    assert await implan.hears() == ended(InvitationEnd.EXPIRED, goes_on=False)


async def test_an_invitation_of_before_takes_nobodys_place(office: Office, ana: Speaker) -> None:
    """In the first version the one who leaves left at once; what was not saved lay in the invitation."""
    old = Relevo(ana.id, f"Persona {ANA}", REASON)
    invited = Invitation(Role.ENLACE, "402", MARIA, NOW.now + timedelta(days=1), relevo=old)
    link = InvitationLink(MARIA, Role.ENLACE, "402", "", False, "", "code", NOW.today)
    await office.do(lambda uow: uow.invitations.issue(hash_code("code"), invited, NOW.now))

    assert (await uses(office, link))[-1] == taken()

    assert await grants(office, ANA) == (ENLACE,)
    assert await ana.heard() == []


async def test_the_end_of_an_invitation_of_before_is_told_to_nobody(
    office: Office, ana: Speaker, implan: Speaker
) -> None:
    old = Relevo(ana.id, f"Persona {ANA}", REASON)
    invited = Invitation(Role.ENLACE, "402", MARIA, NOW.now + timedelta(days=1), relevo=old)
    await office.do(lambda uow: uow.invitations.issue(hash_code("code"), invited, NOW.now))

    await implan.asks(begin_withdrawal, None)
    await implan.says(Picked(0), Picked(0))

    assert await ana.heard() == []
