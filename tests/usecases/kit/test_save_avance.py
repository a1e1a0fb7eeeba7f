"""Every saved avance leaves an audit entry: who saved it, before and after."""

from decimal import Decimal

import pytest

from domain.kit.avances import AvanceState
from domain.kit.drafts import Draft, Step
from storage.avances import StaleAvance
from storage.people import Person
from tests.facts import AN_OFICIO, T3, Office, a_mir, an_avance
from tests.read_back import audit_entries
from usecases.kit.save_avance import save_avance


@pytest.fixture
async def indicator_id(office: Office) -> int:
    return (await office.register(a_mir()))["Componente 7"]


@pytest.fixture
async def ana(office: Office, indicator_id: int) -> Person:
    return await office.lets_in()


def a_draft(indicator_id: int, value: str = "10.5", base_version: int = 0) -> Draft:
    return Draft(
        "402",
        indicator_id,
        T3,
        Step.REVIEW,
        "1",
        base_version,
        Decimal(value),
        reason="Falta de recursos",
        evidence=(AN_OFICIO,),
    )


async def test_the_first_save_has_nothing_before_it(office: Office, ana: Person, indicator_id: int) -> None:
    saved = await office.do(lambda uow: save_avance(uow, ana, a_draft(indicator_id), office.moment))

    (entry,) = await office.do(lambda uow: audit_entries(uow, subject=f"avance:{indicator_id}:3T2025"))
    assert saved == an_avance("10.5", justification="Falta de recursos", evidence=(AN_OFICIO,), version=1)
    assert (entry.at, entry.actor, entry.action) == (office.moment.now, "person:1", "avance_saved")
    assert entry.before is None
    assert entry.after == {
        "state": "reported",
        "value": "10.5",
        "cause": None,
        "justification": "Falta de recursos",
        "action": None,
        "recovery_on": None,
        "evidence": ["Oficio SP/112/2025"],
        "version": 1,
    }


async def test_a_correction_tells_what_it_was_before(office: Office, ana: Person, indicator_id: int) -> None:
    await office.save(indicator_id, an_avance(None, state=AvanceState.UNCONFIRMED, is_imported=True))

    draft = a_draft(indicator_id, "0", base_version=1)
    await office.do(lambda uow: save_avance(uow, ana, draft, office.moment))

    entry, *_ = await office.do(audit_entries)
    assert entry.before == {
        "state": "unconfirmed",
        "value": None,
        "cause": None,
        "justification": None,
        "action": None,
        "recovery_on": None,
        "evidence": [],
        "version": 1,
    }
    assert entry.after is not None
    assert (entry.after["state"], entry.after["value"], entry.after["version"]) == ("confirmed_zero", "0", 2)


async def test_a_refused_save_leaves_no_trace(office: Office, ana: Person, indicator_id: int) -> None:
    await office.save(indicator_id, an_avance())

    with pytest.raises(StaleAvance):
        await office.do(lambda uow: save_avance(uow, ana, a_draft(indicator_id), office.moment))

    assert await office.audited() == []
