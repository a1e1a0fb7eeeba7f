"""Conversations stored by an earlier version are read, ask the same question, and continue.

`conversations-8165f50.json` holds a stored state of every question in the tests of commit 8165f50, with its
text as asked before dialogues had typed fields.
"""

import json
from typing import Any

import pytest

from bot.switchboard.words import word
from domain.calendar.closing_messages import PeriodClosed
from domain.calendar.inhabiles import Inhabil
from domain.calendar.messages import DatesChanged, HoursSet, InhabilesChanged, LadderChanged
from domain.kit.access import Role
from domain.kit.drafts import Step
from domain.reminders.ladders import DEFAULT, Recipient, Rhythm
from storage.engine import Database
from tests.architecture.project import ROOT
from tests.facts import T3, Office, a_mir, local
from tests.golden import printed
from tests.usecases.speakers import Speaker, a_speaker
from usecases.kit.conversations import DRAFT, form_question_of
from usecases.kit.stored_forms import read_form, stored_form
from usecases.switchboard.form_table import FORMS

RECORDED = json.loads((ROOT / "tests" / "bot" / "recorded" / "conversations-8165f50.json").read_text("utf-8"))
FORM_STATES = [row for row in RECORDED if "form" in row["state"]]
DRAFTS = [row["state"]["draft"] for row in RECORDED if "draft" in row["state"]]
OF_KIND = {row["state"]["form"]["kind"]: row["state"] for row in FORM_STATES}
EVA = 1005
SINCE_THEN = frozenset({"withdraw_invitation", "send_without"})
READ_ALIKE = frozenset({"observe", "accept_unapproved"})
"""Dialogues that are kept as `return` and `send_incomplete` are."""


def named(row: dict[str, Any]) -> str:
    form = row["state"]["form"]
    return f"{form['kind']}-{form['awaited']}"


@pytest.mark.parametrize("row", FORM_STATES, ids=named)
def test_a_dialogue_asks_what_it_asked(row: dict[str, Any]) -> None:
    form = read_form(row["state"]["form"])

    assert printed(word(form_question_of(form))) == row["text"]


@pytest.mark.parametrize("row", FORM_STATES, ids=named)
def test_a_dialogue_is_the_same_once_it_is_stored_by_this_version(row: dict[str, Any]) -> None:
    form = read_form(row["state"]["form"])

    again = json.loads(json.dumps(stored_form(form)))

    assert read_form(again) == form


@pytest.mark.parametrize("draft", DRAFTS, ids=[each["step"] for each in DRAFTS])
def test_a_capture_is_stored_as_it_was(draft: dict[str, Any]) -> None:
    read = DRAFT.validate_python(draft)

    assert DRAFT.dump_python(read, mode="json", exclude_defaults=True) == draft


def test_every_dialogue_of_that_time_is_recorded() -> None:
    assert set(FORMS) - set(OF_KIND) == SINCE_THEN | READ_ALIKE
    assert {each["step"] for each in DRAFTS} == set(Step)


@pytest.fixture
async def eva(database: Database) -> Speaker:
    office = Office(database, local(T3.last_day.replace(month=10, day=8)))
    await office.register(a_mir())
    return await a_speaker(office, EVA, Role.IMPLAN)


async def left_off(speaker: Speaker, kind: str) -> None:
    """Store a recorded state."""
    state = OF_KIND[kind]

    async def put(uow: Any) -> None:
        stored = await uow.conversations.get(speaker.id)
        version = stored.version if stored else 0
        await uow.conversations.save(speaker.id, state, version=version, at=speaker.office.moment.now)

    await speaker.office.do(put)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("closing", PeriodClosed),
        ("inhabil_sure", InhabilesChanged),
        ("ladder_sure", LadderChanged),
        ("dates_sure", DatesChanged),
        ("hours", HoursSet),
    ],
)
async def test_a_dialogue_goes_on_from_where_it_was_left(eva: Speaker, kind: str, told: type) -> None:
    await left_off(eva, kind)

    await eva.picks(0)

    assert isinstance((await eva.heard())[-1], told)
    assert await eva.question() is None


async def test_the_days_that_were_given_then_are_added(eva: Speaker) -> None:
    await left_off(eva, "inhabil_sure")

    await eva.picks(0)

    added = await eva.office.do(lambda uow: uow.calendar.inhabiles(2025))
    listed = json.loads(OF_KIND["inhabil_sure"]["form"]["subject"]["listed"])
    assert [[each.day.isoformat(), each.name, each.source] for each in added] == listed


async def test_a_day_that_was_to_be_removed_is_removed(eva: Speaker) -> None:
    about = OF_KIND["inhabil_removal_sure"]["form"]["subject"]
    day = Inhabil(local(T3.last_day).today.replace(month=12, day=31), "Vacaciones", "Gaceta 1")
    await eva.office.do(lambda uow: uow.calendar.add_inhabil(day.day, day.name, day.source))
    await left_off(eva, "inhabil_removal_sure")

    await eva.picks(0)

    assert day.day.isoformat() == about["days"]
    assert await eva.office.do(lambda uow: uow.calendar.inhabiles(2025)) == []


def test_what_a_newer_version_added_is_put_back_as_it_came() -> None:
    form = OF_KIND["mir"]["form"]
    newer = {**form, "subject": {**form["subject"], "about": {"of_tomorrow": [1, {"units": "402"}]}}}

    assert stored_form(read_form(newer)) == newer


def test_a_version_that_knows_texts_alone_refuses_what_it_would_lose() -> None:
    stored = stored_form(read_form(OF_KIND["closing"]["form"]))

    assert not all(isinstance(each, str) for each in stored["subject"].values())


async def test_a_ladder_that_was_to_be_the_usual_one_is(eva: Speaker) -> None:
    await left_off(eva, "ladder_sure")

    await eva.picks(0)

    ladders = await eva.office.do(lambda uow: uow.ladders.ladders())
    key = (Recipient.ENLACE, Rhythm.QUARTERLY)
    assert (ladders.by_key, ladders.of("", *key)) == ({}, DEFAULT[key])
