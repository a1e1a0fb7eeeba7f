"""Nobody who works without a mouse loses their place: not by a tap, not by news, not by closing something."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Locator, Page, expect
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from tests.page.conftest import ANA, BETO, DESK, PHONE, Scene
from tests.page.pictures import a_picture
from tests.sandbox.helpers import a_keyboard

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_a_button_keeps_the_focus_while_its_message_is_drawn_again(scene: Scene) -> None:
    sent = await scene.bot.send_message(ANA, "Página 1", reply_markup=a_keyboard("Anterior", "Siguiente"))
    async with scene.open() as page:
        button = page.get_by_role("button", name="Siguiente")
        await button.focus()
        await page.keyboard.press("Enter")

        await scene.bot.edit_message_text(
            "Página 2", ANA, sent.message_id, reply_markup=a_keyboard("Anterior", "Siguiente", "Fin")
        )
        await page.locator("#chat").get_by_text("Página 2").wait_for()

        await expect(button).to_be_focused()


async def test_a_button_of_the_same_name_is_the_same_place(scene: Scene) -> None:
    sent = await scene.bot.send_message(ANA, "Página 1", reply_markup=_named("Siguiente", "page:2"))
    async with scene.open() as page:
        await page.get_by_role("button", name="Siguiente").focus()

        await scene.bot.edit_message_text(
            "Página 2", ANA, sent.message_id, reply_markup=_named("Siguiente", "page:3")
        )
        await page.locator("#chat").get_by_text("Página 2").wait_for()

        await expect(page.get_by_role("button", name="Siguiente")).to_be_focused()


async def test_once_the_buttons_are_gone_the_message_has_the_focus_and_tab_goes_on_from_it(
    scene: Scene,
) -> None:
    sent = await scene.bot.send_message(ANA, "¿Guardar?", reply_markup=a_keyboard("Guardar"))
    async with scene.open() as page:
        await page.get_by_role("button", name="Guardar").focus()
        await page.keyboard.press("Enter")

        await scene.bot.edit_message_reply_markup(ANA, sent.message_id)
        await scene.bot.send_message(ANA, "Guardado.", reply_markup=a_keyboard("Enviar entrega"))
        await page.get_by_role("button", name="Enviar entrega").wait_for()
        await expect(page.locator("#chat li", has_text="¿Guardar?")).to_be_focused()
        await page.keyboard.press("Tab")

        await expect(page.get_by_role("button", name="Enviar entrega")).to_be_focused()


async def test_news_for_others_take_no_focus(scene: Scene) -> None:
    await scene.bot.send_message(ANA, "¿?", reply_markup=a_keyboard("Sí"))
    async with scene.open() as page:
        for focused in (page.get_by_role("button", name="Sí"), page.get_by_role("button", name="Beto")):
            await focused.focus()

            await scene.bot.send_message(BETO, "hola")
            await scene.bot.send_message(ANA, "hola")
            await expect(page.locator("#chat").get_by_text("hola").last).to_be_visible()

            await expect(focused).to_be_focused()


async def test_an_action_of_the_host_says_where_it_leads_and_keeps_the_focus(scene: Scene) -> None:
    async with scene.open() as page:
        button = page.get_by_role("button", name="Adelantar")
        await expect(button).to_contain_text("jue 25 sep, 16:00")
        await button.focus()

        await page.keyboard.press("Enter")
        await expect(page.get_by_role("status")).to_have_text("Ahora: jue 25 sep, 16:00.")

        await expect(button).to_contain_text("vie 26 sep, 08:30")
        await expect(button).to_be_focused()


async def test_what_is_gone_for_good_gives_the_focus_to_the_box(scene: Scene) -> None:
    async with scene.open() as page:
        await page.get_by_role("button", name="/start").focus()
        await page.keyboard.press("Enter")
        await page.locator("#chat").get_by_text("/start").wait_for()

        await expect(page.get_by_label("Mensaje", exact=True)).to_be_focused()


Opens = Callable[[Scene, Page], Awaitable[tuple[Locator, Locator]]]
"""Opens something by key, and returns it with what must have the focus afterwards."""


async def _menu(scene: Scene, page: Page) -> tuple[Locator, Locator]:
    await scene.bot.set_my_commands([("estado", "Cómo va")])
    opener = page.get_by_role("button", name="Comandos del bot")
    await opener.press("Enter")
    await expect(page.get_by_role("button", name="/estado Cómo va")).to_be_focused()
    return page.locator("#commands"), opener


async def _attach(_: Scene, page: Page) -> tuple[Locator, Locator]:
    opener = page.get_by_role("button", name="Adjuntar")
    await opener.press("Enter")
    await expect(page.get_by_role("button", name="Archivo")).to_be_focused()
    return page.locator("#attach"), opener


async def _results(scene: Scene, page: Page) -> tuple[Locator, Locator]:
    box = page.get_by_label("Mensaje", exact=True)
    await box.press_sequentially("@puntual_bot 402")
    (update,) = await scene.bot.get_updates(timeout=5)
    assert update.inline_query is not None
    await scene.bot.answer_inline_query(update.inline_query.id, [])
    return page.locator("#inline"), box


async def _editing(scene: Scene, page: Page) -> tuple[Locator, Locator]:
    await scene.ana.says("hola")
    await page.get_by_role("button", name="Editar este mensaje").press("Enter")
    return page.locator("#editing"), page.get_by_label("Mensaje", exact=True)


async def _photo(scene: Scene, page: Page) -> tuple[Locator, Locator]:
    await scene.bot.send_photo(ANA, a_picture(), filename="brechas.png")
    opener = page.get_by_role("button", name="Ver en grande la foto")
    await opener.press("Enter")
    return page.locator("#viewer"), opener


async def _alert(scene: Scene, page: Page) -> tuple[Locator, Locator]:
    await scene.bot.send_message(ANA, "¿?", reply_markup=a_keyboard("Sí"))
    opener = page.get_by_role("button", name="Sí")
    await opener.press("Enter")
    await scene.bot.answer_callback_query(await _tap(scene), "No se puede.", show_alert=True)
    return page.get_by_role("alertdialog"), opener


async def _toast(scene: Scene, page: Page) -> tuple[Locator, Locator]:
    opener = page.get_by_role("button", name="Adelantar")
    await opener.press("Enter")
    return page.get_by_role("status").filter(has_text="Ahora: jue"), opener


async def _people(_: Scene, page: Page) -> tuple[Locator, Locator]:
    opener = page.get_by_role("button", name="Cambiar de persona")
    await opener.press("Enter")
    await expect(page.get_by_role("button", name="Ana. enlace 402")).to_be_focused()
    return page.locator("#people-panel"), opener


async def _tools(_: Scene, page: Page) -> tuple[Locator, Locator]:
    opener = page.get_by_role("button", name="Acciones de prueba")
    await opener.press("Enter")
    await expect(page.get_by_role("button", name="Adelantar")).to_be_focused()
    return page.locator("#tools-panel"), opener


@pytest.mark.parametrize(
    ("size", "opens"),
    [
        pytest.param(DESK, _menu, id="the command menu"),
        pytest.param(DESK, _attach, id="what to attach"),
        pytest.param(DESK, _results, id="inline results"),
        pytest.param(DESK, _editing, id="an edit"),
        pytest.param(DESK, _photo, id="a photo in large"),
        pytest.param(DESK, _alert, id="an alert"),
        pytest.param(DESK, _toast, id="a passing note"),
        pytest.param(PHONE, _people, id="the people on a phone"),
        pytest.param(PHONE, _tools, id="the tools on a phone"),
    ],
)
async def test_escape_closes_what_was_opened_and_gives_the_focus_back(
    scene: Scene, size: tuple[int, int], opens: Opens
) -> None:
    async with scene.open(size) as page:
        opened, opener = await opens(scene, page)
        await expect(opened).to_be_visible()

        await page.keyboard.press("Escape")

        await expect(opened).to_be_hidden()
        await expect(opener).to_be_focused()


async def test_escape_leaves_what_was_being_written(scene: Scene) -> None:
    async with scene.open() as page:
        box = page.get_by_label("Mensaje", exact=True)
        await box.fill("un borrador")
        await page.get_by_role("button", name="Adjuntar").press("Enter")

        await page.keyboard.press("Escape")
        await box.press("Escape")

        await expect(box).to_have_value("un borrador")


async def test_an_alert_over_a_message_that_was_answered_gives_the_focus_to_the_message(scene: Scene) -> None:
    sent = await scene.bot.send_message(ANA, "¿?", reply_markup=a_keyboard("Sí"))
    async with scene.open() as page:
        await page.get_by_role("button", name="Sí").press("Enter")
        await scene.bot.answer_callback_query(await _tap(scene), "Hecho.", show_alert=True)
        await page.get_by_role("alertdialog").wait_for()
        await scene.bot.edit_message_reply_markup(ANA, sent.message_id)
        await expect(page.get_by_role("button", name="Sí")).to_have_count(0)

        await page.keyboard.press("Escape")

        await expect(page.locator("#chat li", has_text="¿?")).to_be_focused()


async def test_the_keys_go_through_the_page_in_the_order_of_its_parts(scene: Scene) -> None:
    await scene.bot.set_my_commands([("estado", "Cómo va")])
    await scene.ana.says("hola")
    await scene.bot.send_message(ANA, "¿?", reply_markup=a_keyboard("Sí", "No"))
    async with scene.open() as page:
        await page.get_by_role("button", name="Comandos del bot").wait_for()
        names = []
        for _ in range(14):
            await page.keyboard.press("Tab")
            names.append(await page.evaluate(NAME))
            assert await page.evaluate(HAS_A_RING), names[-1]

    assert names == [
        "Ir al cuadro de mensaje",
        "Ana. enlace 402",
        "Beto. titular 402",
        "Mensajes",
        "Editar este mensaje",
        "Sí",
        "No",
        "Comandos del bot",
        "Mensaje",
        "Adjuntar",
        "Enviar",
        "Adelantarjue 25 sep, 16:00",
        "Bloquear el bot",
        "",
    ]


NAME = """
() => {
  const focused = document.activeElement;
  return focused === document.body ? "" : focused.ariaLabel ?? focused.textContent;
}
"""
HAS_A_RING = """
() => {
  const focused = document.activeElement;
  return focused === document.body || parseFloat(getComputedStyle(focused).outlineWidth) >= 2;
}
"""


def _named(label: str, data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data)]])


async def _tap(scene: Scene) -> str:
    (update,) = await scene.bot.get_updates(timeout=5, allowed_updates=["callback_query"])
    assert update.callback_query is not None
    return update.callback_query.id
