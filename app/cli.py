"""The command `puntual`: parses its arguments, runs one command, ends with 0, 1 or 2."""

import os
import sys
from collections.abc import Sequence

from app.words import build_parser

OWNER_ONLY = 0o077
"""Files are created for the owner only, whatever umask is set: they hold answers, evidence, the token."""


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code: 1 when it failed, 2 for wrong arguments."""
    os.umask(OWNER_ONLY)
    try:
        try:
            return _obey(words)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # The reader (head, less) has closed the pipe: Python must not flush again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _obey(words: Sequence[str] | None) -> int:
    """Parse arguments before importing the command, so that help and errors are fast."""
    typed = sys.argv[1:] if words is None else words
    arguments = build_parser(with_documents="report" in typed).parse_args(typed)
    if arguments.command == "completion":
        from app.completion import completion_script

        print(completion_script(arguments.shell))
        return 0
    from app.commands import run_command

    return run_command(arguments)


if __name__ == "__main__":
    sys.exit(main())
