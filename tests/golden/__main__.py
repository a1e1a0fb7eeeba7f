"""Write the golden files again after a wording was changed on purpose; read the difference."""

from bot.switchboard.words import word
from tests.golden import FOLDER, path_of, printed
from tests.golden.catalogue import MESSAGES


def main() -> None:
    for old in FOLDER.glob("*.txt"):
        if old.stem not in MESSAGES:
            old.unlink()
    for name, said in MESSAGES.items():
        path_of(name).write_text(printed(word(said)), encoding="utf-8")


if __name__ == "__main__":
    main()
