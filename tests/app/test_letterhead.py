"""The letterhead: names and logo from the settings appear in every document."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from PIL import Image

from app.letterhead import letterhead_of
from app.settings import Settings, SettingWrong
from documents.filed.letterhead import Letterhead
from tests.app.conftest import Types
from tests.documents.tagged_pdf import page_texts
from tests.facts import Office, a_document

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2"/></svg>'
WRONG = (
    "El ajuste PUNTUAL_LOGO está mal: debe ser un archivo SVG o PNG que exista, por ejemplo: data/logo.svg."
)


def a_png(width: int = 40, height: int = 20) -> bytes:
    content = BytesIO()
    Image.new("RGB", (width, height), "#7a1f3d").save(content, "PNG")
    return content.getvalue()


async def test_every_format_bears_the_names_and_the_logo(
    office: Office, types: Types, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.register(a_document(programme="08"))
    (place / "logo.svg").write_text(SVG)
    monkeypatch.setenv("PUNTUAL_LOGO", "logo.svg")
    monkeypatch.setenv("PUNTUAL_MUNICIPALITY", "Municipio de Ejemplo")
    monkeypatch.setenv("PUNTUAL_ADMINISTRATION", "Administración 2028–2030")

    for kind in ("pdf", "xlsx", "docx"):
        await types("report", "informe", "402", "3T2025", "--out", f"x.{kind}")

    (page,) = page_texts((place / "x.pdf").read_bytes())
    assert "Municipio de Ejemplo" in page
    assert "Administración 2028–2030" in page
    assert [name for name in ZipFile(place / "x.xlsx").namelist() if "media" in name]
    header = Document(str(place / "x.docx")).sections[0].header
    assert "Municipio de Ejemplo · Instituto Municipal de Planeación" in header.paragraphs[0].text
    assert [part for part in header.part.rels.values() if "image" in part.reltype]


def test_without_settings_the_names_are_those_of_oaxaca_and_there_is_no_logo() -> None:
    assert letterhead_of(Settings()) == Letterhead()


@pytest.mark.parametrize("content", [SVG.encode(), a_png()], ids=["svg", "png"])
def test_a_logo_becomes_one_kind_of_picture(place: Path, content: bytes) -> None:
    (place / "logo.png").write_bytes(content)

    assert letterhead_of(Settings(logo=Path("logo.png"))).logo.startswith("<svg")


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg", b"GIF89a", b"\xff\xfe<svg", a_png()[:40], SVG.encode() + b" " * 2_000_000],
    ids=["empty", "cut svg", "neither", "not utf-8", "cut png", "too large"],
)
async def test_a_logo_that_cannot_be_drawn_stops_with_one_sentence(
    types: Types, place: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    (place / "logo.svg").write_bytes(content)
    monkeypatch.setenv("PUNTUAL_LOGO", "logo.svg")
    monkeypatch.setenv("PUNTUAL_BOT_TOKEN", "7000000001:secret-of-nobody")

    told = await types("run")

    assert (told.code, told.out, told.err) == (1, "", f"{WRONG}\n")
    assert not (place / "data").exists()


def test_a_logo_that_went_away_is_told(place: Path) -> None:
    with pytest.raises(SettingWrong, match="PUNTUAL_LOGO"):
        letterhead_of(Settings.model_construct(logo=place / "gone.svg"))
