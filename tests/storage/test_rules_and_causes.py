"""IMPLAN's decisions: the rules of a programme and the catalogue of causes."""

from decimal import Decimal

from sqlalchemy import select

from domain.kit.causes import Side
from domain.kit.lights import Thresholds
from domain.kit.rules import Rules
from storage.engine import Database
from storage.programmes import programme
from storage.uow import UnitOfWork
from tests.facts import a_mir, register

STRICT = Rules(Thresholds(green_from=Decimal(95)), asks_months=True)


async def a_programme(uow: UnitOfWork) -> int:
    await register(uow, a_mir())
    found = await uow.session.scalar(select(programme.c.id))
    assert found is not None
    return int(found)


async def test_a_programme_has_the_default_until_something_is_decided(database: Database) -> None:
    async with database.write() as uow:
        programme_id = await a_programme(uow)
        assert await uow.rules.of(programme_id) == Rules()

        await uow.rules.save(programme_id, STRICT)
        assert await uow.rules.of(programme_id) == STRICT

        changed = Rules(Thresholds(yellow_from=Decimal("60.5"), green_to=Decimal(130)), asks_narrative=True)
        await uow.rules.save(programme_id, changed)
        assert await uow.rules.of(programme_id) == changed


async def test_causes_are_kept_in_the_order_that_was_given(database: Database) -> None:
    async with database.write() as uow:
        ids = [await uow.causes.add(Side.BELOW, text) for text in ("una", "dos", "tres")]
        await uow.causes.add(Side.ABOVE, "mejor")

        await uow.causes.place(ids[2], 1)
        await uow.causes.set_active(ids[0], is_active=False)

        every, below = await uow.causes.all(), await uow.causes.active(Side.BELOW)
    assert [(each.text, each.position) for each in every] == [
        ("tres", 1), ("una", 2), ("dos", 3), ("mejor", 1),
    ]  # fmt: skip
    assert [each.text for each in below] == ["tres", "dos"]


async def test_a_retired_cause_can_be_offered_again(database: Database) -> None:
    async with database.write() as uow:
        cause_id = await uow.causes.add(Side.ABOVE, "una")
        await uow.causes.set_active(cause_id, is_active=False)
        assert await uow.causes.active(Side.ABOVE) == []

        await uow.causes.set_active(cause_id, is_active=True)
        (offered,) = await uow.causes.active(Side.ABOVE)
    assert offered.id == cause_id
