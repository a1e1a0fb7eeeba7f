"""`puntual revoke`: one person loses access, named so that nobody else is meant."""

import pytest

from domain.access import Grant, Role
from storage.uow import UnitOfWork
from tests.app.conftest import Types
from tests.facts import ANA, BETO, CARLA, Office, a_mir
from usecases.invite import hash_code

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
    entry, *_ = await staffed.do(lambda uow: uow.audit.entries())
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
    assert "No hay nadie con acceso que se llame «Zoila»" in told.err


async def test_a_suplente_is_invited(staffed: Office, types: Types) -> None:
    told = await types("invite", "--role", "enlace", "--unit", "402", "--name", "Eva", "--suplente")

    code = told.out.strip().partition("start=")[2]
    invited = await staffed.do(lambda uow: uow.people.use_invitation(hash_code(code), staffed.moment.now))
    assert invited is not None
    assert invited.grant == Grant(Role.ENLACE, "402", is_suplente=True)


async def test_only_an_enlace_may_be_a_suplente(staffed: Office, types: Types) -> None:
    told = await types("invite", "--role", "titular", "--unit", "402", "--name", "Eva", "--suplente")

    assert (told.code, told.out) == (1, "")
    assert told.err == "Solo un enlace puede ser suplente: --role enlace --suplente.\n"
