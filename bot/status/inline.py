"""Inline queries: answered directly, not through the outbox; they expire in seconds and have no chat."""

import logging
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from telegram import (
    Bot,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.delivery.receiving.incoming import InlineAsked
from bot.kit.typed import INLINE_LINK
from bot.status.inline_words import inline_list, not_a_period
from bot.status.typed import read_asked
from domain.kit.moments import Moment
from domain.kit.periods import PeriodNotUnderstood
from domain.people.welcome_messages import Stranger
from storage.engine import Database
from texts.kit.rendering import Article, InlineList
from usecases.status.answer_inline import InlineAnswer, answer_inline
from usecases.status.ask_status import StatusRequest

log = logging.getLogger(__name__)


class InlineAnswers:
    """Nothing is stored or retried: the next typed letter sends a new query."""

    def __init__(self, bot: Bot, database: Database, now: Callable[[], datetime], zone: ZoneInfo) -> None:
        self._bot = bot
        self._database = database
        self._now = now
        self._zone = zone

    async def answer(self, query: InlineAsked) -> None:
        found = await self._list(query)
        try:
            await self._bot.answer_inline_query(
                query.query_id,
                [_result(article) for article in found.articles],
                cache_time=found.cache_seconds,
                is_personal=True,
                next_offset=found.next_offset,
                button=InlineQueryResultsButton(found.button, start_parameter=INLINE_LINK),
            )
        except TelegramError as error:
            log.info("inline query not answered error=%s", type(error).__name__)

    async def _list(self, query: InlineAsked) -> InlineList:
        moment = Moment(self._now(), self._zone)
        try:
            asked, refused = read_asked(query.text), None
        except PeriodNotUnderstood as wrong:
            asked, refused = StatusRequest(), wrong.text
        async with self._database.read() as uow:
            said = await answer_inline(uow, query.user_id, asked, moment, offset=query.offset)
        if refused is not None and not _is_stranger(said):
            return not_a_period(refused)
        return inline_list(said, moment)


def _is_stranger(said: InlineAnswer) -> bool:
    return isinstance(said.refusal, Stranger)


def _result(article: Article) -> InlineQueryResultArticle:
    content = InputTextMessageContent(
        article.html,
        parse_mode=ParseMode.HTML,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    return InlineQueryResultArticle(article.id, article.title, content, description=article.description)
