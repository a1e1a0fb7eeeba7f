"""Logs: past-tense events with ids, never a token and never what people wrote."""

import logging
import re
import sys

TOKEN = re.compile(r"\d{5,}:[\w-]{6,}")


class WithoutTokens(logging.Formatter):
    """Takes out anything that looks like a bot token, wherever it came from."""

    def format(self, record: logging.LogRecord) -> str:
        return TOKEN.sub("<token>", super().format(record))


def configure_logs(level: str) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(WithoutTokens("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # Libraries that print addresses: that of the Bot API holds the token.
    for noisy in ("httpx", "httpcore", "aiohttp", "apscheduler", "aiosqlite", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
