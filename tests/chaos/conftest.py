"""Chaos sees none of the settings of the machine it is let loose on; `--kills` says how much of it."""

from collections.abc import Iterator

import pytest

from app.settings import Settings


def pytest_addoption(parser: pytest.Parser) -> None:
    # Known where this folder is named: `pytest tests/chaos --kills 1000`.
    parser.addoption("--kills", type=int, help="how many random kills to survive")


@pytest.fixture(scope="session", autouse=True)
def unset() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in Settings.model_fields:
            patch.delenv(f"PUNTUAL_{name.upper()}", raising=False)
        yield
