"""The Bot API methods about the webhook."""

import re
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from sandbox.errors import bad_request
from sandbox.json_post import is_on_this_machine
from sandbox.params import Params
from sandbox.webhook import Hook
from sandbox.world import World

Json = dict[str, Any]

DEFAULT_CONNECTIONS = 40
MAX_CONNECTIONS = 100
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


async def set_webhook(world: World, params: Params) -> bool:
    hook = _hook(params)
    if not hook.url:
        return await delete_webhook(world, params)
    _drop_if_asked(world, params)
    world.updates.allow(params.json("allowed_updates"))
    world.updates.point_to(asdict(hook))
    await world.webhook_sender.start(hook)
    return True


async def delete_webhook(world: World, params: Params) -> bool:
    _drop_if_asked(world, params)
    world.updates.point_to({"url": ""})
    await world.webhook_sender.stop()
    return True


def get_webhook_info(world: World, params: Params) -> Json:
    del params
    hook, failure = world.updates.webhook, world.webhook_sender.last_failure
    info: Json = {
        "url": hook["url"],
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.tickets),
    }
    if hook["url"]:
        info["max_connections"] = hook["max_connections"]
        if failure:
            info |= {"last_error_date": failure.at, "last_error_message": failure.reason}
    if world.updates.allowed:
        info["allowed_updates"] = sorted(world.updates.allowed)
    return info


def _hook(params: Params) -> Hook:
    url, secret = params.text("url"), params.text("secret_token")
    # Telegram requires HTTPS; here a bot on this machine may use HTTP.
    if url and urlsplit(url).scheme != "https" and not is_on_this_machine(url):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    asked = params.integer("max_connections", DEFAULT_CONNECTIONS) or DEFAULT_CONNECTIONS
    return Hook(url, secret, min(max(asked, 1), MAX_CONNECTIONS))


def _drop_if_asked(world: World, params: Params) -> None:
    if params.flag("drop_pending_updates"):
        world.updates.drop_pending()
