"""The same script with PTB's ConversationHandler, and a persistence that commits every update."""

import json
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BasePersistence,
    ContextTypes,
    ConversationHandler,
    DictPersistence,
    MessageHandler,
    PersistenceInput,
    PicklePersistence,
    filters,
)

from bench.city import FIRST_ID
from bench.script import Crowd
from bench.wire import Wire, bot_on

STEPS = 5
KEEPS = PersistenceInput(bot_data=False, chat_data=False, user_data=True, callback_data=False)


class SqlitePersistence(DictPersistence):
    """Answers of people and open conversations in SQLite, WAL and FULL; `flush_now` is one commit."""

    def __init__(self, path: Path) -> None:
        super().__init__(store_data=KEEPS, update_interval=3600)
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        for name in ("user_data", "conversation"):
            self._connection.execute(f"CREATE TABLE {name} (key TEXT PRIMARY KEY, value TEXT)")

    async def update_user_data(self, user_id: int, data: dict[str, Any]) -> None:
        self._put("user_data", str(user_id), data)

    async def update_conversation(self, name: str, key: Any, new_state: object | None) -> None:
        self._put("conversation", f"{name}:{key}", new_state)

    def begin(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        self._connection.execute("COMMIT")

    def saved(self) -> int:
        rows = self._connection.execute("SELECT value FROM user_data")
        return sum(len(json.loads(value).get("saved", [])) for (value,) in rows)

    def _put(self, table: str, key: str, value: object) -> None:
        self._connection.execute(f"REPLACE INTO {table} VALUES (?, ?)", (key, json.dumps(value)))


Persistence = BasePersistence[Any, Any, Any] | None


def with_sqlite(path: Path) -> Persistence:
    return SqlitePersistence(path)


def pickled(path: Path) -> Persistence:
    """PTB's own, as it comes: nothing is written before a minute has passed."""
    return PicklePersistence(path, store_data=KEEPS)


def in_memory() -> Persistence:
    return None


async def walk_ptb(persistence: Persistence, people: int, steps: int) -> float:
    """Return steps per second; updates come one after the other, as ConversationHandler wants."""
    crowd = Crowd(range(FIRST_ID, FIRST_ID + people), steps)
    application = _application(persistence, crowd.hears)
    async with application:
        began = time.perf_counter()
        while not crowd.is_over:
            for update in crowd.says():
                await _take(application, persistence, update)
        seconds = time.perf_counter() - began
    expected = people * (steps // STEPS)
    if isinstance(persistence, SqlitePersistence) and persistence.saved() != expected:
        raise AssertionError(f"PTB saved {persistence.saved()} captures of {expected}")
    return crowd.total / seconds


async def _take(application: Any, persistence: Persistence, update: dict[str, Any]) -> None:
    parsed = Update.de_json(update, application.bot)
    if not isinstance(persistence, SqlitePersistence):
        await application.process_update(parsed)
        return
    persistence.begin()
    await application.process_update(parsed)
    await application.update_persistence()
    persistence.commit()


def _application(persistence: Persistence, hears: Callable[[int], None]) -> Any:
    builder: Any = ApplicationBuilder().bot(bot_on(Wire(hears))).updater(None).job_queue(None)
    if persistence is not None:
        builder = builder.persistence(persistence)
    application: Application[Any, Any, Any, Any, Any, Any] = builder.build()
    states: dict[object, Any] = {
        step: [MessageHandler(filters.TEXT, _step(step))] for step in range(1, STEPS)
    }
    application.add_handler(
        ConversationHandler(
            entry_points=[MessageHandler(filters.TEXT, _step(0))],
            states=states,
            fallbacks=[],
            name="capture",
            persistent=persistence is not None,
        )
    )
    return application


def _step(number: int) -> Any:
    async def take(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        assert update.effective_message is not None
        assert context.user_data is not None
        draft = context.user_data.setdefault("draft", {})
        draft[str(number)] = update.effective_message.text
        if number + 1 < STEPS:
            await update.effective_message.reply_text(f"Paso {number + 2} de {STEPS}")
            return number + 1
        context.user_data.setdefault("saved", []).append(context.user_data.pop("draft"))
        await update.effective_message.reply_text("Guardado.")
        return ConversationHandler.END

    return take
