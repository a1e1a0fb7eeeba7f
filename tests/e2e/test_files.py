"""Evidence files: stored and refused by content, downloaded only for people who may send them."""

import hashlib
from dataclasses import dataclass

import pytest

from domain.evidence.proofs import grouped
from domain.kit.access import Role
from domain.kit.evidence import EvidenceType
from sandbox.chat import ChatMessage
from sandbox.client import PersonClient
from tests.documents.letters import LETTER, a_pdf, a_photo
from tests.documents.odd_files import DOCX
from tests.e2e.town import Town
from tests.facts import ANA, BETO

OFICIO = "Oficio SP/DSAV/114/2025 del 24 de septiembre"
PDF = a_pdf("Lista de asistencia")
JPG = a_photo(size=(900, 1200))
PNG = a_photo(size=(900, 1200), form="PNG")
FIVE = [a_photo(f"Foja {place}", size=(900, 1200)) for place in range(1, 6)]
TWENTY_MB = 20 * 1024 * 1024


@dataclass(frozen=True)
class Sent:
    name: str
    content: bytes
    mime: str
    as_photo: bool = False


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(Sent("oficio.pdf", PDF, "application/pdf"), id="pdf"),
        pytest.param(Sent("foto.jpg", JPG, "image/jpeg", as_photo=True), id="photo"),
        pytest.param(Sent("foto.jpg", JPG, "image/jpeg"), id="jpg as a file"),
        pytest.param(Sent("captura.png", PNG, "image/png"), id="png"),
        pytest.param(Sent("oficio.doc", PDF, "application/msword"), id="pdf under another name"),
    ],
)
async def test_a_file_is_kept_by_its_content(town: Town, ana: PersonClient, sent: Sent) -> None:
    await _awaits_evidence(ana)

    await ana.sends_file(sent.name, sent.content, sent.mime, OFICIO, as_photo=sent.as_photo)
    await ana.waits_for("oficio SP/DSAV/114/2025 (24 sep 2025) 📎")
    await _saves(ana)

    avance = await town.saved()
    assert avance is not None
    (evidence,) = avance.evidence
    assert evidence.file_sha256 == hashlib.sha256(sent.content).hexdigest()
    (kept,) = town.files()
    assert kept.read_bytes() == sent.content


@pytest.mark.parametrize("method", ["getFile", "download"])
@pytest.mark.parametrize("status", [200, 403, 502])
async def test_a_file_behind_a_gateway_is_asked_for_until_it_comes(
    town: Town, ana: PersonClient, status: int, method: str
) -> None:
    await _awaits_evidence(ana)
    await town.client.fails("web_page", method, status=status, times=2)

    await ana.sends_file("oficio.pdf", PDF, "application/pdf", OFICIO)
    await ana.waits_for("oficio SP/DSAV/114/2025 (24 sep 2025) 📎", 15)

    (kept,) = town.files()
    assert kept.read_bytes() == PDF


async def test_a_file_without_a_caption_is_called_by_its_name(town: Town, ana: PersonClient) -> None:
    await _awaits_evidence(ana)

    await ana.sends_file("acta <b>&.pdf", PDF, "application/pdf")
    await ana.waits_for("Recibí el archivo «acta <b>&.pdf». ¿Qué oficio es?")
    await ana.taps("No lleva número")
    await ana.waits_for("archivo «acta <b>&.pdf» 📎")
    await _saves(ana)

    avance = await town.saved()
    assert avance is not None
    assert [each.type for each in avance.evidence] == [EvidenceType.FILE]


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(Sent("oficio.pdf", b"solo texto", "application/pdf"), id="text under the name of a pdf"),
        pytest.param(Sent("oficio.pdf", b"-%PDF-1.4", "application/pdf"), id="pdf after a dash"),
        pytest.param(Sent("hoja.xlsx", b"PK\x03\x04", "application/vnd.ms-excel"), id="workbook"),
        pytest.param(Sent("anim.gif", b"GIF89a", "image/gif"), id="gif"),
    ],
)
async def test_what_is_neither_pdf_nor_picture_is_refused(town: Town, ana: PersonClient, sent: Sent) -> None:
    await _awaits_evidence(ana)

    await ana.sends_file(sent.name, sent.content, sent.mime, OFICIO)
    await ana.waits_for("Ese archivo no se puede recibir. Envíe un PDF, una foto JPG o PNG")

    assert town.files() == []
    await ana.says(OFICIO)
    await ana.waits_for("acumulado")


async def test_a_file_beyond_what_bots_may_fetch_is_not_asked_for(town: Town, ana: PersonClient) -> None:
    await _awaits_evidence(ana)

    await town.client.injects(a_document(ANA, file_size=TWENTY_MB + 1))
    await ana.waits_for("El archivo pasa de 20 MB.")

    assert town.calls("getFile") == 0


