"""The practice page in a real Chromium, over a sandbox with two people; skipped where there is none."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright
from telegram import Bot

from sandbox.actions import PageAction
from sandbox.client import PersonClient, SandboxClient
from sandbox.model import SandboxPerson
from sandbox.server import Sandbox, running_sandbox
from tests.sandbox.helpers import bot_of

ANA, BETO = 402, 504
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DESK, PHONE = (1280, 800), (390, 780)


@dataclass(frozen=True)
class Scene:
    """Ana, the bot, and a browser to look with."""

    sandbox: Sandbox
    client: SandboxClient
    bot: Bot
    ana: PersonClient
    browser: Browser

    @asynccontextmanager
    async def open(self, size: tuple[int, int] = DESK, scheme: str = "light") -> AsyncIterator[Page]:
        """Open the page as Ana, in a browser that speaks English; an error of its code fails the test."""
        width, height = size
        context = await self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            locale="en-US",
            reduced_motion="reduce",
        )
        page = await context.new_page()
        page.set_default_timeout(20_000)
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        await page.goto(f"{self.sandbox.url}/?persona={ANA}")
        await page.get_by_text("Usted es Ana").wait_for()
        try:
            yield page
            assert errors == []
        finally:
            await context.close()


@pytest_asyncio.fixture(loop_scope="package", scope="package")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium: scripts/install-chromium")
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="package")
async def scene(browser: Browser) -> AsyncIterator[Scene]:
    ahead = ["jue 25 sep, 16:00", "vie 26 sep, 08:30"]

    async def advance() -> str:
        return f"Ahora: {ahead.pop(0)}."

    async def where() -> str:
        return ahead[0]

    people = [SandboxPerson(ANA, "Ana", "enlace 402"), SandboxPerson(BETO, "Beto", "titular 402")]
    actions = [PageAction("adelantar", "Adelantar", advance, where)]
    async with (
        running_sandbox(people=people, actions=actions) as sandbox,
        SandboxClient(sandbox.url) as client,
        bot_of(sandbox) as bot,
    ):
        ana = await client.person(ANA, "Ana", has_started=True)
        await client.person(BETO, "Beto", has_started=True)
        yield Scene(sandbox, client, bot, ana, browser)
