"""Invitations: a code that works once, and the reason when it is refused."""

import hashlib
from datetime import date, timedelta

import pytest

from domain.kit.access import UNIT_ROLES, Grant, Role
from domain.people.invitations import InvitationProblem
from domain.people.welcome_messages import CommandMenu, InvitationRefused, Welcome
from storage.engine import Database
from tests.facts import ANA, BETO, Office, a_document, dump, local
from tests.read_back import audit_entries
from usecases.people.end_invitations import withdraw
from usecases.people.invite import (
    InvitationWanted,
    NewInvitation,
    UnitNeeded,
    UnitUnknown,
    hash_code,
    invite,
    welcome,
)
from usecases.people.redeem import redeem

NEVER_ISSUED = "x" * 32


@pytest.fixture
async def office(memory_database: Database) -> Office:
    office = Office(memory_database)
    await office.register(a_document())
    return office


async def issue(office: Office, role: Role = Role.ENLACE, unit_code: str | None = "402") -> str:
    return (await makes(office, InvitationWanted(role, unit_code, "Ana Ruiz", days=7))).code


async def makes(office: Office, wanted: InvitationWanted) -> NewInvitation:
    return await office.do(lambda uow: invite(uow, wanted, office.moment))


async def present(office: Office, code: str, telegram_id: int = ANA) -> None:
    await office.do(lambda uow: redeem(uow, code, telegram_id, office.moment))


@pytest.mark.parametrize("role", sorted(UNIT_ROLES))
async def test_a_role_of_a_unit_needs_a_unit(office: Office, role: Role) -> None:
    with pytest.raises(UnitNeeded) as refusal:
        await issue(office, role, None)

    assert (refusal.value.role, refusal.value.is_named) == (role, False)


@pytest.mark.parametrize("role", sorted(set(Role) - UNIT_ROLES))
async def test_a_role_of_the_municipality_takes_no_unit(office: Office, role: Role) -> None:
    with pytest.raises(UnitNeeded) as refusal:
        await issue(office, role, "402")

    assert (refusal.value.role, refusal.value.is_named) == (role, True)


async def test_nobody_is_invited_to_a_unit_that_does_not_exist(office: Office) -> None:
    with pytest.raises(UnitUnknown) as refusal:
        await issue(office, Role.ENLACE, "999")

    assert refusal.value.code == "999"


async def test_only_the_hash_of_a_code_is_kept(office: Office) -> None:
    code = await issue(office)

    stored = str(await dump(office.database))
    assert code not in stored
    assert hashlib.sha256(code.encode()).hexdigest() in stored


async def test_a_code_fits_a_deep_link(office: Office) -> None:
    code = await issue(office)

    assert len(code) == 32
    assert code.replace("-", "").replace("_", "").isalnum()


async def test_two_invitations_have_two_codes(office: Office) -> None:
    assert await issue(office) != await issue(office)


async def test_an_invitation_is_audited_without_its_code(office: Office) -> None:
    code = await issue(office)

    (entry,) = await office.do(audit_entries)
    assert (entry.actor, entry.action, entry.subject) == ("cli", "person_invited", "invitation:enlace:402")
    assert code not in str(entry)


@pytest.mark.parametrize(
    ("role", "unit_code", "named"),
    [
        pytest.param(Role.ENLACE, "402", ("402", "Secretaría Particular"), id="unit"),
        pytest.param(Role.IMPLAN, None, ("", ""), id="municipality"),
    ],
)
async def test_a_code_lets_its_bearer_in_with_welcome_and_menu(
    office: Office, role: Role, unit_code: str | None, named: tuple[str, str]
) -> None:
    code = await issue(office, role, unit_code)

    await present(office, code)

    person = await office.do(lambda uow: uow.people.by_telegram_id(ANA))
    assert person is not None
    assert person.actor.grants == (Grant(role, unit_code),)
    assert await office.said() == [Welcome("Ana Ruiz", ((role, *named),)), CommandMenu((role,))]


async def test_letting_somebody_in_is_audited(office: Office) -> None:
    code = await issue(office)

    await present(office, code)

    entry, *_ = await office.do(audit_entries)
    assert (entry.actor, entry.action, entry.subject) == ("person:1", "invitation_redeemed", "person:1")
    assert entry.after == {"role": "enlace", "unit": "402", "is_suplente": False}


