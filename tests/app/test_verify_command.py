"""`puntual verify` accepts an unchanged package and refuses a changed one."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import insert

from domain.evidence.acuses import hash_of
from domain.evidence.proof_files import FileState
from domain.kit.entregas import EntregaState
from storage.acuses import StoredAcuse
from storage.files import FileStore
from storage.tables.review import EntregaTable
from tests.app.conftest import Types
from tests.facts import AN_OFICIO, T3, Office, a_document, a_row, an_avance
from tests.proof import ROTS, Rot
from texts.evidence.proof import STATES

OFICIO = b"%PDF-1.7 oficio"
FILE = "402/evidencias/pp08/componente-7/01-sp-112-2025.pdf"
PACKAGE = "paquete-402-3T2025.zip"


@pytest.fixture
async def office(office: Office, place: Path) -> Office:
    """A UR with one indicator with an evidence file, and one without."""
    ids = await office.register(a_document(a_row("Componente 7"), a_row("Actividad 7.1")))
    sha256 = FileStore(place / "data" / "evidencias").put(OFICIO)
    now = office.moment.now
    await office.do(
        lambda uow: uow.avances.remember_file(
            sha256, size=len(OFICIO), mime="application/pdf", name="../../o.pdf", at=now
        )
    )
    await office.save(ids["Componente 7"], an_avance(evidence=(replace(AN_OFICIO, file_sha256=sha256),)))
    return office


async def test_a_package_holds_what_is_signed_and_what_proves_it(
    office: Office, types: Types, place: Path
) -> None:
    told = await types("report", "paquete", "402", "3T2025")

    assert (told.code, told.out, told.err) == (0, f"Escrito: {PACKAGE}\n", "")
    with ZipFile(place / PACKAGE) as archive:
        assert archive.namelist() == [
            "402/informe-pp08.pdf",
            "402/informe-pp08.xlsx",
            FILE,
            "manifest.json",
        ]
        assert archive.read(FILE) == OFICIO
        manifest = json.loads(archive.read("manifest.json"))
    (unit,) = manifest["units"]
    assert (unit["code"], unit["entrega"]["state"], unit["acuse"], unit["absent"]) == (
        "402",
        "open",
        None,
        [],
    )
    assert [(each["level"], each["goal"], each["value"]) for each in unit["indicators"]] == [
        ("Componente 7", "25", "25"),
        ("Actividad 7.1", "25", ""),
    ]


async def test_a_package_as_it_was_made_is_whole(office: Office, types: Types) -> None:
    await types("report", "paquete", "402", "3T2025")

    told = await types("verify", PACKAGE)

    assert (told.code, told.err) == (0, "")
    first, made, fingerprint = told.out.splitlines()
    assert first == "Íntegro: 3 archivos de 402, 3T2025."
    assert made.startswith("Hecho: 20")
    assert len(fingerprint.removeprefix("Huella de manifest.json: ")) == 64


async def test_what_was_changed_is_named(office: Office, types: Types, place: Path) -> None:
    await types("report", "paquete", "402", "3T2025")
    _rewrite(place / PACKAGE, FILE, b"%PDF-1.7 otro")

    told = await types("verify", PACKAGE)

    assert (told.code, told.out) == (1, "")
    assert told.err == f"{FILE}: cambió después de hacerse el paquete\n"


async def test_a_file_that_the_server_lost_is_said(office: Office, types: Types, place: Path) -> None:
    for path in (place / "data" / "evidencias").rglob("*"):
        if path.is_file():
            path.unlink()

    await types("report", "paquete", "402", "3T2025")
    told = await types("verify", PACKAGE)

    assert told.code == 1
    assert told.out.splitlines()[0] == "Como se hizo: 3 archivos de 402, 3T2025, sin todas sus evidencias."
    assert told.out.splitlines()[-1] == f"Al hacerlo ya no estaban en el servidor: {FILE}"


@pytest.mark.parametrize(("rot", "state"), ROTS.values(), ids=ROTS)
async def test_an_altered_file_is_no_evidence_in_a_package(
    rot: Rot, state: FileState, office: Office, types: Types, place: Path
) -> None:
    [kept] = [path for path in (place / "data" / "evidencias").glob("*/*") if path.is_file()]
    rot(kept)

    made, told = await types("report", "paquete", "402", "3T2025"), await types("verify", PACKAGE)

    with ZipFile(place / PACKAGE) as archive:
        names = archive.namelist()
        [unit] = json.loads(archive.read("manifest.json"))["units"]
        notice = archive.read("EVIDENCIAS-CON-FALLA.txt").decode()
    assert (made.code, told.code) == (1, 1)
    assert FILE not in names
    assert unit["altered" if state is FileState.ALTERED else "absent"] == [FILE]
    assert f"{FILE}: {STATES[state]}" in notice
    assert f"{FILE}: {STATES[state]}" in made.err
    assert FILE in told.out
    [noted] = await office.do(lambda uow: uow.file_checks.every())
    assert noted.state is state


async def test_all_units_lie_in_one_package(office: Office, types: Types, place: Path) -> None:
    await office.register(a_document(unit="504", unit_name="IMPLAN", programme="6"))

    await types("report", "paquete", "3T2025", "--out", "cierre.zip")
    told = await types("verify", "cierre.zip")

    assert told.out.startswith("Íntegro: 5 archivos de 402, 504, 3T2025.\n")
    with ZipFile(place / "cierre.zip") as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {"402", "504", "manifest.json"}


async def test_one_programme_alone_can_be_packed(office: Office, types: Types, place: Path) -> None:
    await office.register(a_document(programme="10"))

    await types("report", "paquete", "402", "3T2025", "--programme", "10", "--out", "uno.zip")

    with ZipFile(place / "uno.zip") as archive:
        assert archive.namelist() == ["402/informe-pp10.pdf", "402/informe-pp10.xlsx", "manifest.json"]


async def test_the_acuse_goes_along_with_its_hash(office: Office, types: Types, place: Path) -> None:
    facts = {"folio": "A-402-3T2025-0001"}
    entrega_id = await _entrega(office)
    issued = StoredAcuse(
        "K7Q2M9X34T", "A-402-3T2025-0001", entrega_id, "sent", 1, office.moment.now, facts, hash_of(facts)
    )
    await office.do(lambda uow: uow.acuses.add(issued))

    await types("report", "paquete", "402", "3T2025")
    told = await types("verify", PACKAGE)

    assert told.code == 0
    with ZipFile(place / PACKAGE) as archive:
        (unit,) = json.loads(archive.read("manifest.json"))["units"]
    assert unit["acuse"]["folio"] == "A-402-3T2025-0001"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("402", "3T2025", "--programme", "99"), "La UR 402 no tiene el programa 99; tiene 08."),
        (("999", "3T2025"), "No hay una UR 999: importe primero su programa con «puntual import»."),
        (("3T2025", "--programme", "99"), "Ninguna UR tiene el programa 99; hay 08."),
        (("1T2019",), "No hay programas de 2019: impórtelos primero."),
    ],
)
async def test_what_there_is_not_is_said(
    office: Office, types: Types, words: tuple[str, ...], said: str
) -> None:
    told = await types("report", "paquete", *words)

    assert (told.code, told.err) == (1, f"{said}\n")


async def test_a_file_that_is_no_package_is_refused(types: Types, place: Path) -> None:
    (place / "foto.zip").write_bytes(b"\xff\xd8")

    told = await types("verify", "foto.zip")

    assert (told.code, told.err) == (1, "foto.zip: no existe, está cortado o no es un ZIP\n")


async def _entrega(office: Office) -> int:
    values = {
        "unit_code": "402",
        "year": 2025,
        "quarter": 3,
        "state": EntregaState.SENT,
        "round": 1,
        "version": 1,
        "sent_at": datetime(2025, 9, 30, 18, tzinfo=UTC),
        "updated_at": datetime(2025, 9, 30, 18, tzinfo=UTC),
    }
    await office.do(lambda uow: uow.session.execute(insert(EntregaTable).values(**values)))
    entrega = await office.do(lambda uow: uow.entregas.get("402", T3))
    assert entrega.id is not None
    return entrega.id


def _rewrite(path: Path, name: str, content: bytes) -> None:
    with ZipFile(path) as archive:
        entries = {each: archive.read(each) for each in archive.namelist()}
    entries[name] = content
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for each, kept in entries.items():
            archive.writestr(each, kept)
    path.write_bytes(made.getvalue())
