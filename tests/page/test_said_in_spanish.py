"""When something goes wrong the page says so in Spanish, whatever the browser speaks, and loses nothing."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.page.conftest import Scene

pytestmark = pytest.mark.asyncio(loop_scope="package")


@pytest.mark.parametrize(
    ("kind", "name", "content", "said"),
    [
        ("Archivo", "acta.pdf", b"", "El archivo está vacío. Elija otro."),
        ("Foto", "foto.png", b"", "El archivo está vacío. Elija otro."),
        ("Foto", "acta.pdf", b"%PDF", "«acta.pdf» no es una imagen. Envíelo con Adjuntar, Archivo."),
    ],
)
async def test_a_file_that_cannot_be_sent(
    scene: Scene, tmp_path: Path, kind: str, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    async with scene.open() as page:
        await page.get_by_label("Mensaje", exact=True).fill("el oficio")
        await page.get_by_role("button", name="Adjuntar").press("Enter")
        async with page.expect_file_chooser() as choosing:
            await page.get_by_role("button", name=kind).press("Enter")
        await (await choosing.value).set_files(tmp_path / name)

        await _says(page, said)
        await expect(page.get_by_label("Mensaje", exact=True)).to_have_value("el oficio")


async def test_a_person_who_is_gone(scene: Scene) -> None:
    async with scene.open() as page:
        scene.sandbox.world.people.pop(402)
        await page.get_by_label("Mensaje", exact=True).fill("hola")
        await page.get_by_role("button", name="Enviar").press("Enter")

        await _says(page, "En el chat de prueba no hay una persona con el id 402.")
        await expect(page.get_by_label("Mensaje", exact=True)).to_have_value("hola")


async def test_a_sandbox_that_is_gone(scene: Scene) -> None:
    async with scene.open() as page:
        await page.route("**/_sandbox/**", lambda route: route.abort())
        await page.get_by_label("Mensaje", exact=True).fill("hola")
        await page.get_by_role("button", name="Enviar").press("Enter")

        await _says(page, "El chat de prueba no responde. Revise en la terminal que siga abierto.")
        await expect(page.get_by_label("Mensaje", exact=True)).to_have_value("hola")


async def _says(page: Page, text: str) -> None:
    await expect(page.get_by_role("status")).to_have_text(text)
