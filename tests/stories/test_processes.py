"""Real processes start from any working directory."""

from pathlib import Path

import pytest

from tests.stories.processes import Machine


async def test_a_process_starts_wherever_the_tests_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library installs a package `tests` too."""
    monkeypatch.chdir(tmp_path)

    told = await Machine(tmp_path, {}).types("--help")

    assert (told.code, told.err) == (0, "")
    assert "puntual" in told.out
