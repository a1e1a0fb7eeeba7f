"""Where the templates of the documents are, and what is wrong with one."""

from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"


class TemplateWrong(Exception):
    """A template cannot be set in type with these facts; `why` is what Typst says of it."""

    def __init__(self, template: str, why: str) -> None:
        super().__init__(template, why)
        self.template = template
        self.why = why
