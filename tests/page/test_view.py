"""What is new comes into view, however late its pictures load; whoever reads above stays where they are."""

import asyncio

import pytest
from playwright.async_api import Page, Route, expect

from tests.page.conftest import ANA, DESK, PHONE, Scene
from tests.page.pictures import a_picture
from tests.sandbox.helpers import a_keyboard

pytestmark = pytest.mark.asyncio(loop_scope="package")

LOADED = "() => { const i = document.querySelector('#chat img'); return i.complete && i.naturalHeight > 0; }"


class Held:
    """Pictures that do not come before they are let go."""

    def __init__(self) -> None:
        self._may_go = asyncio.Event()

    async def hold(self, page: Page) -> None:
        await page.route("**/_sandbox/files/*", self._wait)

    def let_go(self) -> None:
        self._may_go.set()

    async def _wait(self, route: Route) -> None:
        await self._may_go.wait()
        await route.continue_()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_buttons_under_a_picture_that_loads_late_are_in_view(
    scene: Scene, size: tuple[int, int]
) -> None:
    await _much_to_read(scene)
    async with scene.open(size) as page:
        held = Held()
        await held.hold(page)
        await scene.bot.send_photo(ANA, a_picture(), caption="¿Es esta?", reply_markup=a_keyboard("Sí", "No"))
        await page.get_by_role("button", name="No", exact=True).wait_for()

        held.let_go()
        await page.wait_for_function(LOADED)

        await expect(page.get_by_role("button", name="No", exact=True)).to_be_in_viewport(ratio=1)


async def test_several_pictures_that_load_one_after_the_other_leave_the_newest_in_view(scene: Scene) -> None:
    async with scene.open() as page:
        for height in (900, 40, 500):
            await scene.bot.send_photo(ANA, a_picture(height=height), filename=f"{height}.png")
        await scene.bot.send_message(ANA, "¿Guardar?", reply_markup=a_keyboard("Guardar"))
        await page.wait_for_function(
            "() => [...document.querySelectorAll('#chat img')].filter(LOADED).length === 3".replace(
                "LOADED", "(i) => i.complete && i.naturalHeight > 0"
            )
        )

        await expect(page.get_by_role("button", name="Guardar")).to_be_in_viewport(ratio=1)


async def test_the_picture_is_in_view_when_the_page_opens(scene: Scene) -> None:
    await _much_to_read(scene)
    await scene.bot.send_photo(ANA, a_picture(), reply_markup=a_keyboard("Sí"))
    async with scene.open() as page:
        await page.wait_for_function(LOADED)

        await expect(page.get_by_role("button", name="Sí")).to_be_in_viewport(ratio=1)


async def test_whoever_reads_above_stays_there_and_is_shown_the_way_down(scene: Scene) -> None:
    await _much_to_read(scene)
    async with scene.open() as page:
        await page.locator("#scroll").focus()
        await page.keyboard.press("Home")
        down = page.get_by_role("button", name="Ir al último mensaje")
        await down.wait_for()

        await scene.bot.send_photo(ANA, a_picture(), caption="nuevo")
        await page.locator("#chat").get_by_text("nuevo").wait_for(state="attached")
        await expect(page.locator("#chat").get_by_text("Renglón 1", exact=True)).to_be_in_viewport()
        await down.press("Enter")

        await expect(page.locator("#chat").get_by_text("nuevo")).to_be_in_viewport()
        await expect(page.locator("#scroll")).to_be_focused()


async def test_what_i_write_is_in_view_wherever_i_was_reading(scene: Scene) -> None:
    await _much_to_read(scene)
    async with scene.open() as page:
        await page.locator("#scroll").focus()
        await page.keyboard.press("Home")
        await page.get_by_role("button", name="Ir al último mensaje").wait_for()

        await page.get_by_label("Mensaje", exact=True).fill("aquí estoy")
        await page.keyboard.press("Enter")

        await expect(page.locator("#chat").get_by_text("aquí estoy")).to_be_in_viewport()


async def test_a_photo_opens_whole(scene: Scene) -> None:
    await scene.bot.send_photo(ANA, a_picture(600, 1200), filename="brechas.png")
    async with scene.open() as page:
        await page.get_by_role("button", name="Ver en grande la foto brechas.png").click()

        photo = page.get_by_role("img", name="Foto brechas.png")
        await expect(photo).to_be_in_viewport(ratio=1)
        box = await photo.bounding_box()
        assert box is not None
        assert box["height"] == pytest.approx(2 * box["width"], rel=0.02)


async def _much_to_read(scene: Scene) -> None:
    for number in range(1, 31):
        await scene.bot.send_message(ANA, f"Renglón {number}")
