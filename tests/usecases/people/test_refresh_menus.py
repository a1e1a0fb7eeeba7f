"""Menus are sent again once for each edition of the commands, and when roles change."""

import pytest

from domain.kit.access import Role
from domain.people.welcome_messages import CommandMenu
from tests.facts import ANA, BETO, Office
from usecases.people.refresh_menus import refresh_menus


async def refresh(office: Office, edition: str = "1") -> None:
    await office.do(lambda uow: refresh_menus(uow, edition, office.moment))


@pytest.fixture
async def staffed(office: Office) -> Office:
    await office.lets_in(ANA, Role.IMPLAN, None)
    await office.lets_in(BETO, Role.ENLACE, "402")
    return office


async def test_everybody_gets_the_menu_of_their_roles(staffed: Office) -> None:
    await refresh(staffed)

    assert await staffed.said(ANA) == [CommandMenu((Role.IMPLAN,))]
    assert await staffed.said(BETO) == [CommandMenu((Role.ENLACE,))]


async def test_an_edition_is_sent_once(staffed: Office) -> None:
    await refresh(staffed)

    await refresh(staffed)

    assert len(await staffed.rows()) == 2


async def test_the_next_edition_is_sent_again(staffed: Office) -> None:
    await refresh(staffed, "1")

    await refresh(staffed, "2")

    assert len(await staffed.rows()) == 4


async def test_whoever_got_another_role_gets_another_menu(staffed: Office) -> None:
    await refresh(staffed)
    await staffed.lets_in(BETO, Role.CONSULTA, None)

    await refresh(staffed)

    assert (await staffed.said(BETO))[-1] == CommandMenu((Role.ENLACE, Role.CONSULTA))
    assert len(await staffed.rows()) == 3
