"""Rewrite the transcript after an intended change of the story; review the diff."""

import asyncio

from tests.stories import DEMO, played


def main() -> None:
    code, transcript = asyncio.run(played())
    assert code == 0, "the demonstration failed; nothing was written"
    DEMO.write_text(transcript, encoding="utf-8")


if __name__ == "__main__":
    main()
