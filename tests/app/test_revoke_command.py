"""`puntual revoke`: one unambiguously named person loses access."""

import pytest

from domain.kit.access import Grant, Role
from storage.uow import UnitOfWork
from tests.app.conftest import Types
from tests.facts import ANA, BETO, CARLA, Office, a_mir
from tests.read_back import audit_entries
from usecases.people.invite import hash_code

NAMES = {ANA: "Ana Ruiz", BETO: "Ana Ruiz Díaz", CARLA: "Carla Gómez"}


@pytest.fixture
async def staffed(office: Office) -> Office:
    await office.register(a_mir())

    async def join(uow: UnitOfWork) -> None:
        for telegram_id, name in NAMES.items():
            await uow.people.join(telegram_id, name, Grant(Role.ENLACE, "402"), office.moment.now)

    await office.do(join)
    return office


async def left(office: Office) -> set[int]:
    return {person.chat_id for person in await office.do(lambda uow: uow.people.everybody())}


@pytest.mark.parametrize(
    ("who", "gone"),
    [
        pytest.param("Carla Gómez", CARLA, id="name"),
        pytest.param("carla", CARLA, id="part of the name"),
        pytest.param("Ana Ruiz", ANA, id="a name that is part of another"),
        pytest.param(str(BETO), BETO, id="telegram number"),
    ],
)
async def test_the_one_who_is_meant_loses_access(staffed: Office, types: Types, who: str, gone: int) -> None:
    told = await types("revoke", who, "--reason", "Cambió de área")

    assert told.out == f"{NAMES[gone]} ya no tiene acceso. Lo que esperaba en su chat se canceló.\n"
    assert await left(staffed) == set(NAMES) - {gone}
    entry, *_ = await staffed.do(audit_entries)
    assert (entry.actor, entry.action, entry.reason) == ("cli", "person_revoked", "Cambió de área")


async def test_several_who_may_be_meant_are_listed(staffed: Office, types: Types) -> None:
    told = await types("revoke", "ana")

    assert told.code == 1
    assert "Use su número de Telegram" in told.err
    assert all(f"{who}  {NAMES[who]}" in told.err for who in (ANA, BETO))
    assert await left(staffed) == set(NAMES)


async def test_nobody_of_that_name_is_told(staffed: Office, types: Types) -> None:
    told = await types("revoke", "Zoila")

    assert (told.code, told.out) == (1, "")
    assert "No hay nadie con acceso ni invitación pendiente que se llame «Zoila»" in told.err


async def test_a_suplente_is_invited(staffed: Office, types: Types) -> None:
    told = await types("invite", "--role", "enlace", "--unit", "402", "--name", "Eva", "--suplente")

    code = told.out.strip().partition("start=")[2]
    issued = await staffed.do(lambda uow: uow.invitations.get(hash_code(code)))
    assert issued is not None
    assert issued.invited.grant == Grant(Role.ENLACE, "402", is_suplente=True)


async def invites(types: Types, name: str, role: str = "titular") -> str:
    told = await types("invite", "--role", role, "--unit", "402", "--name", name)
    return told.out.strip().partition("start=")[2]


async def works(office: Office, code: str) -> bool:
    issued = await office.do(lambda uow: uow.invitations.get(hash_code(code)))
    assert issued is not None
    return issued.problem(office.moment.now) is None


@pytest.mark.parametrize("who", ["Eva Mora", "eva mora", "EVA"])
async def test_an_invitation_is_withdrawn_by_the_name_on_it(staffed: Office, types: Types, who: str) -> None:
    code, other = await invites(types, "Eva Mora"), await invites(types, "Ernesto Vera")

    told = await types("revoke", who, "--reason", "Ya no entra")

    assert told.out == "La invitación de Eva Mora ya no sirve. Era para entrar como titular de 402.\n"
    assert (await works(staffed, code), await works(staffed, other)) == (False, True)
    assert await left(staffed) == set(NAMES)
    entry, *_ = await staffed.do(audit_entries)
    assert (entry.actor, entry.action, entry.reason) == ("cli", "invitation_withdrawn", "Ya no entra")


async def test_who_loses_access_loses_the_invitations_of_that_name_too(staffed: Office, types: Types) -> None:
    codes = [await invites(types, "carla gómez", role) for role in ("enlace", "titular")]

    told = await types("revoke", "Carla Gómez")

    assert told.out.splitlines()[0].startswith("Carla Gómez ya no tiene acceso.")
    assert len(told.out.splitlines()) == 3
    assert [await works(staffed, code) for code in codes] == [False, False]
    assert await left(staffed) == set(NAMES) - {CARLA}


async def test_only_the_invitation_may_be_withdrawn(staffed: Office, types: Types) -> None:
    code = await invites(types, "Carla Gómez")

    told = await types("revoke", "Carla Gómez", "--invitation")

    assert told.out == "La invitación de Carla Gómez ya no sirve. Era para entrar como titular de 402.\n"
    assert not await works(staffed, code)
    assert await left(staffed) == set(NAMES)


async def test_people_and_invitations_that_may_be_meant_are_listed(staffed: Office, types: Types) -> None:
    code = await invites(types, "Carlos Gómez")

    told = await types("revoke", "gómez")

    assert told.code == 1
    assert f"  {CARLA}  Carla Gómez\n  invitación  Carlos Gómez" in told.err
    assert await works(staffed, code)
    assert await left(staffed) == set(NAMES)


async def test_without_an_open_invitation_that_is_told(staffed: Office, types: Types) -> None:
    told = await types("revoke", "Carla Gómez", "--invitation")

    assert (told.code, told.out) == (1, "")
    assert told.err == "No hay nadie con una invitación pendiente que se llame «Carla Gómez».\n"


async def test_a_second_invitation_says_that_the_first_no_longer_works(staffed: Office, types: Types) -> None:
    code = await invites(types, "Eva Mora")

    told = await types("invite", "--role", "titular", "--unit", "402", "--name", "eva mora")

    assert "La invitación anterior de Eva Mora ya no sirve.\n" in told.err
    assert not await works(staffed, code)


async def test_only_an_enlace_may_be_a_suplente(staffed: Office, types: Types) -> None:
    told = await types("invite", "--role", "titular", "--unit", "402", "--name", "Eva", "--suplente")

    assert (told.code, told.out) == (1, "")
    assert told.err == "Solo un enlace puede ser suplente: --role enlace --suplente.\n"