async def test_a_file_of_unknown_size_that_is_too_large_is_said_to_be(town: Town, ana: PersonClient) -> None:
    await _awaits_evidence(ana)
    large = await ana.sends_file("largo.pdf", PDF + bytes(TWENTY_MB), "application/pdf")
    await ana.waits_for("El archivo pasa de 20 MB.")
    assert large.file is not None

    await town.client.injects(a_document(ANA, file_id=large.file.file_id, file_size=None))
    await ana.waits_for("El archivo pasa de 20 MB.", after=(await ana.messages())[-1].seq)


async def test_a_file_that_telegram_no_longer_has_is_asked_for_again(town: Town, ana: PersonClient) -> None:
    await _awaits_evidence(ana)

    await town.client.injects(a_document(ANA, file_id="gone"))
    await ana.waits_for("El archivo no llegó completo. Envíelo otra vez.")


async def test_an_album_of_five_photos_is_one_evidence_with_one_summary(
    town: Town, ana: PersonClient
) -> None:
    await _awaits_evidence(ana)

    await ana.sends_album(FIVE, OFICIO)
    summary = await ana.waits_for("oficio SP/DSAV/114/2025 (24 sep 2025) 📎 5 archivos")

    assert [each.message_id for each in await _summaries(ana)] == [summary.message_id]
    assert summary.labels == ["Guardar", "Corregir", "Cancelar"]
    await _saves(ana)
    avance = await town.saved()
    assert avance is not None
    assert [each.file_sha256 for each in avance.evidence] == [sha256(each) for each in FIVE]
    assert len(grouped(avance.evidence)) == 1
    assert len(town.files()) == 5


async def test_an_album_whose_caption_comes_last_is_the_same(town: Town, ana: PersonClient) -> None:
    await _awaits_evidence(ana)

    await ana.sends_album(FIVE[:4])
    await ana.sends_file("foto.jpg", FIVE[4], "image/jpeg", OFICIO, as_photo=True, media_group_id="album")
    await ana.waits_for("oficio SP/DSAV/114/2025 (24 sep 2025) 📎 5 archivos")

    assert len(await _summaries(ana)) == 1


async def test_an_album_without_a_caption_is_asked_about_once(town: Town, ana: PersonClient) -> None:
    await _awaits_evidence(ana)

    await ana.sends_album(FIVE)
    await ana.waits_for("Recibí 5 archivos juntos. ¿Qué oficio muestran?")
    await ana.says("SP/DSAV/114/2025 del 24 de septiembre")

    await ana.waits_for("oficio SP/DSAV/114/2025 (24 sep 2025) 📎 5 archivos")
    assert len([each for each in await ana.messages() if "¿Qué oficio muestran?" in each.text]) == 1


async def test_an_album_that_is_not_awaited_is_refused_once(ana: PersonClient) -> None:
    await ana.sends_album(FIVE[:3])
    await ana.waits_for("El archivo no se guardó: no hay una captura abierta.")

    await ana.says("/ayuda")
    await ana.waits_for("/capturar")
    assert len([each for each in await ana.messages() if "no se guardó" in each.text]) == 1


async def test_a_good_photo_takes_the_place_of_a_broken_one(town: Town, ana: PersonClient) -> None:
    await _awaits_evidence(ana)
    await ana.sends_file("foto.jpg", JPG[:200], "image/jpeg", as_photo=True)
    await ana.waits_for("no se pudo abrir. Revise que abra y envíelo otra vez.")
    await ana.says("SP/DSAV/114/2025 del 24 de septiembre")
    await ana.waits_for("Puede enviar otra evidencia o guardar.")

    await ana.sends_file("foto.jpg", JPG, "image/jpeg", as_photo=True)
    review = await ana.waits_for("El archivo nuevo queda en lugar del que no se podía leer.")
    await _saves(ana)

    assert "Evidencia: oficio SP/DSAV/114/2025 (24 sep 2025) 📎" in review.text
    assert "⚠️" not in review.text
    avance = await town.saved()
    assert avance is not None
    assert [(each.numbers, each.file_sha256) for each in avance.evidence] == [
        (("SP/DSAV/114/2025",), sha256(JPG))
    ]


async def test_a_word_document_is_asked_for_as_a_pdf(ana: PersonClient) -> None:
    await _awaits_evidence(ana)

    await ana.sends_file("oficio.docx", DOCX, "application/vnd.ms-word")
    await ana.waits_for("Un documento de Word no se recibe. Guárdelo como PDF y envíelo")
    await ana.sends_file("oficio.pdf", a_pdf(*LETTER), "application/pdf")

    await ana.waits_for("¿Es correcto?")


