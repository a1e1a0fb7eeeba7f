"""Why a file is refused as evidence."""


class FileRefused(Exception):
    """`problem` is the key of its sentence in the texts."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem
