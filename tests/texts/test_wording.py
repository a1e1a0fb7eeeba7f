"""Each message has one wording, registered beside its text, and all are collected."""

import pkgutil
from dataclasses import replace
from importlib import import_module

import pytest

import bot
from bot.switchboard.words import MODULES, word
from domain.capture.messages import Cancelled, Question
from tests.golden.catalogue import MESSAGES
from texts.kit.rendering import Message
from texts.kit.wording import WORDINGS, words


def test_every_module_with_wordings_is_collected() -> None:
    for found in pkgutil.walk_packages(bot.__path__, "bot."):
        import_module(found.name)

    worded = {wording.__module__ for wording in WORDINGS.values()}
    assert worded == {module.__name__ for module in MODULES}, (
        "a new module of words: put it into MODULES of bot/switchboard/words.py"
    )


def test_no_message_is_worded_twice() -> None:
    def another(said: Cancelled) -> Message:
        return Message(said.level)

    with pytest.raises(TypeError, match="Cancelled is worded twice"):
        words(Cancelled)(another)


def test_a_question_is_worded_once_however_often_it_is_looked_at() -> None:
    asked = next(said for said in MESSAGES.values() if isinstance(said, Question))

    assert word(asked) is word(replace(asked))
