"""Code is English; the Spanish that stays is a closed list, and the glossary explains each word."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.project import PACKAGES, ROOT, Module, python_files

TERMS = set(
    re.findall(
        r"\w+",
        "enlace suplente titular implan mir fin proposito componente actividad eje ejes objetivo objetivos"
        " avance informe entrega prorroga acuse folio inhabil inhabiles oficio circular minuta"
        " ficha seguimiento consolidado sesion atencion transparencia paquete",
    )
)
# Words with a good English name; each has slipped into some code of the field.
ENGLISH_INSTEAD = {
    "anio": "year",
    "archivo": "file",
    "aviso": "notice",
    "calendario": "calendar",
    "dependencia": "unit",
    "estado": "state",
    "evidencia": "evidence",
    "fecha": "date, _on or _at",
    "indicador": "indicator",
    "justificacion": "justification",
    "mensaje": "message",
    "nombre": "name",
    "periodo": "period",
    "plazo": "due",
    "programa": "programme",
    "recordatorio": "reminder",
    "resumen": "summary",
    "semaforo": "light",
    "trimestre": "quarter",
    "unidad": "unit",
    "usuario": "user",
    "variacion": "variation",
}
ENTRY = re.compile(r"^- \*\*(?P<words>[^*]+)\*\* — \S.*\.$", re.MULTILINE)
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def test_every_spanish_term_in_the_rules_is_in_the_glossary() -> None:
    used = {word for module in python_files("domain", "usecases") for word in words(module)} & TERMS

    assert used - glossary() == set()


def test_the_glossary_is_the_closed_list() -> None:
    assert glossary() == TERMS


def test_each_glossary_entry_is_one_line() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text()

    assert len(ENTRY.findall(text)) == len(re.findall(r"^- ", text, re.MULTILINE))


def test_what_has_an_english_name_is_called_by_it() -> None:
    found = [
        f"{module.path}: {word} is {ENGLISH_INSTEAD[word]}"
        for module in python_files(*PACKAGES)
        for word in words(module) & set(ENGLISH_INSTEAD)
    ]

    assert found == []


def test_identifiers_are_ascii() -> None:
    found = [
        f"{module.path}: {name}"
        for module in python_files(*PACKAGES)
        for name in identifiers(module)
        if not name.isascii()
    ]

    assert found == []


def glossary() -> set[str]:
    text = (ROOT / "docs" / "glossary.md").read_text()
    return {word.lower() for entry in ENTRY.finditer(text) for word in entry["words"].split(", ")}


def words(module: Module) -> set[str]:
    return {word.lower() for name in identifiers(module) for word in WORD.findall(name)}


def identifiers(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name
            case ast.Name():
                yield node.id
            case ast.Attribute():
                yield node.attr
            case ast.arg() | ast.keyword() if node.arg is not None:
                yield node.arg
            case _:
                continue
