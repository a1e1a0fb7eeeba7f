"""Inline queries: a person's query, and the rules for the bot's answer."""

import asyncio
import re
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sandbox.bell import Bell
from sandbox.errors import ApiError, NoSuchThing, bad_request
from sandbox.formatting import Entity
from sandbox.params import Params
from sandbox.texts import message_text

Json = dict[str, Any]

# Telegram says nothing of how long a query may be answered; bots see "too old" after about this long.
QUERY_SECONDS = 15
QUERY_LIMIT = 256
MOST_RESULTS = 50
LONGEST_ID = LONGEST_OFFSET = LONGEST_START = 64
DEFAULT_CACHE_SECONDS = 300
FIRST_QUERY_ID = 5_000_000_000_001
_START = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_START}}}")


@dataclass(frozen=True)
class InlineResult:
    """An article, and the message that picking it posts."""

    id: str
    title: str
    description: str
    text: str
    entities: tuple[Entity, ...] = ()
    raw: str = ""


@dataclass(frozen=True)
class InlineResponse:
    results: tuple[InlineResult, ...] = ()
    button: Json | None = None
    next_offset: str = ""
    cache_seconds: int = DEFAULT_CACHE_SECONDS
    is_personal: bool = False


@dataclass
class InlineQuery:
    query_id: str
    user_id: int
    text: str
    offset: str
    asked_at: float
    answer: InlineResponse | None = None
    is_from_cache: bool = False


@dataclass
class InlineDesk:
    """Stores open queries, and caches answers as long as the bot allows.

    `is_on` is the setting of /setinline in @BotFather.
    """

    is_on: bool = True
    bell: Bell = field(default_factory=Bell)
    queries: dict[str, InlineQuery] = field(default_factory=dict)
    _cached: dict[tuple[int | None, str, str], tuple[float, InlineResponse]] = field(default_factory=dict)
    _ids: Any = field(default_factory=lambda: count(FIRST_QUERY_ID))

    def ask(self, user_id: int, text: str, offset: str) -> InlineQuery:
        """Store a query, answered from the cache if possible."""
        query = InlineQuery(str(next(self._ids)), user_id, text[:QUERY_LIMIT], offset, _now())
        query.answer = self._kept(query)
        query.is_from_cache = query.answer is not None
        self.queries[query.query_id] = query
        return query

    def take(self, params: Params) -> bool:
        """Take the bot's answer, or refuse it as Telegram does."""
        query = self.queries.get(params.text("inline_query_id"))
        if query is None or query.answer is not None or _now() - query.asked_at > QUERY_SECONDS:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        query.answer = _answer(params)
        self._keep(query, query.answer)
        self.bell.ring()
        return True

    def get(self, query_id: str) -> InlineQuery:
        if query_id not in self.queries:
            raise NoSuchThing(f"Aquí no hay una consulta {query_id}. Pregunte de nuevo.")
        return self.queries[query_id]

    def result(self, query_id: str, result_id: str) -> InlineResult:
        """Return what somebody picks from an answer."""
        answer = self.get(query_id).answer or InlineResponse()
        found = next((each for each in answer.results if each.id == result_id), None)
        if found is None:
            raise NoSuchThing(f"En la respuesta no hay un resultado {result_id}. Pregunte de nuevo.")
        return found

    def expire(self) -> None:
        """Expire every query, and clear the cache."""
        self._cached.clear()
        for query in self.queries.values():
            query.asked_at -= 2 * QUERY_SECONDS

    def _keep(self, query: InlineQuery, answer: InlineResponse) -> None:
        whose = query.user_id if answer.is_personal else None
        self._cached[whose, query.text, query.offset] = (_now() + answer.cache_seconds, answer)

    def _kept(self, query: InlineQuery) -> InlineResponse | None:
        for whose in (query.user_id, None):
            until, answer = self._cached.get((whose, query.text, query.offset), (0.0, None))
            if answer is not None and _now() < until:
                return answer
        return None


def _answer(params: Params) -> InlineResponse:
    found = params.json("results")
    if not isinstance(found, list):
        raise bad_request("can't parse inline query results: expected an Array of InlineQueryResult")
    if len(found) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    results = tuple(_result(each) for each in found)
    if len({result.id for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    next_offset = params.text("next_offset")
    if len(next_offset.encode()) > LONGEST_OFFSET:
        raise bad_request("NEXT_OFFSET_INVALID")
    kept = params.integer("cache_time", DEFAULT_CACHE_SECONDS)
    seconds = DEFAULT_CACHE_SECONDS if kept is None else max(kept, 0)
    return InlineResponse(
        results, _button(params.json("button")), next_offset, seconds, params.flag("is_personal")
    )


def _result(found: Any) -> InlineResult:
    if not isinstance(found, dict) or found.get("type") != "article":
        raise bad_request("can't parse inline query result: the stand-in knows articles only")
    result_id, title = str(found.get("id", "")), str(found.get("title", ""))
    if not 1 <= len(result_id.encode()) <= LONGEST_ID:
        raise bad_request("RESULT_ID_INVALID")
    if not title.strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = found.get("input_message_content") or {}
    raw = str(content.get("message_text", ""))
    formatted = message_text(raw, content.get("parse_mode"), content.get("entities"))
    description = str(found.get("description", ""))
    return InlineResult(result_id, title, description, formatted.text, formatted.entities, raw)


def _button(found: Any) -> Json | None:
    if not found:
        return None
    if not isinstance(found, dict) or not str(found.get("text", "")).strip():
        raise bad_request("can't parse inline query results button: Text must be non-empty")
    start = found.get("start_parameter")
    if "web_app" not in found and not (isinstance(start, str) and _START.fullmatch(start)):
        raise _wrong_start()
    return found


def _wrong_start() -> ApiError:
    return bad_request("START_PARAM_INVALID")


def _now() -> float:
    return asyncio.get_running_loop().time()
