"""The same script with PTB's ConversationHandler, and a persistence that commits every update."""

import json
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, closing
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

from app.telegram_connection import opened_bot
from bench.ours import settings_of
from bench.script import FIRST_ID, STEPS_EACH, Crowd
from bench.stand_in import TOKEN, a_stand_in
from bench.steps_ours import LONGEST
from bench.walks import Walk, stopwatch
from bench.wire import Wire, bot_on, updates_of

KEEPS = PersistenceInput(bot_data=False, chat_data=False, user_data=True, callback_data=False)


class SqlitePersistence(DictPersistence):
    """Answers of people and open conversations in SQLite, WAL and FULL."""

    def __init__(self, path: Path) -> None:
        super().__init__(store_data=KEEPS, update_interval=3600)
        self._path = path
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = FULL")
        for name in ("user_data", "conversation"):
            self.connection.execute(f"CREATE TABLE {name} (key TEXT PRIMARY KEY, value TEXT)")

    async def update_user_data(self, user_id: int, data: dict[str, Any]) -> None:
        self._put("user_data", str(user_id), data)

    async def update_conversation(self, name: str, key: Any, new_state: object | None) -> None:
        self._put("conversation", f"{name}:{key}", new_state)

    def begin(self) -> None:
        self.connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        self.connection.execute("COMMIT")

    def saved(self) -> int:
        """Return the captures that are committed: another connection sees no others."""
        with closing(sqlite3.connect(self._path)) as another:
            rows = another.execute("SELECT value FROM user_data").fetchall()
        return sum(len(json.loads(value).get("saved", [])) for (value,) in rows)

    def _put(self, table: str, key: str, value: object) -> None:
        assert self.connection.in_transaction, "a commit of its own would not be the one of the update"
        self.connection.execute(f"REPLACE INTO {table} VALUES (?, ?)", (key, json.dumps(value)))


Persistence = BasePersistence[Any, Any, Any] | None


def with_sqlite(folder: Path) -> Persistence:
    return SqlitePersistence(folder / "ptb.db")


def pickled(folder: Path) -> Persistence:
    """PTB's default: writes once a minute."""
    return PicklePersistence(folder / "ptb.pickle", store_data=KEEPS)


def in_memory() -> Persistence:
    return None


class Committing(Application[Any, Any, Any, Any, Any, Any]):
    """Commits the changes of each update before it handles the next one."""

    async def process_update(self, update: object) -> None:
        persistence = self.persistence
        assert isinstance(persistence, SqlitePersistence)
        persistence.begin()
        await super().process_update(update)
        await self.update_persistence()
        persistence.commit()


async def walk_ptb(
    persistence: Persistence, people: int, steps: int, *, has_our_requests: bool = False
) -> Walk:
    """Walk everybody in the sandbox through the script, update by update, as ConversationHandler wants it.

    The HTTP client is PTB's or Puntual's, to show the effect of the transport alone.
    """
    crowd = Crowd(range(FIRST_ID, FIRST_ID + people), steps)
    async with a_stand_in(people, limited=False, steps=steps) as stand_in, AsyncExitStack() as stack:
        builder: Any = ApplicationBuilder().token(TOKEN).base_url(f"{stand_in.url}/bot")
        if has_our_requests:
            bot = await stack.enter_async_context(opened_bot(settings_of(Path(), stand_in.url)))
            builder = ApplicationBuilder().bot(bot)
        application = _application(builder, persistence)
        async with application, _polling(application):
            walk = await stand_in.walk(crowd.total, LONGEST)
        await stand_in.check_answers(crowd.total)
    await check(application, crowd.captures)
    return walk


@asynccontextmanager
async def _polling(application: Any) -> AsyncIterator[None]:
    await application.start()
    await application.updater.start_polling(poll_interval=0)
    try:
        yield
    finally:
        await application.updater.stop()
        await application.stop()


async def walk_ptb_here(persistence: Persistence, people: int, steps: int) -> Walk:
    """Do the same without a network."""
    crowd = Crowd(range(FIRST_ID, FIRST_ID + people), steps)
    application = _application(ApplicationBuilder().bot(bot_on(Wire(crowd.hears))).updater(None), persistence)
    async with application:
        with stopwatch() as taken:
            while not crowd.is_over:
                for update in updates_of(crowd.lines()):
                    await application.process_update(Update.de_json(update, application.bot))
    await check(application, crowd.captures)
    return taken.walk(crowd.total)


async def check(application: Any, captures: int) -> None:
    """Check that every capture is stored by the persistence."""
    saved = await _saved(application)
    if saved != captures:
        raise AssertionError(f"PTB saved {saved} captures of {captures}")


async def _saved(application: Any) -> int:
    persistence = application.persistence
    if isinstance(persistence, SqlitePersistence):
        return persistence.saved()
    if isinstance(persistence, PicklePersistence):
        written = PicklePersistence(persistence.filepath, store_data=KEEPS)
        return _count(await written.get_user_data())
    return _count(application.user_data)


def _count(data_by_user: Mapping[int, dict[str, Any]]) -> int:
    return sum(len(data.get("saved", [])) for data in data_by_user.values())


def _application(builder: Any, persistence: Persistence) -> Any:
    builder = builder.job_queue(None)
    if persistence is not None:
        builder = builder.persistence(persistence)
    if isinstance(persistence, SqlitePersistence):
        builder = builder.application_class(Committing)
    application: Application[Any, Any, Any, Any, Any, Any] = builder.build()
    states: dict[object, Any] = {
        step: [MessageHandler(filters.TEXT, _step(step))] for step in range(1, STEPS_EACH)
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
        if number + 1 < STEPS_EACH:
            await update.effective_message.reply_text(f"Paso {number + 2} de {STEPS_EACH}")
            return number + 1
        context.user_data.setdefault("saved", []).append(context.user_data.pop("draft"))
        await update.effective_message.reply_text("Guardado.")
        return ConversationHandler.END

    return take
