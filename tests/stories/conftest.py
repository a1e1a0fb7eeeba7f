"""Stories ignore the settings of the machine."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from app.settings import Settings
from tests.stories.lives import Life, a_life


@pytest.fixture(scope="session", autouse=True)
def unset() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in Settings.model_fields:
            patch.delenv(f"PUNTUAL_{name.upper()}", raising=False)
        yield


@pytest.fixture
async def life(tmp_path: Path) -> AsyncIterator[Life]:
    async with a_life(tmp_path) as life:
        yield life
