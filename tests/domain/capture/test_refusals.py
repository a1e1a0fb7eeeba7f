"""What is said when a message had no effect."""

import pytest

from domain.capture.messages import Cancelled, EditNoticed, OldButton, Refused, UnknownIndicator
from domain.capture.turns import Refusal
from domain.kit.access import Role
from domain.kit.said import Said
from domain.people.welcome_messages import Help, NotAllowed


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
