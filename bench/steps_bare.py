"""The same script with only the rows and the calls: the least cost of a step, without any rules.

Inbox before handling, effects and mark in one commit, `sending` committed before the calls, outcome after
them; plain sqlite3 and PTB, batch by batch.
"""

import json
import sqlite3
from pathlib import Path
from typing import Any

from telegram import Bot, Update

from bench.script import FIRST_ID, Crowd
from bench.walks import Walk, stopwatch
from bench.wire import Wire, bot_on, updates_of

BATCH = 32
"""As many updates as our inbox worker handles at once."""
SCHEMA = """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE inbox (update_id INTEGER PRIMARY KEY, payload TEXT, state TEXT);
    CREATE TABLE conversation (chat_id INTEGER PRIMARY KEY, state TEXT, prompt INTEGER);
    CREATE TABLE outbox
        (id INTEGER PRIMARY KEY, chat_id INTEGER, data TEXT, edits INTEGER, state TEXT, sent INTEGER);
"""


async def walk_bare(folder: Path, people: int, steps: int) -> Walk:
    crowd = Crowd(range(FIRST_ID, FIRST_ID + people), steps)
    bot = bot_on(Wire(crowd.hears))
    rows = sqlite3.connect(folder / "bare.db", isolation_level=None)
    rows.executescript(SCHEMA)
    with stopwatch() as taken:
        while not crowd.is_over:
            await _take(rows, bot, updates_of(crowd.lines(BATCH)))
    [(done,)] = rows.execute("SELECT count(*) FROM inbox WHERE state = 'done'")
    rows.close()
    if done != crowd.total:
        raise AssertionError(f"{done} updates were handled of {crowd.total}")
    return taken.walk(crowd.total)


async def _take(rows: sqlite3.Connection, bot: Bot, updates: list[dict[str, Any]]) -> None:
    stored = [(each["update_id"], json.dumps(each)) for each in updates]
    with _Commit(rows):
        rows.executemany("INSERT INTO inbox VALUES (?, ?, 'new')", stored)
    with _Commit(rows):
        for update_id, payload in stored:
            _handle(rows, Update.de_json(json.loads(payload), bot))
            rows.execute("UPDATE inbox SET state = 'done' WHERE update_id = ?", (update_id,))
    with _Commit(rows):
        said = rows.execute(
            "UPDATE outbox SET state = 'sending' WHERE state = 'pending' RETURNING id, chat_id, data, edits"
        ).fetchall()
    sent = [(await _call(rows, bot, *each), each[0]) for each in said]
    with _Commit(rows):
        rows.executemany("UPDATE outbox SET state = 'sent', sent = ? WHERE id = ?", sent)


def _handle(rows: sqlite3.Connection, update: Update) -> None:
    """Answer with a question and have the one before it edited."""
    message = update.message
    assert message is not None
    chat_id, data = message.chat.id, json.dumps({"said": message.text})
    before = rows.execute("SELECT prompt FROM conversation WHERE chat_id = ?", (chat_id,)).fetchone()
    add = "INSERT INTO outbox (chat_id, data, edits, state) VALUES (?, ?, ?, 'pending')"
    prompt = rows.execute(add, (chat_id, data, None)).lastrowid
    if before is not None:
        rows.execute(add, (chat_id, data, before[0]))
    rows.execute("REPLACE INTO conversation VALUES (?, ?, ?)", (chat_id, data, prompt))


async def _call(
    rows: sqlite3.Connection, bot: Bot, _: int, chat_id: int, data: str, edits: int | None
) -> int | None:
    text = json.loads(data)["said"]
    if edits is None:
        return (await bot.send_message(chat_id, text)).message_id
    [(message_id,)] = rows.execute("SELECT sent FROM outbox WHERE id = ?", (edits,))
    await bot.edit_message_text(text, chat_id=chat_id, message_id=message_id)
    return None


class _Commit:
    def __init__(self, rows: sqlite3.Connection) -> None:
        self._rows = rows

    def __enter__(self) -> None:
        self._rows.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._rows.execute("COMMIT" if kind is None else "ROLLBACK")
