"""Chaos tests ignore the settings of the machine; `--kills` sets their number of kills."""

from collections.abc import Iterator

import pytest

from app.settings import Settings


def pytest_addoption(parser: pytest.Parser) -> None:
    # Available when this folder is given: `pytest tests/chaos --kills 1000`.
    parser.addoption("--kills", type=int, help="how many random kills to survive")


@pytest.fixture(scope="session", autouse=True)
def unset() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in Settings.model_fields:
            patch.delenv(f"PUNTUAL_{name.upper()}", raising=False)
        yield
