"""Nothing that is committed says where packages come from or gives a bot's token away."""

import re

from tests.architecture.project import ROOT, committed_texts

INDEX = re.compile(
    r"https?://[^\s\"']*(?:pypi|pythonhosted)[^\s\"']*"
    r"|(?<![\w-])--(?:extra-)?index-url\b"
    r"|(?<![\w-])--find-[l]inks\b"  # in brackets, so that this line is not found itself
    r"|file://[^\s\"']*(?:simple|wheels)"
)
TOKEN = re.compile(r"\d{8,10}:[A-Za-z0-9_-]{35}")
SPOKEN = re.compile(r"fake|test|ejemplo|ensayo|prueba|sandbox|secret", re.IGNORECASE)


def test_no_committed_file_names_a_package_index() -> None:
    found = [f"{path}: {match[0]}" for path, text in committed_texts() for match in INDEX.finditer(text)]

    assert found == []


def test_the_locks_hold_no_address_at_all() -> None:
    for lock in ("requirements.lock", "requirements-run.lock", "requirements-ocr.lock"):
        text = (ROOT / lock).read_text()

        assert "://" not in text
        assert not re.search(r"^\s*-(?!-hash=)", text, re.MULTILINE), f"{lock} carries options"


def test_no_committed_file_holds_a_bot_token() -> None:
    found = [
        path
        for path, text in committed_texts()
        for match in TOKEN.finditer(text)
        if not (path.startswith("tests/") and is_obviously_fake(match[0]))
    ]

    assert found == []


def test_a_token_is_recognised() -> None:
    token = "5301234567" + ":" + "AAHk3v9Qd0x-Zr7LmPq2sT8uVwYb1nCe4_f"

    assert TOKEN.fullmatch(token)
    assert not is_obviously_fake(token)


def test_an_index_is_recognised() -> None:
    assert INDEX.search("--extra" + "-index-url x")
    assert INDEX.search("https://" + "pypi.org/simple")
    assert not INDEX.search("pip-compile --no-emit-index-url --no-emit-find-links")


def is_obviously_fake(token: str) -> bool:
    """A made-up token says so in words or repeats itself; a real one does neither."""
    secret = token.split(":")[1]
    return bool(SPOKEN.search(secret)) or len(set(secret)) <= 8
