"""Figures are rounded in one place: nobody else rounds, cuts or formats decimals away."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.project import PACKAGES, ROOT, Module, python_files

HOME = "domain/kit/figures.py"
EXCEPTIONS = {
    "documents/filed/informe/word.py": {":.0f"},
    "documents/filed/workbook_looks.py": {"ceil"},
    "documents/list_workbook.py": {"ceil"},
    "documents/mir_template.py": {"ROUND("},
    "domain/delivery/pacing.py": {"round"},
    "sandbox/limits.py": {"ceil"},
    "storage/engine.py": {"int of a product"},
}
"""What is no figure of a report: twips of paper, lines of a cell, messages and seconds of a pace; and the
conditional format of the MIR, which rounds in Excel itself."""
NUMBER_FORMATS = {
    '0" %"': "whole percents of `whole_percent`",
    "#,##0": "counts",
    "dd/mm/yyyy": "days",
}
"""What a workbook may show a number with: none of them hides a decimal that is there."""

ROUNDERS = re.compile(r"round|quantize|to_integral\w*|ceil|floor|trunc|fmod|ROUND_\w+|remainder_near")
CUTTING = re.compile(r".*(?:\.\d+[a-zA-Z%]?|[fFeEgGn])|[^%]*%", re.DOTALL)
"""A format that fixes decimals; one of a date has its percent signs in front."""
OLD_CUTTING = re.compile(r"%[-+ #0]*\d*\.\d+[fFeEgG]|\{[^{}]*:[^{}%]*\.\d+[fFeEgG%]?\}")
IN_EXCEL = re.compile(r"\b(?:ROUND(?:UP|DOWN)?|INT|TRUNC|CEILING|FLOOR|FIXED|TEXT)\(")
IN_TYPST = re.compile(r"calc\.(?:round|floor|ceil|trunc|quo)|\bdecimal\(|\bint\(")


@pytest.mark.parametrize("module", python_files(*PACKAGES), ids=lambda module: module.path)
def test_no_other_rounding(module: Module) -> None:
    found = set(roundings(module.tree))

    assert module.path == HOME or found == EXCEPTIONS.get(module.path, set())


def test_every_exception_is_a_file_that_is_there() -> None:
    assert {path for path in EXCEPTIONS if (ROOT / path).exists()} == set(EXCEPTIONS)


def test_the_templates_round_nothing() -> None:
    found = [
        f"{path.name}: {match[0]}"
        for path in sorted((ROOT / "documents" / "templates").glob("*.typ"))
        for match in IN_TYPST.finditer(path.read_text())
    ]

    assert found == []


def test_no_workbook_hides_decimals() -> None:
    found = {text for module in python_files("documents", "bot") for text in number_formats(module.tree)}

    assert found == set(NUMBER_FORMATS)


@pytest.mark.parametrize(
    ("planted", "name"),
    [
        ("round(x, 2)", "round"),
        ("x.quantize(Decimal(1))", "quantize"),
        ("x.to_integral_value()", "to_integral_value"),
        ("from decimal import ROUND_HALF_EVEN", "ROUND_HALF_EVEN"),
        ("from math import floor", "floor"),
        ("math.trunc(x)", "trunc"),
        ("func.round(x)", "round"),
        ("f'{x:.1f}'", ":.1f"),
        ("f'{x:.0%}'", ":.0%"),
        ("f'{x:,.2f}'", ":,.2f"),
        ("f'{x:{width}.2f}'", ":.2f"),
        ("format(x, '.2f')", ".2f"),
        ("'{:.2f}'.format(x)", "{:.2f}"),
        ("'%.1f' % x", "%.1f"),
        ("int(100 * part / whole)", "int of a product"),
        ("100 * part // whole", "a whole quotient of a hundred"),
        ("HUNDRED * part // whole", "a whole quotient of a hundred"),
        ("'=ROUND(A1,2)'", "ROUND("),
    ],
)
def test_a_planted_rounding_is_found(planted: str, name: str) -> None:
    assert set(roundings(ast.parse(planted))) == {name}


@pytest.mark.parametrize(
    "harmless",
    [
        *("f'{day:%d/%m/%Y}'", "f'{n:04}'", "f'{n:,}'", "f'{value:f}'", "f'{hour:02}:{minute:02}'"),
        *(
            "int(text)",
            "(amount - 1) // PAGE",
            "'100 %'",
            "f'{share} %'",
            "around(x)",
            "told.round",
            "max(floor, 1)",
        ),
    ],
)
def test_what_rounds_nothing_is_left_alone(harmless: str) -> None:
    assert list(roundings(ast.parse(harmless))) == []


def roundings(tree: ast.AST) -> Iterator[str]:
    """Yield what in a module takes decimals away from a number."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) if name.startswith("ROUND_"):
                yield name
            case ast.alias(name=name):
                yield from [name] if ROUNDERS.fullmatch(name) else []
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if ROUNDERS.fullmatch(name):
                yield name
            case ast.FormattedValue(format_spec=ast.JoinedStr() as spec):
                yield from _cut(":", "".join(_constants(spec)))
            case ast.Call(func=ast.Name(id="format"), args=[_, ast.Constant(value=str() as spec)]):
                yield from _cut("", spec)
            case ast.Call(func=ast.Name(id="int"), args=[ast.BinOp(op=ast.Div() | ast.Mult())]):
                yield "int of a product"
            case ast.BinOp(op=ast.FloorDiv()) if _has_hundred(node.left):
                yield "a whole quotient of a hundred"
            case ast.Constant(value=str() as text):
                yield from [match[0] for match in OLD_CUTTING.finditer(text)]
                yield from [match[0] for match in IN_EXCEL.finditer(text)]


def number_formats(tree: ast.AST) -> Iterator[str]:
    """Yield the formats of numbers that a workbook is given here."""
    for node in ast.walk(tree):
        match node:
            case ast.keyword(arg="num_format", value=ast.Constant(value=str() as text)):
                yield text
            case ast.Dict(keys=keys, values=values):
                for key, value in zip(keys, values, strict=True):
                    if isinstance(key, ast.Constant) and key.value == "num_format":
                        yield str(ast.literal_eval(value))


def _cut(sign: str, spec: str) -> list[str]:
    return [f"{sign}{spec}"] if CUTTING.fullmatch(spec) and spec != "f" else []


def _constants(spec: ast.JoinedStr) -> Iterator[str]:
    for part in spec.values:
        if isinstance(part, ast.Constant):
            yield str(part.value)


def _has_hundred(node: ast.AST) -> bool:
    return any(
        (isinstance(each, ast.Constant) and each.value == 100)
        or (isinstance(each, ast.Name) and each.id == "HUNDRED")
        for each in ast.walk(node)
    )
