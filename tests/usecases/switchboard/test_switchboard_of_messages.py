"""Every message of the domain is collected, and is complete."""

import pkgutil
from importlib import import_module

import pytest

import domain
from domain.kit.said import NOBODY, Said, declared_in
from usecases.switchboard.messages import MESSAGES, MODULES

DECLARED = declared_in(
    import_module(found.name) for found in pkgutil.walk_packages(domain.__path__, "domain.")
)


def test_every_message_of_the_domain_is_collected() -> None:
    assert set(DECLARED) == set(declared_in(MODULES)), (
        "a new module of messages: put it into MODULES of usecases/switchboard/messages.py"
    )


def test_no_two_messages_share_a_kind() -> None:
    assert len(MESSAGES) == len(DECLARED)


@pytest.mark.parametrize("cls", DECLARED, ids=lambda cls: cls.__name__)
def test_every_message_says_who_may_read_it(cls: type[Said]) -> None:
    assert cls.declared.readers != NOBODY, "nobody will read it: say read_by=ADDRESSEE, or holders(Action…)"
