"""Invitations on both databases: each works once, and a newer one replaces an older one."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.kit.access import Role
from domain.people.invitations import Invitation, InvitationEnd, InvitationProblem, Issued, Relevo
from storage.engine import Database
from storage.invitations import InvitationEnding, invitation
from storage.uow import UnitOfWork
from tests.facts import ANA, NOW, Office, a_document

CODE, OTHER_CODE = "ab" * 32, "cd" * 32
WEEK = timedelta(days=7)
INVITED = Invitation(Role.ENLACE, "402", "Ana Ruiz", NOW.now + WEEK, by="person:9")
WITHDRAWN = InvitationEnding(InvitationEnd.WITHDRAWN, "person:9", NOW.now)
EXPIRED = InvitationEnding(InvitationEnd.EXPIRED, "system", NOW.now + WEEK)


@pytest.fixture
async def office(database: Database) -> Office:
    office = Office(database)
    await office.register(a_document())
    return office


@pytest.fixture
async def place(office: Office) -> Relevo:
    """The place of a registered person."""
    ana = await office.lets_in(ANA)
    return Relevo(ana.actor.person_id, "Ana", "Cambio de adscripción", stays=True)


async def issue(office: Office, invited: Invitation = INVITED, code: str = CODE) -> list[Issued]:
    return await office.do(lambda uow: uow.invitations.issue(code, invited, NOW.now))


async def get(office: Office, code: str = CODE) -> Issued:
    issued = await office.do(lambda uow: uow.invitations.get(code))
    assert issued is not None
    return issued


async def use(uow: UnitOfWork, code: str = CODE, *, after: timedelta = timedelta(0)) -> bool:
    return await uow.invitations.use(code, NOW.now + after)


async def waiting(office: Office, unit_code: str | None = None) -> list[str]:
    found = await office.do(lambda uow: uow.invitations.waiting(NOW.now, unit_code))
    return [each.code_sha256 for each in found]


@pytest.mark.parametrize(
    "invited",
    [INVITED, Invitation(Role.IMPLAN, None, "Eva", NOW.now + WEEK), replace(INVITED, is_suplente=True)],
    ids=["unit", "municipality", "suplente"],
)
async def test_an_invitation_says_what_it_is_for(office: Office, invited: Invitation) -> None:
    await issue(office, invited)

    assert await get(office) == Issued(CODE, invited)


async def test_an_invitation_says_whose_place_it_gives(office: Office, place: Relevo) -> None:
    invited = replace(INVITED, relevo=place)

    await issue(office, invited)

    assert await get(office) == Issued(CODE, invited)


async def test_an_invitation_of_before_brings_what_was_not_saved(office: Office) -> None:
    relevo = Relevo(7, "Ana", "Cambio", draft={"unit_code": "402"})
    await issue(office)
    stored = {"person_id": 7, "name": "Ana", "reason": "Cambio", "draft": {"unit_code": "402"}}
    await office.do(lambda uow: uow.session.execute(invitation.update().values(handover=stored)))

    assert (await get(office)).invited.relevo == relevo


async def test_an_invitation_works_once(office: Office) -> None:
    await issue(office)

    assert await office.do(use)
    assert not await office.do(use)
    assert (await get(office)).problem(NOW.now) is InvitationProblem.USED


async def test_an_unknown_code_lets_nobody_in(office: Office) -> None:
    await issue(office)

    assert not await office.do(lambda uow: use(uow, OTHER_CODE))
    assert await office.do(lambda uow: uow.invitations.get(OTHER_CODE)) is None


@pytest.mark.parametrize(
    ("after", "works"),
    [
        pytest.param(WEEK - timedelta(microseconds=1), True, id="a moment before"),
        pytest.param(WEEK, False, id="at the instant"),
        pytest.param(WEEK + timedelta(days=1), False, id="a day later"),
    ],
)
async def test_an_invitation_expires(office: Office, after: timedelta, works: bool) -> None:
    await issue(office)

    problem = (await get(office)).problem(NOW.now + after)

    assert problem is (None if works else InvitationProblem.EXPIRED)
    assert await office.do(lambda uow: use(uow, after=after)) is works


async def test_of_many_who_use_an_invitation_at_once_one_gets_in(office: Office) -> None:
    await issue(office)

    used = await asyncio.gather(*(office.do(use) for _ in range(8)))

    assert used.count(True) == 1


async def test_an_invitation_that_was_not_committed_is_still_good(office: Office) -> None:
    await issue(office)
    async with office.database.write() as uow:
        await use(uow)

    assert await office.do(use)


async def test_an_invitation_remembers_who_used_it(office: Office) -> None:
    ana = await office.lets_in(ANA)
    await issue(office)
    await office.do(use)

    await office.do(lambda uow: uow.invitations.name_user(CODE, ana.actor.person_id))

    assert (await get(office)).used_by == ana.actor.person_id


async def test_a_withdrawn_invitation_is_refused(office: Office) -> None:
    await issue(office)

    ended = await office.do(lambda uow: uow.invitations.end(CODE, WITHDRAWN))

    assert ended == Issued(CODE, INVITED, end=InvitationEnd.WITHDRAWN)
    assert (await get(office)).problem(NOW.now) is InvitationProblem.WITHDRAWN
    assert not await office.do(use)
    assert await waiting(office) == []


@pytest.mark.parametrize("before", ["used", "withdrawn", "expired", "unknown"])
async def test_only_an_open_invitation_can_be_withdrawn(office: Office, before: str) -> None:
    if before != "unknown":
        await issue(office)
    if before == "used":
        await office.do(use)
    if before == "withdrawn":
        await office.do(lambda uow: uow.invitations.end(CODE, WITHDRAWN))
    late = replace(WITHDRAWN, at=NOW.now + WEEK) if before == "expired" else WITHDRAWN

    assert await office.do(lambda uow: uow.invitations.end(CODE, late)) is None


async def test_of_withdrawing_and_using_at_once_one_wins(office: Office) -> None:
    for code in (str(number) * 64 for number in range(8)):
        await issue(office, replace(INVITED, name=code), code)

        ended, used = await asyncio.gather(
            office.do(lambda uow, code=code: uow.invitations.end(code, WITHDRAWN)),  # type: ignore[misc]
            office.do(lambda uow, code=code: use(uow, code)),  # type: ignore[misc]
        )

        assert (ended is None) is used


async def test_only_open_invitations_are_waiting(office: Office) -> None:
    for code, unit, days in (("a", "402", 1), ("b", "504", 1), ("c", "402", -1), ("d", "402", 1)):
        until = NOW.now + timedelta(days=days)
        await issue(office, Invitation(Role.TITULAR, unit, code, until), code)
    await office.do(lambda uow: use(uow, "d"))

    assert await waiting(office) == ["a", "b"]
    assert await waiting(office, "402") == ["a"]


@pytest.mark.parametrize(
    ("newer", "replaces"),
    [
        pytest.param({}, True, id="the same"),
        pytest.param({"name": "  ANA   Ruíz"}, True, id="the name in other letters"),
        pytest.param({"is_suplente": True}, True, id="as suplente"),
        pytest.param({"name": "Ana Ruiz Díaz"}, False, id="another name"),
        pytest.param({"role": Role.TITULAR}, False, id="another role"),
        pytest.param({"unit_code": "504"}, False, id="another UR"),
    ],
)
async def test_a_newer_invitation_replaces_one_for_the_same_person(
    office: Office, newer: dict[str, object], replaces: bool
) -> None:
    await issue(office)

    replaced = await issue(office, replace(INVITED, **newer), OTHER_CODE)  # type: ignore[arg-type]

    assert [each.code_sha256 for each in replaced] == ([CODE] if replaces else [])
    assert await waiting(office) == ([OTHER_CODE] if replaces else [CODE, OTHER_CODE])
    assert (await get(office)).problem(NOW.now) is (InvitationProblem.REPLACED if replaces else None)


async def test_what_was_used_or_withdrawn_is_not_replaced(office: Office) -> None:
    await issue(office)
    await office.do(use)
    assert await issue(office, code=OTHER_CODE) == []
    await office.do(lambda uow: uow.invitations.end(OTHER_CODE, WITHDRAWN))

    assert await issue(office, code="ef" * 32) == []


async def test_a_place_has_one_open_invitation_whoever_it_is_for(office: Office, place: Relevo) -> None:
    await issue(office, replace(INVITED, name="María", relevo=place))

    replaced = await issue(office, replace(INVITED, name="Pedro", relevo=place), OTHER_CODE)

    assert [each.code_sha256 for each in replaced] == [CODE]
    assert await waiting(office) == [OTHER_CODE]


async def test_an_invitation_to_no_place_leaves_that_to_a_place_alone(office: Office, place: Relevo) -> None:
    await issue(office, replace(INVITED, name="María", relevo=place))

    assert await issue(office, replace(INVITED, name="Pedro"), OTHER_CODE) == []


async def test_of_many_made_at_once_for_one_person_one_is_open(office: Office) -> None:
    codes = [f"{number:02d}" * 32 for number in range(8)]

    replaced = await asyncio.gather(*(issue(office, code=code) for code in codes))

    (left,) = await waiting(office)
    gone = [each.code_sha256 for some in replaced for each in some]
    assert sorted([*gone, left]) == codes


async def test_of_many_made_at_once_to_one_place_one_is_open(office: Office, place: Relevo) -> None:
    codes = [f"{number:02d}" * 32 for number in range(8)]

    await asyncio.gather(*(issue(office, replace(INVITED, name=code, relevo=place), code) for code in codes))

    assert len(await waiting(office)) == 1


async def test_the_invitation_to_a_place_ends_with_the_place(office: Office, place: Relevo) -> None:
    await issue(office, replace(INVITED, name="María", relevo=place))
    ending = replace(WITHDRAWN, how=InvitationEnd.REPLACED)

    async def end(unit_code: str, leaver_id: int) -> list[Issued]:
        return await office.do(lambda uow: uow.invitations.end_place(unit_code, leaver_id, ending))

    assert await end("504", place.person_id) == []
    assert await end("402", place.person_id + 1) == []
    (ended,) = await end("402", place.person_id)
    assert (ended.code_sha256, ended.end) == (CODE, InvitationEnd.REPLACED)
    assert await end("402", place.person_id) == []


async def test_a_place_that_nobody_came_to_is_told_to_one_caller(office: Office, place: Relevo) -> None:
    await issue(office, replace(INVITED, name="María", relevo=place))
    await issue(office, replace(INVITED, name="Pedro"), OTHER_CODE)
    early = replace(EXPIRED, at=EXPIRED.at - timedelta(microseconds=1))
    assert await office.do(lambda uow: uow.invitations.end_expired_places(early)) == []

    expired = await asyncio.gather(
        *(office.do(lambda uow: uow.invitations.end_expired_places(EXPIRED)) for _ in range(4))
    )

    assert [each.code_sha256 for some in expired for each in some] == [CODE]


@pytest.mark.parametrize(
    ("beginnings", "found"),
    [
        pytest.param([], [], id="none"),
        pytest.param([CODE[:12]], ["Ana Ruiz"], id="one"),
        pytest.param([CODE[:12], OTHER_CODE[:12]], ["Ana Ruiz", "Eva"], id="several"),
        pytest.param(["%", "ab_"], [], id="what only a pattern would match"),
    ],
)
async def test_invitations_are_found_by_the_beginnings_of_their_hashes_even_when_they_ended(
    office: Office, beginnings: list[str], found: list[str]
) -> None:
    await issue(office)
    await issue(office, replace(INVITED, name="Eva"), OTHER_CODE)
    await office.do(lambda uow: uow.invitations.end(CODE, WITHDRAWN))

    named = await office.do(lambda uow: uow.invitations.named(beginnings))

    assert sorted(each.invited.name for each in named) == found
