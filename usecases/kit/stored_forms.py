"""How a dialogue is stored, in a conversation and in the message with its question."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

from domain.kit.dialogues.abouts import ABOUTS, About
from domain.kit.dialogues.forms import Form
from domain.kit.dialogues.messages import FormQuestion

A = TypeVar("A", Form, FormQuestion)
FORM = TypeAdapter(Form)


def stored_form(form: Form) -> dict[str, Any]:
    """Return a dialogue as JSON data; its facts are stored within its subject.

    A version that only knows texts refuses such a subject; it would drop an unknown field.
    """
    data: dict[str, Any] = FORM.dump_python(form, mode="json", exclude={"about"})
    if form.about is not None:
        data["subject"]["about"] = stored_about(form.about)
    return data


def read_form(data: Mapping[str, Any]) -> Form:
    """Rebuild a dialogue that any version stored."""
    subject = dict(data.get("subject", {}))
    about = subject.pop("about", None)
    return with_about(FORM.validate_python({**data, "subject": subject, "about": about}))


def stored_about(about: object) -> Any:
    """Return the facts of a dialogue as JSON data; data that this version could not read is unchanged."""
    return _of(type(about)).dump_python(about, mode="json") if isinstance(about, About) else about


def with_about(asked: A) -> A:
    """Return a stored dialogue with its facts read from JSON data, or from the texts of older rows."""
    cls = ABOUTS.get(asked.kind)
    if cls is None:
        return asked
    if asked.about is not None:
        return replace(asked, about=_of(cls).validate_python(asked.about))
    packed = cls.unpacked(asked.subject, asked.answers)
    about = packed if packed is None else _of(cls).validate_python(packed)
    texts = {name: text for name, text in asked.subject.items() if name not in cls.PACKED}
    return replace(asked, about=about, subject=asked.subject if about is None else texts)


def _of(cls: type) -> TypeAdapter[Any]:
    return _adapter(cls)


@cache
def _adapter(cls: type) -> TypeAdapter[Any]:
    return TypeAdapter(cls)
