"""Reading the header of all pages of an Informe Trimestral: unit, programme, quarter, ejes, objetivos."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from documents.read.coded_names import code_key, is_same_name, parse_coded, split_ejes, split_objetivos
from documents.read.informe.fields import HeaderField, Label
from documents.read.informe.period import read_period
from documents.read.spelling import fold, readable_name
from domain.kit.periods import Period
from domain.kit.reports import CodedName, DocumentError, DocumentRefused, Flag
from domain.kit.unit_codes import is_typed_code

Splitter = Callable[[str], tuple[CodedName, ...]]

_WORDS = {Label.UNIT: "la Unidad Responsable", Label.PROGRAMME: "el Programa Presupuestario"}
_EXAMPLES = {Label.UNIT: "402 - Secretaría Particular", Label.PROGRAMME: "8 - Gobierno Innovador"}
_LONGEST_NAME = 300
_NAME_FLAGS = {Label.UNIT: "unit_name_differs", Label.PROGRAMME: "programme_name_differs"}


@dataclass(frozen=True)
class Header:
    unit: CodedName
    programme: CodedName
    period: Period
    ejes: tuple[CodedName, ...]
    objetivos: tuple[CodedName, ...]
    flags: tuple[Flag, ...]


def read_header(fields: list[HeaderField], text: str, *, source: str) -> Header:
    """Return the header that all pages agree on; raise DocumentRefused if it has gaps or contradictions."""
    unit, unit_errors, unit_flags = _coded(fields, Label.UNIT)
    programme, programme_errors, programme_flags = _coded(fields, Label.PROGRAMME)
    period = read_period(fields)
    period_errors = () if isinstance(period, Period) else period
    errors = (*unit_errors, *programme_errors, *period_errors)
    if errors or unit is None or programme is None or not isinstance(period, Period):
        raise DocumentRefused(source, errors)
    ejes, eje_flags = _ejes(fields)
    objetivos, objetivo_flags = _union(fields, Label.OBJETIVO, split_objetivos)
    flags = (*unit_flags, *programme_flags, *eje_flags, *objetivo_flags)
    return Header(_readable(unit, text), _readable(programme, text), period, ejes, objetivos, flags)


def _readable(coded: CodedName, text: str) -> CodedName:
    return replace(coded, name=readable_name(coded.name, text))


def _coded(
    fields: list[HeaderField], label: Label
) -> tuple[CodedName | None, tuple[DocumentError, ...], tuple[Flag, ...]]:
    """Return the unit or the programme of the first page, with errors and flags of all pages."""
    found = [(field, parse_coded(field.value)) for field in fields if field.label is label]
    errors = [_not_coded(field, label) for field, coded in found if not _is_good(coded, label)]
    if not found:
        text = f"No se encontró {_WORDS[label]}. Escriba en el encabezado, por ejemplo: {_EXAMPLES[label]}."
        errors = [DocumentError("línea 1", text)]
    named = [(field, coded) for field, coded in found if coded is not None]
    if errors or not named:
        return None, tuple(errors), ()
    first = named[0][1]
    others = [(f, coded) for f, coded in named if code_key(coded.code) != code_key(first.code)]
    errors = [_two_codes(field, label, named[0]) for field, _ in others[:1]]
    return first, tuple(errors), tuple(_name_flags(named, label))


def _is_good(coded: CodedName | None, label: Label) -> bool:
    if coded is None or len(coded.name) > _LONGEST_NAME:
        return False
    return label is not Label.UNIT or is_typed_code(coded.code)


def _not_coded(field: HeaderField, label: Label) -> DocumentError:
    what = "una clave de tres dígitos y un nombre" if label is Label.UNIT else "una clave y un nombre"
    text = f"«{field.value[:80]}» no trae {what}. Escríbalo así: {_EXAMPLES[label]}."
    return DocumentError(f"línea {field.line}", text)


def _two_codes(field: HeaderField, label: Label, first: tuple[HeaderField, CodedName]) -> DocumentError:
    text = (
        f"Las páginas se contradicen en {_WORDS[label]}: aquí dice «{field.value[:80]}» y en la línea "
        f"{first[0].line} dice «{first[0].value[:80]}». Envíe un archivo por programa."
    )
    return DocumentError(f"línea {field.line}", text)


def _name_flags(named: list[tuple[HeaderField, CodedName]], label: Label) -> Iterable[Flag]:
    first = named[0][1]
    for field, coded in named:
        if not is_same_name(coded.name, first.name):
            text = (
                f"Aquí {_WORDS[label]} se llama «{coded.name}»; se tomó «{first.name}», de la primera página."
            )
            yield Flag(_NAME_FLAGS[label], text, field.line)


def _ejes(fields: list[HeaderField]) -> tuple[tuple[CodedName, ...], tuple[Flag, ...]]:
    """A cell with the label of the section instead of the eje gives no eje and a flag."""
    labels = [f for f in fields if f.label is Label.EJE and fold(f.value).startswith("vinculacion")]
    flags = [
        Flag("eje_is_label", f"El eje no está: en su lugar dice «{f.value[:80]}». Agréguelo.", f.line)
        for f in labels
    ]
    ejes, other_flags = _union([f for f in fields if f not in labels], Label.EJE, split_ejes)
    return ejes, (*flags, *other_flags)


def _union(
    fields: list[HeaderField], label: Label, split: Splitter
) -> tuple[tuple[CodedName, ...], tuple[Flag, ...]]:
    """Join the ejes or objetivos of all pages; a page that adds one to the first page's is flagged."""
    found: list[CodedName] = []
    flags = []
    for field in (f for f in fields if f.label is label):
        new = [part for part in split(field.value) if not any(_is_same(part, old) for old in found)]
        if found and new:
            text = f"Esta página agrega a la primera: {', '.join(part.raw for part in new)[:200]}."
            flags.append(Flag(f"{label.value}s_differ", text, field.line))
        flags.extend(
            Flag(f"{label.value}_without_code", f"«{part.name[:80]}» no trae clave. Agréguela.", field.line)
            for part in new
            if not part.code
        )
        found.extend(new)
    return tuple(found), tuple(flags)


def _is_same(first: CodedName, second: CodedName) -> bool:
    return first.code == second.code and is_same_name(first.name, second.name)
