"""The table of Bot API methods, and those that do not write messages."""

from collections.abc import Callable
from typing import Any

from sandbox import sending, views, webhook_methods
from sandbox.errors import bad_request
from sandbox.params import Params
from sandbox.world import World

Method = Callable[[World, Params], Any]


def get_me(world: World, params: Params) -> Any:
    del params
    abilities = ("can_join_groups", "can_connect_to_business", "has_main_web_app")
    is_able = {"can_read_all_group_messages": False, "supports_inline_queries": world.inline.is_on}
    return world.bot | dict.fromkeys(abilities, False) | is_able


def get_chat(world: World, params: Params) -> Any:
    person = world.people.get(params.chat_id or 0)
    if person is None:
        raise bad_request("chat not found")
    gifts = dict.fromkeys(
        (
            "unlimited_gifts",
            "limited_gifts",
            "unique_gifts",
            "premium_subscription",
            "gifts_from_channels",
        ),
        False,
    )
    return views.chat(person) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": gifts,
    }


def answer_callback_query(world: World, params: Params) -> bool:
    tap = world.open_tap(params.text("callback_query_id"))
    if tap is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(params.text("text")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    tap.is_answered = True
    tap.text = params.text("text")
    tap.is_alert = params.flag("show_alert")
    world.touch_tap(tap)
    return True


def answer_inline_query(world: World, params: Params) -> bool:
    return world.inline.take(params)


def get_file(world: World, params: Params) -> Any:
    return views.file_with_path(world.files.for_download(params.text("file_id")))


def set_my_commands(world: World, params: Params) -> bool:
    world.menus.set(params.json("commands"), params.json("scope"), params.text("language_code"))
    world.note("commands")
    return True


def get_my_commands(world: World, params: Params) -> Any:
    return world.menus.get(params.json("scope"), params.text("language_code"))


def delete_my_commands(world: World, params: Params) -> bool:
    world.menus.delete(params.json("scope"), params.text("language_code"))
    world.note("commands")
    return True


async def get_updates(world: World, params: Params) -> Any:
    world.updates.allow(params.json("allowed_updates"))
    return await world.updates.poll(
        offset=params.integer("offset", 0) or 0,
        limit=params.integer("limit", 100) or 100,
        timeout=params.integer("timeout", 0) or 0,
    )


def agree(world: World, params: Params) -> bool:
    del world, params
    return True


METHODS: dict[str, Method] = {
    "answercallbackquery": answer_callback_query,
    "answerinlinequery": answer_inline_query,
    "close": agree,
    "deletemessage": sending.delete_message,
    "deletemycommands": delete_my_commands,
    "deletewebhook": webhook_methods.delete_webhook,
    "editmessagecaption": sending.edit_message_caption,
    "editmessagereplymarkup": sending.edit_message_reply_markup,
    "editmessagetext": sending.edit_message_text,
    "getchat": get_chat,
    "getfile": get_file,
    "getme": get_me,
    "getmycommands": get_my_commands,
    "getupdates": get_updates,
    "getwebhookinfo": webhook_methods.get_webhook_info,
    "logout": agree,
    "sendchataction": sending.send_chat_action,
    "senddocument": sending.send_document,
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_photo,
    "setmycommands": set_my_commands,
    "setwebhook": webhook_methods.set_webhook,
}
