"""Write the transcript again after the story was changed on purpose; read the difference."""

import asyncio

from tests.stories import DEMO, played


def main() -> None:
    code, transcript = asyncio.run(played())
    assert code == 0, "the demonstration failed; nothing was written"
    DEMO.write_text(transcript, encoding="utf-8")


if __name__ == "__main__":
    main()
