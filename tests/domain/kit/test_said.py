"""What the class of a message declares, and who may read it when it is sent."""

from dataclasses import dataclass

import pytest

from domain.kit.access import Action, Actor, Grant, Role
from domain.kit.said import ADDRESSEE, Nature, Said, holders

ANA = Actor(1, "Ana Ruiz", (Grant(Role.ENLACE, "402"),))
CARLA = Actor(3, "Carla Díaz", (Grant(Role.IMPLAN),))


@dataclass(frozen=True)
class Horoscope(Said, kind="horoscope", nature=Nature.NOTICE):
    """A message without a declared reader."""


@dataclass(frozen=True)
class Greeting(Said, kind="greeting", nature=Nature.NOTICE, read_by=ADDRESSEE):
    pass


@dataclass(frozen=True)
class Weather(Said, kind="weather", nature=Nature.NOTICE, read_by=holders(Action.SEE_STATUS, of="place")):
    place: str


@dataclass(frozen=True)
class Minutes(
    Said, kind="minutes", nature=Nature.NOTICE, read_by=holders(Action.SIMULATE, Action.RECEIVE_SUMMARY)
):
    pass


@pytest.mark.parametrize(
    ("said", "readers"),
    [
        (Horoscope(), []),
        (Greeting(), [None, ANA, CARLA]),
        (Weather("402"), [ANA, CARLA]),
        (Weather("504"), [CARLA]),
        (Minutes(), [CARLA]),
    ],
    ids=str,
)
def test_a_message_is_read_by_whom_it_declares(said: Said, readers: list[Actor | None]) -> None:
    assert [who for who in (None, ANA, CARLA) if said.may_be_read_by(who)] == readers


def test_a_message_without_a_kind_or_nature_is_no_message() -> None:
    with pytest.raises(TypeError, match="nature"):
        type("Rumour", (Said,), {}, kind="rumour")
    with pytest.raises(TypeError, match="kind"):
        type("Rumour", (Said,), {}, nature=Nature.NOTICE)


def test_what_renews_nothing_takes_a_row_as_it_is() -> None:
    assert Weather.renewed({"place": "402"}) == {"place": "402"}
