"""Invitations: a code that works once and tells nothing when it does not."""

import hashlib
from datetime import date, timedelta

import pytest

from domain.access import UNIT_ROLES, Grant, Role
from domain.messages import CommandMenu, InvitationRefused, Welcome
from storage.engine import Database
from tests.facts import ANA, BETO, Office, a_document, dump, local
from usecases.invite import UnitNeeded, UnitUnknown, invite, redeem, welcome

NEVER_ISSUED = "x" * 32


@pytest.fixture
async def office(memory_database: Database) -> Office:
    office = Office(memory_database)
    await office.register(a_document())
    return office


async def issue(office: Office, role: Role = Role.ENLACE, unit_code: str | None = "402") -> str:
    return await office.do(lambda uow: invite(uow, role, unit_code, "Ana Ruiz", office.moment, days=7))


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

    (entry,) = await office.do(lambda uow: uow.audit.entries())
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

    entry, *_ = await office.do(lambda uow: uow.audit.entries())
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


async def test_a_used_an_expired_and_an_unknown_code_are_refused_alike(office: Office) -> None:
    used, expired = await issue(office), await issue(office)
    await present(office, used, ANA)
    late = Office(office.database, local(office.moment.today + timedelta(days=7)))

    for code in (used, expired, NEVER_ISSUED, ""):
        await present(late, code, BETO)

    assert await office.said(BETO) == [InvitationRefused()] * 4
    assert await office.do(lambda uow: uow.people.by_telegram_id(BETO)) is None


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
