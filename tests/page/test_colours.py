"""Every part of the page, in light and in dark: the rules of axe, and each colour of a text judged."""

from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page
from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from tests.page.conftest import ANA, BETO, DESK, PHONE, Scene
from tests.page.pictures import a_picture

pytestmark = pytest.mark.asyncio(loop_scope="package")

RICH = (
    "<b>Brechas</b> <i>del</i> <u>3T2025</u> <s>no</s> <code>402</code> /resumen https://ejemplo.mx\n"
    "<pre>valor</pre><blockquote>cita con /estado</blockquote>"
    "<blockquote expandable>uno\ndos\ntres\ncuatro\ncinco</blockquote>"
    '<tg-time unix="1758812400">hoy</tg-time>'
)
OPEN_EVERYTHING = """
() => {
  const part = (id) => document.getElementById(id);
  for (const id of ["attach", "commands", "inline", "editing", "go-down"]) part(id).hidden = false;
  part("editing-text").textContent = "lo que se edita";
  part("toast").textContent = "Son las 16:00.";
  part("inline").innerHTML = "<li class='nothing'>Nada</li>"
    + "<li><button><b>402</b><span>Va 1 de 3</span></button></li><li><button class='lead'>Más</button></li>";
}
"""
EACH_STYLE = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Guardar", callback_data="1", style="success")],
        [InlineKeyboardButton("Cancelar", callback_data="2", style="danger")],
        [InlineKeyboardButton("Enviar", callback_data="3", style="primary")],
        [
            InlineKeyboardButton("Corregir", callback_data="4"),
            InlineKeyboardButton("Ver", url="https://x.mx"),
        ],
        [InlineKeyboardButton("Copiar", copy_text=CopyTextButton("402"))],
    ]
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_nothing_is_hard_to_read_or_to_reach(scene: Scene, scheme: str) -> None:
    await _fill(scene)
    async with scene.open(DESK, scheme) as page:
        await page.get_by_role("button", name="Guardar").hover()
        await _judge(page)
        for name in ("Corregir", "Beto", "Adelantar", "Bloquear el bot"):
            await page.get_by_role("button", name=name).hover()
            await _judge(page, "button:hover")
        await page.get_by_role("button", name="Ver en grande").click()
        await _judge(page, "dialog")
        await page.keyboard.press("Escape")
        await _open_everything(page)
        await _judge(page)


async def test_nothing_is_hard_to_reach_on_a_phone(scene: Scene) -> None:
    await _fill(scene)
    async with scene.open(PHONE) as page:
        await page.get_by_role("button", name="Guardar").wait_for()
        await _judge(page)
        for name, opener in (("people", "Cambiar de persona"), ("tools", "Acciones de prueba")):
            await page.get_by_role("button", name=opener).press("Enter")
            await _judge(page, f"#{name}-panel")
            await page.keyboard.press("Escape")


async def _fill(scene: Scene) -> None:
    await scene.bot.set_my_commands([("estado", "Cómo va"), ("ayuda", "Qué puede hacer")])
    asked = await scene.ana.says("/estado 402")
    await scene.ana.sends_file("acta.pdf", b"%PDF", "application/pdf", "el acta")
    mine = await scene.ana.says("con un error")
    await scene.ana.edits(mine.message_id, "sin error, https://ejemplo.mx")
    await scene.bot.send_message(BETO, "sin leer")
    await scene.bot.send_document(ANA, b"x", filename="brechas.xlsx", caption="Las brechas")
    await scene.bot.send_photo(ANA, a_picture(300, 80), caption="Avance por UR")
    await scene.bot.send_message(
        ANA, RICH, "HTML", reply_markup=EACH_STYLE, reply_to_message_id=asked.message_id
    )


async def _open_everything(page: Page) -> None:
    """Open at once what a person opens one after the other: each part must be readable."""
    await page.evaluate(OPEN_EVERYTHING)


async def _judge(page: Page, part: str | None = None) -> None:
    found: Any = (await Axe().run(page, part, options={})).response
    wrong = [
        f"{rule['id']}: {node['html'][:120]} {node['any'][0]['message'] if node['any'] else ''}"
        for rule in [*found["violations"], *found["incomplete"]]
        for node in rule["nodes"]
        if rule in found["violations"] or _is_undecided(rule["id"], node)
    ]
    assert wrong == []


def _is_undecided(rule: str, node: Any) -> bool:
    """A colour that axe could not judge; a panel that covers half a line is judged where it covers none."""
    return rule == "color-contrast" and node["any"][0]["data"]["messageKey"] != "elmPartiallyObscuring"
