"""The history of a UR: who changed what, when and why, the latest first."""

import pytest

from domain.kit.access import Role
from domain.kit.periods import Period
from domain.kit.report_messages import UnknownUnit
from domain.kit.said import Said
from domain.people.welcome_messages import NotAllowed
from domain.status.history_messages import Difference, History
from storage.people import Person
from tests.facts import ANA, CARLA, T2, T3, Office, a_mir, a_row
from usecases.people.invite import InvitationWanted, invite
from usecases.status.show_history import PAGE, ids_of, show_history, who_of


@pytest.fixture
async def ids(office: Office) -> dict[str, int]:
    own = await office.register(a_mir(a_row(), a_row("Actividad 7.1")))
    foreign = await office.register(a_mir(unit="504"))
    return {**own, "foreign": foreign["Componente 7"]}


async def happens(office: Office, subject: str, actor: str = "cli", **change: object) -> None:
    await office.do(
        lambda uow: uow.audit.add(office.moment.now, actor, "avance_saved", subject, **change)  # type: ignore[arg-type]
    )


async def shown(
    office: Office, person: Person, unit: str | None = None, period: Period | None = None, older_than: int = 0
) -> Said:
    return await office.do(
        lambda uow: show_history(uow, person, unit, period, office.moment, older_than=older_than)
    )


async def test_a_change_reads_with_who_what_and_why(office: Office, ids: dict[str, int]) -> None:
    ana = await office.lets_in(ANA)
    before = {"value": "23", "evidence": [], "version": 1, "cause": None}
    after = {
        "value": "25",
        "evidence": ["SP/1/2025", "SP/2/2025"],
        "version": 2,
        "cause": "",
        "more": {"a": 1},
    }
    subject, actor = f"avance:{ids['Actividad 7.1']}:3T2025", f"person:{ana.actor.person_id}"
    await happens(office, subject, actor, before=before, after=after, reason="Llegó el oficio.")

    told = await shown(office, ana)

    assert isinstance(told, History)
    (line,) = told.lines
    assert (line.who, line.what, line.reason) == (ana.actor.name, "Actividad 7.1", "Llegó el oficio.")
    assert line.at.isoformat() == "2025-09-25T12:00:00-06:00"
    assert line.differences == (
        Difference("value", "23", "25"),
        Difference("evidence", "", "SP/1/2025; SP/2/2025"),
        Difference("more", "", "a: 1"),
    )


async def test_only_what_is_of_the_unit_and_the_period_is_told(office: Office, ids: dict[str, int]) -> None:
    ana = await office.lets_in(ANA)
    own = ids["Componente 7"]
    for subject in (f"avance:{own}:3T2025", f"goals:{own}:2025", "entrega:402:3T2025", "unit:402"):
        await happens(office, subject)
    for subject in (
        f"avance:{own}:2T2025",
        f"avance:{ids['foreign']}:3T2025",
        "entrega:504:3T2025",
        "person:1",
    ):
        await happens(office, subject)

    told = await shown(office, ana, "402", T3)

    assert isinstance(told, History)
    assert [line.id for line in told.lines] == [4, 3, 2, 1]
    assert await office.do(lambda uow: ids_of(uow, "402", None)) == [5, 4, 3, 2, 1]
    assert await office.do(lambda uow: ids_of(uow, None, T2)) == [5, 4, 2]
    assert len(await office.do(lambda uow: ids_of(uow, None, None))) == 8


async def test_older_entries_are_a_page_further(office: Office, ids: dict[str, int]) -> None:
    carla = await office.lets_in(CARLA, Role.IMPLAN, None)
    for _ in range(PAGE + 2):
        await happens(office, "entrega:402:3T2025")

    first = await shown(office, carla, "402")
    assert isinstance(first, History)
    last = await shown(office, carla, "402", older_than=first.older_than)

    assert (first.is_first, first.older_than) == (True, 3)
    assert isinstance(last, History)
    assert ([line.id for line in last.lines], last.older_than, last.is_first) == ([2, 1], 0, False)


async def test_a_person_sees_only_their_own_unit(office: Office, ids: dict[str, int]) -> None:
    ana = await office.lets_in(ANA)
    carla = await office.lets_in(CARLA, Role.IMPLAN, None)

    assert await shown(office, ana, "504") == NotAllowed(("402",), "historial")
    assert await shown(office, ana, "999") == NotAllowed(("402",), "historial")
    assert await shown(office, carla, "999") == UnknownUnit("999", "historial")
    assert await shown(office, carla) == NotAllowed((), "historial")


@pytest.mark.parametrize(
    ("actor", "who"),
    [("person:7", "Ana"), ("person:8", "person:8"), ("cli", "cli"), ("import:a:b.txt", "import:a:b.txt")],
)
def test_a_person_is_told_by_name(actor: str, who: str) -> None:
    assert who_of(actor, {7: "Ana"}) == who


async def test_an_invitation_tells_for_whom_and_as_what(office: Office, ids: dict[str, int]) -> None:
    implan = await office.lets_in(CARLA, Role.IMPLAN, None)
    wanted = InvitationWanted(Role.ENLACE, "402", "Elena Mora", days=14, is_suplente=True)
    await office.do(lambda uow: invite(uow, wanted, office.moment))
    await office.do(lambda uow: invite(uow, wanted, office.moment))
    await happens(office, "invitation:enlace:402", after={"invitation": "000000000000"})

    told = await shown(office, implan, "402")

    assert isinstance(told, History)
    found = {
        (line.action, line.invited.name, line.invited.is_suplente) for line in told.lines if line.invited
    }
    assert found == {
        ("person_invited", "Elena Mora", True),
        ("invitation_replaced", "Elena Mora", True),
    }
    assert sum(line.invited is None for line in told.lines) == 1
