"""Whoever installs, script, image or a line of the documentation, resolves nothing and checks it after."""

import re

import pytest

from tests.architecture.project import ROOT, committed_texts

CALL = re.compile(r"\bpip3? +install\b(?:\\\n|[^\n`&;])*")
WHOLE_LOCK = ("--no-deps", "--require-hashes", "--only-binary :all:")
OURSELVES = ("--no-deps", "--no-build-isolation")


def calls() -> list[tuple[str, str]]:
    """Return file and text of every call of `pip install` that is run or told to anybody."""
    return [
        (path, call)
        for path, text in committed_texts()
        if not path.startswith("tests/")
        for call in CALL.findall(text)
    ]


def lacking(call: str) -> list[str]:
    """Return the options without which this call may end otherwise on another day."""
    is_of_a_lock = " -r " in call or '"$@"' in call
    return [option for option in (WHOLE_LOCK if is_of_a_lock else OURSELVES) if option not in call]


def test_no_call_resolves_compiles_or_trusts() -> None:
    assert [(path, call, lacking(call)) for path, call in calls() if lacking(call)] == []


def test_the_places_that_install_are_known() -> None:
    """Set-up lives in one script; the image, which is built without make, has the other two lines."""
    assert sorted({path for path, _ in calls()}) == ["Dockerfile", "scripts/install"]


@pytest.mark.parametrize("place", ["Dockerfile", "scripts/install"])
def test_who_installs_checks_after_it(place: str) -> None:
    text = (ROOT / place).read_text()

    assert re.search(r"\bpip check\b", text)


@pytest.mark.parametrize(
    "call",
    [
        "pip install '.[ocr]'",
        "pip install puntual",
        "pip install --no-deps .",
        "pip install --require-hashes -r requirements-run.lock",
        "pip install --no-deps -r requirements-run.lock",
        "pip3 install --no-deps --require-hashes -r requirements-run.lock",
    ],
)
def test_a_call_that_lacks_something_is_recognised(call: str) -> None:
    [found] = CALL.findall(f"RUN /opt/{call}")

    assert lacking(found)


def test_the_image_offers_the_lock_that_reads_photos() -> None:
    text = (ROOT / "Dockerfile").read_text()

    assert re.search(r"^ARG LOCK=requirements-run\.lock$", text, re.MULTILINE)
    assert "-r ${LOCK}" in text
    assert (ROOT / "requirements-ocr.lock").exists()