async def test_a_second_role_adds_to_the_first(office: Office) -> None:
    for role, unit_code in ((Role.ENLACE, "402"), (Role.TITULAR, "402"), (Role.IMPLAN, None)):
        await present(office, await issue(office, role, unit_code))

    *_, welcomed, menu = await office.said()
    assert isinstance(welcomed, Welcome)
    assert [role for role, _, _ in welcomed.roles] == [Role.ENLACE, Role.TITULAR, Role.IMPLAN]
    assert menu == CommandMenu((Role.ENLACE, Role.TITULAR, Role.IMPLAN))


async def test_a_menu_names_a_role_once(office: Office) -> None:
    await office.register(a_document(unit="504"))
    for unit_code in ("402", "504"):
        await present(office, await issue(office, Role.ENLACE, unit_code))

    assert (await office.said())[-1] == CommandMenu((Role.ENLACE,))


@pytest.mark.parametrize(
    "problem", [each for each in InvitationProblem if each is not InvitationProblem.OWN_PLACE]
)
async def test_a_code_that_does_not_work_says_why(office: Office, problem: InvitationProblem) -> None:
    code, now = await issue(office), office.moment
    match problem:
        case InvitationProblem.UNKNOWN:
            code = NEVER_ISSUED
        case InvitationProblem.USED:
            await present(office, code, ANA)
        case InvitationProblem.WITHDRAWN:
            sha = hash_code(code)
            await office.do(lambda uow: withdraw(uow, sha, now, by="cli"))
        case InvitationProblem.REPLACED:
            await issue(office)
        case InvitationProblem.EXPIRED:
            office = Office(office.database, local(now.today + timedelta(days=7)))

    await present(office, code, BETO)

    assert await office.said(BETO) == [InvitationRefused(problem)]
    assert await office.do(lambda uow: uow.people.by_telegram_id(BETO)) is None


async def test_who_comes_again_with_the_own_code_is_told_so(office: Office) -> None:
    code = await issue(office)
    await present(office, code)

    await present(office, code)

    assert (await office.said())[-1] == InvitationRefused(InvitationProblem.USED, is_theirs=True)


async def test_an_empty_code_is_none(office: Office) -> None:
    await present(office, "", BETO)

    assert await office.said(BETO) == [InvitationRefused()]


async def test_a_newer_invitation_says_what_it_replaces(office: Office) -> None:
    first = await makes(office, InvitationWanted(Role.ENLACE, "402", "Ana Ruiz", days=7))
    newer = await makes(office, InvitationWanted(Role.ENLACE, "402", "ana ruíz", days=7, is_suplente=True))
    other = await makes(office, InvitationWanted(Role.TITULAR, "402", "Ana Ruiz", days=7))

    assert [each.invited.name for each in newer.replaced] == ["Ana Ruiz"]
    assert (first.replaced, other.replaced) == ((), ())
    assert ("cli", "invitation_replaced", "invitation:enlace:402") in await office.audited()


async def test_what_had_run_out_is_not_called_replaced(office: Office) -> None:
    wanted = InvitationWanted(Role.ENLACE, "402", "Ana Ruiz", days=7)
    await makes(office, wanted)
    late = Office(office.database, local(office.moment.today + timedelta(days=7)))

    assert (await makes(late, wanted)).replaced == ()


async def test_a_refused_code_is_not_audited(office: Office) -> None:
    await present(office, NEVER_ISSUED)

    assert await office.audited() == []


async def test_a_code_works_until_its_last_moment(office: Office) -> None:
    code = await issue(office)
    in_time = Office(office.database, local(date(2025, 10, 2), 11, 59))

    await present(in_time, code)

    assert isinstance((await office.said())[0], Welcome)


async def test_whoever_is_registered_is_welcomed_by_every_role(office: Office) -> None:
    person = await office.lets_in()

    said = await office.do(lambda uow: welcome(uow, person))

    assert said == Welcome(person.actor.name, ((Role.ENLACE, "402", "Secretaría Particular"),))
