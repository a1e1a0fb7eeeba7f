"""Every message a person can get, as it reads: `python -m tests.golden` writes the files again."""

from pathlib import Path

from texts.kit.rendering import Keyboard, Menu, Message

FOLDER = Path(__file__).parent


def path_of(name: str) -> Path:
    return FOLDER / f"{name}.txt"


def printed(rendered: Message | Menu) -> str:
    """Return the text, then the document and the buttons as they stand on the phone: `[label] data`."""
    if isinstance(rendered, Menu):
        return "".join(f"/{command} — {words}\n" for command, words in rendered.commands)
    document = f"\n📄 {rendered.attachment.filename}\n" if rendered.attachment else ""
    return f"{rendered.html}\n{document}{_buttons(rendered.keyboard)}"


def _buttons(keyboard: Keyboard) -> str:
    rows = ["  ".join(f"[{button.label}] {button.data}" for button in row) for row in keyboard]
    return "\n" + "\n".join(rows) + "\n" if rows else ""
