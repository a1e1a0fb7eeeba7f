"""The garbage collector runs less often while the bot runs, and as usual afterwards."""

import gc

from app.collector import OBJECTS_BETWEEN_LOOKS, rarely_collecting


def test_it_looks_rarely_meanwhile_and_as_usual_afterwards() -> None:
    usual = gc.get_threshold()

    with rarely_collecting():
        assert gc.get_threshold() == (OBJECTS_BETWEEN_LOOKS, *usual[1:])
        assert gc.get_freeze_count() > 0

    assert gc.get_threshold() == usual
    assert gc.get_freeze_count() == 0
