"""Where an error was raised, without its message: that may hold a person's words."""

from traceback import walk_tb

OURS = ("app", "bot", "documents", "domain", "jobs", "sandbox", "storage", "texts", "usecases", "workers")
LIBRARIES = "site-packages"
HOME = __file__.rpartition("/domain/")[0]
HOMES = tuple(f"{HOME}/{package}/" for package in OURS)
"""Our packages: once installed they lie among the libraries."""


def place_of(error: BaseException) -> str:
    """Return the class of an error and the two innermost places in our code."""
    frames = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    ours = [(path, line) for path, line in frames if not is_library(path)]
    places = [f"{path.rpartition('/')[2]}:{line}" for path, line in reversed(ours[-2:])]
    return " ".join([type(error).__name__, *places])


def is_library(path: str, homes: tuple[str, ...] = HOMES) -> bool:
    return LIBRARIES in path and not path.startswith(homes)
