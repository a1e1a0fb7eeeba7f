"""What is said where nothing came of a message."""

import pytest

from domain.access import Role
from domain.messages.capture import Cancelled, EditNoticed, OldButton, Refused, UnknownIndicator
from domain.messages.people import Help, NotAllowed
from domain.said import Said
from domain.turns import Refusal


@pytest.mark.parametrize(
    "said",
    [
        Refused(Refusal.NO_EVIDENCE_READ, "hola"),
        OldButton(),
        NotAllowed(()),
        UnknownIndicator("7.9"),
        Help((Role.ENLACE,), unknown="capturra"),
    ],
)
def test_who_hears_this_was_not_heard(said: Said) -> None:
    assert said.is_refusal()


@pytest.mark.parametrize("said", [Cancelled("Componente 7"), EditNoticed(), Help((Role.ENLACE,))])
def test_who_hears_that_was_heard(said: Said) -> None:
    assert not said.is_refusal()