async def test_what_a_pdf_says_of_itself_is_offered_and_confirmed(town: Town, ana: PersonClient) -> None:
    await _awaits_evidence(ana)

    await ana.sends_file("oficio.pdf", a_pdf(*LETTER), "application/pdf")
    await ana.waits_for(
        "Leí en el PDF: oficio SP/DSAV/112/2025 (26 sep 2025) de Secretaría particular. ¿Es correcto?"
    )
    await ana.taps("Sí")
    await ana.waits_for("Evidencia: oficio SP/DSAV/112/2025 (26 sep 2025)")
    await _saves(ana)

    avance = await town.saved()
    assert avance is not None
    assert [(each.numbers, bool(each.file_sha256)) for each in avance.evidence] == [
        (("SP/DSAV/112/2025",), True)
    ]


async def test_another_oficio_than_the_one_read_can_be_typed(ana: PersonClient) -> None:
    await _awaits_evidence(ana)

    await ana.sends_file("oficio.pdf", a_pdf(*LETTER), "application/pdf")
    await ana.waits_for("¿Es correcto?")
    await ana.says("escribir otro")
    await ana.waits_for("¿Qué oficio es?")
    await ana.says("SP/DSAV/7/2025 del 2 de julio")

    await ana.waits_for("Evidencia: oficio SP/DSAV/7/2025 (2 jul 2025) 📎")


@pytest.mark.parametrize("as_file", [False, True], ids=["text", "file"])
async def test_what_is_forwarded_counts_like_what_is_sent(ana: PersonClient, as_file: bool) -> None:
    await _awaits_evidence(ana)

    if as_file:
        await ana.sends_file("oficio.pdf", PDF, "application/pdf", OFICIO, forwarded_from="Beto")
    else:
        await ana.says(OFICIO, forwarded_from="Beto")

    await ana.waits_for("Evidencia: oficio SP/DSAV/114/2025 (24 sep 2025)")


async def test_evidence_may_be_added_before_saving_and_once_only(town: Town, ana: PersonClient) -> None:
    await _awaits_evidence(ana)
    await ana.says("SP/DSAV/113/2025 del 23 de septiembre")
    await ana.waits_for("Puede enviar otra evidencia o guardar.")

    for _ in range(2):
        await ana.sends_file("oficio.pdf", PDF, "application/pdf", OFICIO)
        await ana.waits_for(lambda message: message.text.count("•") == 2)
    await _saves(ana)

    avance = await town.saved()
    assert avance is not None
    assert [each.numbers for each in avance.evidence] == [("SP/DSAV/113/2025",), ("SP/DSAV/114/2025",)]


async def test_a_file_before_its_question_is_not_taken(town: Town, ana: PersonClient) -> None:
    await ana.sends_file("oficio.pdf", PDF, "application/pdf", OFICIO)
    await ana.waits_for("El archivo no se guardó: no hay una captura abierta.")
    assert town.calls("getFile") == 0

    await ana.says("/capturar Componente 7")
    await ana.waits_for("¿Cuánto alcanzaron")
    await ana.sends_file("oficio.pdf", PDF, "application/pdf", OFICIO)
    await ana.waits_for("Recibí un archivo, pero antes falta otra respuesta.")


async def test_nothing_is_fetched_for_a_stranger(town: Town) -> None:
    stranger = await town.stranger()

    await stranger.sends_file("oficio.pdf", PDF, "application/pdf", OFICIO)
    await stranger.waits_for("Este bot es para personal del municipio con invitación.")

    assert town.calls("getFile") == 0
    assert town.files() == []


async def test_nothing_is_fetched_for_who_may_not_capture(town: Town) -> None:
    titular = await town.resident(BETO, Role.TITULAR)

    await titular.sends_file("oficio.pdf", PDF, "application/pdf", OFICIO)
    await titular.waits_for("Su invitación no incluye esta función.")

    assert town.calls("getFile") == 0


def a_document(user_id: int, *, file_id: str = "d", file_size: int | None = 9) -> dict[str, object]:
    """An update that the sandbox itself would not send."""
    size = {} if file_size is None else {"file_size": file_size}
    document = {"file_id": file_id, "file_unique_id": "d", "file_name": "oficio.pdf", **size}
    message = {
        "message_id": 900,
        "date": 1758800000,
        "chat": {"id": user_id, "type": "private", "first_name": "Ana"},
        "from": {"id": user_id, "is_bot": False, "first_name": "Ana"},
        "document": document,
    }
    return {"update_id": 90_000_001, "message": message}


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


async def _summaries(enlace: PersonClient) -> list[ChatMessage]:
    return [each for each in await enlace.messages() if "acumulado" in each.text]


async def _awaits_evidence(enlace: PersonClient) -> None:
    await enlace.says("/capturar Componente 7")
    await enlace.waits_for("¿Cuánto alcanzaron")
    await enlace.taps("Cumplimos la meta")
    await enlace.waits_for("¿Qué oficio lo comprueba?")


async def _saves(enlace: PersonClient) -> None:
    await enlace.taps("Guardar")
    await enlace.waits_for("Guardado.")
