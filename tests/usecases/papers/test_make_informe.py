"""The contents of an Informe Trimestral: its programmes, signers and acuse; nobody is guessed."""

from dataclasses import replace

import pytest

from documents.filed.printed import ELABORO, VO_BO, Signer
from domain.evidence.acuse_codes import printed_code
from domain.evidence.acuses import AcuseKind
from domain.kit.access import Grant, Role
from domain.kit.entregas import EntregaState
from domain.kit.reports import CodedName
from storage.acuses import StoredAcuse
from storage.uow import UnitOfWork
from tests.facts import ANA, BETO, CARLA, T3, Office, a_document, a_mir, statements_of
from usecases.papers.make_informe import Informe, make_informe
from usecases.papers.paper_requests import NothingToFile

EJE = CodedName("2", "Gobierno de territorio", "2. Gobierno de territorio")
TITULAR = Role.TITULAR


@pytest.fixture
async def office(office: Office) -> Office:
    await office.register(a_document(programme="08", ejes=(EJE,)))
    await office.register(a_document(programme="10"))
    await office.register(a_mir(unit="504"))
    return office


async def made(
    office: Office, unit: str = "402", programme: str | None = "8", **given: object
) -> list[Informe]:
    signers = given.get("signers", ())
    assert isinstance(signers, tuple)
    return await office.do(
        lambda uow: make_informe(uow, unit, T3, office.moment, programme=programme, signers=signers)
    )


async def names(office: Office) -> list[tuple[str, str]]:
    (informe,) = await made(office)
    return [(signer.name, signer.post) for signer in informe.sheet.signers]


async def test_a_unit_has_one_report_for_each_programme(office: Office) -> None:
    found = await made(office, programme=None)

    assert [(each.unit_code, each.programme_code, each.period) for each in found] == [
        *(("402", "08", T3), ("402", "10", T3)),
    ]
    assert [dict(each.sheet.header)["Eje:"] for each in found] == ["2. Gobierno de territorio", ""]


async def test_a_programme_is_found_with_or_without_its_zeros(office: Office) -> None:
    assert [each.programme_code for each in await made(office, programme="8")] == ["08"]
    assert [each.programme_code for each in await made(office, programme="08")] == ["08"]


@pytest.mark.parametrize(
    ("unit", "programme", "name", "known"),
    [("999", None, None, ()), ("402", "9", "Secretaría Particular", ("08", "10"))],
    ids=["no unit", "no programme of that code"],
)
async def test_what_is_not_there_is_told(
    office: Office, unit: str, programme: str | None, name: str | None, known: tuple[str, ...]
) -> None:
    with pytest.raises(NothingToFile) as none:
        await made(office, unit, programme)

    assert (none.value.unit and none.value.unit.name, none.value.known) == (name, known)


async def test_nobody_is_guessed_as_signer(office: Office) -> None:
    assert await names(office) == [("", ""), ("", "")]


async def test_the_only_enlace_and_the_only_titular_sign(office: Office) -> None:
    await office.lets_in(ANA)
    await office.lets_in(BETO, TITULAR)
    await office.lets_in(CARLA, TITULAR, "504")

    assert await names(office) == [
        (f"Persona {ANA}", "Enlace · Secretaría Particular"),
        (f"Persona {BETO}", "Titular · Secretaría Particular"),
    ]


async def test_a_suplente_does_not_sign_instead_of_the_enlace(office: Office) -> None:
    await office.lets_in(ANA)
    beto = await office.lets_in(BETO, Role.CONSULTA, None)
    stands_in = Grant(Role.ENLACE, "402", is_suplente=True)
    await office.do(lambda uow: uow.people.give(beto.actor.person_id, stands_in))

    assert (await names(office))[0][0] == f"Persona {ANA}"


async def test_of_two_enlaces_the_one_who_sent_it_signs(office: Office) -> None:
    await office.lets_in(ANA)
    beto = await office.lets_in(BETO)
    assert (await names(office))[0] == ("", "")

    await office.do(lambda uow: hand_in(uow, office, beto.actor.person_id))

    assert (await names(office))[0][0] == f"Persona {BETO}"


async def test_who_sent_it_signs_also_after_leaving_the_unit(office: Office) -> None:
    ana = await office.lets_in(ANA)
    await office.lets_in(ANA, Role.ENLACE, "504")
    await office.do(lambda uow: hand_in(uow, office, ana.actor.person_id))
    await office.do(lambda uow: uow.people.take(ana.actor.person_id, Grant(Role.ENLACE, "402")))

    assert (await names(office))[0][0] == ana.actor.name


async def test_of_the_people_only_those_of_the_unit_are_read(office: Office) -> None:
    """For a document of every UR, reading all people for each UR would take quadratic time."""
    with statements_of(office.database) as seen:
        await made(office)

    assert not [each for each in seen if "FROM person" in each and "IN (SELECT" not in each]


async def test_who_is_named_signs(office: Office) -> None:
    await office.lets_in(ANA)
    named = Signer(VO_BO, "Gema Sánchez", "Secretaria Particular")

    (informe,) = await made(office, signers=(named,))

    assert informe.sheet.signers == (
        Signer(ELABORO, f"Persona {ANA}", "Enlace · Secretaría Particular"),
        named,
    )


async def test_the_last_acuse_is_printed(office: Office) -> None:
    ana = await office.lets_in(ANA)
    await office.do(lambda uow: hand_in(uow, office, ana.actor.person_id))
    assert (await made(office))[0].sheet.acuse == ""

    await office.do(lambda uow: receipt(uow, office))

    assert (await made(office))[0].sheet.acuse == f"A-402-3T2025-0001 · {printed_code('K7Q2M9X34T')}"


async def hand_in(uow: UnitOfWork, office: Office, person_id: int) -> None:
    entrega = await uow.entregas.get("402", T3)
    sent = replace(
        entrega, state=EntregaState.SENT, round=1, version=1, sent_at=office.moment.now, sent_by=person_id
    )
    await uow.entregas.save(sent, read=entrega.version, at=office.moment.now)


async def receipt(uow: UnitOfWork, office: Office) -> None:
    entrega = await uow.entregas.get("402", T3)
    assert entrega.id is not None
    kind, now = AcuseKind.SENT.value, office.moment.now
    await uow.acuses.add(
        StoredAcuse("K7Q2M9X34T", "A-402-3T2025-0001", entrega.id, kind, 1, now, {}, "ab" * 32)
    )
