"""The paths of the document templates, and the error of a wrong one."""

from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"


class TemplateWrong(Exception):
    """A template does not compile with these facts; `why` is the message of Typst."""

    def __init__(self, template: str, why: str) -> None:
        super().__init__(template, why)
        self.template = template
        self.why = why
