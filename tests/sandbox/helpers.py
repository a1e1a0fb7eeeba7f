"""Builders for the tests of the sandbox."""

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from sandbox.server import Sandbox
from tests.offline import plain_http

ANA_ID = 402
TOKEN = "7000000001:secret"


def bot_of(sandbox: Sandbox, token: str = TOKEN) -> Bot:
    return Bot(
        token,
        base_url=f"{sandbox.url}/bot",
        base_file_url=f"{sandbox.url}/file/bot",
        request=plain_http(),
        get_updates_request=plain_http(),
    )


def a_keyboard(*labels: str) -> InlineKeyboardMarkup:
    """One button in each row; its callback data is its label."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label)] for label in labels])
