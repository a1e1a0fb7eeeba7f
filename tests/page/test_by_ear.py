"""What is heard: everything new once, in words that say who spoke and what may be done."""

import pytest
from playwright.async_api import Page, expect

from tests.page.conftest import ANA, BETO, Scene
from tests.page.pictures import a_picture
from tests.sandbox.helpers import a_keyboard

pytestmark = pytest.mark.asyncio(loop_scope="package")

MARK = "() => { for (const each of document.querySelectorAll('#chat li')) each.marked = true; }"
MARKED = "() => [...document.querySelectorAll('#chat li.message')].filter((each) => each.marked).length"


async def test_what_the_bot_says_is_announced_once_with_its_buttons(scene: Scene) -> None:
    async with scene.open() as page:
        sent = await scene.bot.send_message(ANA, "¿Guardar?", reply_markup=a_keyboard("Guardar", "Corregir"))
        await _heard(page, "Puntual: ¿Guardar?. Botones: Guardar, Corregir")
        await scene.bot.edit_message_text(
            "¿Guardo 25 %?", ANA, sent.message_id, reply_markup=a_keyboard("Sí")
        )
        await _heard(page, "Puntual, editado: ¿Guardo 25 %?. Botones: Sí")
        await scene.bot.edit_message_reply_markup(ANA, sent.message_id)
        await scene.bot.edit_message_text("¿Guardo 25 %?\n\n✓ Sí", ANA, sent.message_id)
        await _heard(page, "Puntual, editado: ✓ Sí")
        await scene.bot.send_photo(ANA, a_picture(), caption="Avance por UR")
        await _heard(page, "Puntual: foto. Avance por UR")
        await scene.bot.send_document(ANA, b"x", filename="brechas.xlsx")
        await _heard(page, "Puntual: archivo brechas.xlsx")
        await scene.bot.send_message(BETO, "hola")
        await _heard(page, "Mensaje nuevo para Beto")
        await page.get_by_role("button", name="Beto, 1 sin leer").press("Enter")
        await _heard(page, "Chat de Beto")

        assert await page.locator("#heard p").count() == 7


async def test_what_was_there_is_neither_announced_nor_drawn_again(scene: Scene) -> None:
    await scene.bot.send_message(ANA, "uno")
    await scene.bot.send_message(ANA, "dos")
    async with scene.open() as page:
        await page.evaluate(MARK)

        await scene.bot.send_message(ANA, "tres")
        await _heard(page, "Puntual: tres")

        assert await page.locator("#heard p").count() == 1
        assert await page.evaluate(MARKED) == 2


async def test_the_chat_says_who_wrote_what_and_the_regions_have_names(scene: Scene) -> None:
    await scene.ana.says("hola")
    await scene.bot.send_message(ANA, "Buenos días.", reply_markup=a_keyboard("Seguir"))
    async with scene.open() as page:
        chat = page.get_by_role("region", name="Mensajes")

        await expect(chat.get_by_role("listitem").filter(has_text="hola")).to_contain_text("Usted: ")
        await expect(chat.get_by_role("listitem").filter(has_text="Buenos días")).to_contain_text("Bot: ")
        keyboard = chat.get_by_role("group", name="Botones del mensaje")
        await expect(keyboard.get_by_role("button")).to_have_count(1)
        await expect(page.get_by_role("main", name="Chat")).to_be_visible()
        for name in ("Personas", "Acciones de prueba"):
            await expect(page.get_by_role("complementary", name=name)).to_be_visible()


async def test_hidden_text_and_long_quotes_open_by_key(scene: Scene) -> None:
    quote = "\n".join(f"renglón {number}" for number in range(9))
    await scene.bot.send_message(
        ANA, f"<tg-spoiler>secreto</tg-spoiler><blockquote expandable>{quote}</blockquote>", "HTML"
    )
    async with scene.open() as page:
        await page.get_by_role("button", name="Texto oculto: mostrar").press("Space")
        await page.get_by_role("button", name="Ver todo").press("Enter")

        await expect(page.get_by_text("secreto")).to_have_class("spoiler shown")
        await expect(page.get_by_role("button", name="Ver menos")).to_have_attribute("aria-expanded", "true")
        await expect(page.get_by_role("button", name="Ver menos")).to_be_focused()


async def _heard(page: Page, text: str) -> None:
    await expect(page.get_by_role("log", name="Lo nuevo").locator("p").last).to_have_text(text)
