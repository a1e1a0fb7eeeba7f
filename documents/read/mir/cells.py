"""Reading the cells of one MIR row, keeping every error with its place."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from documents.read.cell_numbers import parse_number
from documents.read.mir.columns import MirColumn, MirKey
from documents.read.mir.rows import SheetCell, SheetRow
from documents.read.spelling import fold, squeezed
from domain.kit.figures import written
from domain.kit.reports import DocumentError
from domain.kit.unit_codes import is_typed_code

_PROGRAMME_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]{0,9}")
_LARGEST = 10**9
YEARS = range(2000, 2101)


@dataclass
class RowCells:
    """Reads one row: each method returns the value, or None after noting an error."""

    row: SheetRow
    errors: list[DocumentError] = field(default_factory=list)

    def refuse(self, key: MirKey, text: str) -> None:
        if not self.cell(key).lacks_value:  # already refused for that
            self.errors.append(DocumentError(self.cell(key).place, text))

    def cell(self, key: MirKey) -> SheetCell:
        return self.row.cells[key]

    def text(self, key: MirKey) -> str | None:
        """Return the text on one line; a number typed in a text cell becomes its digits."""
        value = self.cell(key).value
        if value is None or isinstance(value, str):
            return squeezed(value or "") or None
        number = self._plain(key)
        if number is None:
            self.refuse(key, f"«{value}» no es texto. Escríbalo como texto.")
            return None
        return f"{written(number)} %" if self.cell(key).is_percent else written(number)

    def lines(self, key: MirKey) -> list[str]:
        """Return the lines of a cell for several items."""
        text = self.text(key)
        value = self.cell(key).value
        return value.split("\n") if isinstance(value, str) else [text or ""]

    def needed_text(self, key: MirKey, what: str) -> str | None:
        if self.cell(key).is_empty:
            self.refuse(key, f"Falta {what}. Escríbalo.")
            return None
        return self.text(key)

    def unit_code(self) -> str | None:
        code = self.needed_text(MirKey.UNIT_CODE, "la clave de la Unidad Responsable")
        if code is None or is_typed_code(code):
            return code
        self.refuse(MirKey.UNIT_CODE, f"La clave «{code[:20]}» debe tener tres dígitos, por ejemplo 402.")
        return None

    def programme_code(self) -> str | None:
        code = self.needed_text(MirKey.PROGRAMME_CODE, "la clave del Programa Presupuestario")
        if code is None or _PROGRAMME_CODE.fullmatch(code):
            return code
        self.refuse(MirKey.PROGRAMME_CODE, f"La clave «{code[:20]}» no se entiende. Escriba por ejemplo 08.")
        return None

    def number(self, key: MirKey) -> Decimal | None:
        """Return the number exactly as it is shown: 25 % is 25, without binary rounding errors."""
        cell = self.cell(key)
        if cell.is_empty:
            return None
        number = parse_number(cell.value) if isinstance(cell.value, str) else self._plain(key)
        if number is None:
            self.refuse(
                key, f"«{str(cell.value)[:40]}» no es un número. Escriba sólo el número, por ejemplo 25."
            )
        return number

    def _plain(self, key: MirKey) -> Decimal | None:
        number = self.cell(key).number
        return None if number is None or abs(number) > _LARGEST else number

    def year(self, key: MirKey) -> int | None:
        number = self.number(key)
        if number is None or number in YEARS:
            return None if number is None else int(number)
        self.refuse(key, f"El año {written(number)} debe estar entre 2000 y 2100.")
        return None

    def goal(self, key: MirKey, quarter: str) -> Decimal | None:
        if self.cell(key).is_empty:
            self.refuse(key, f"Falta la meta del {quarter}. Escriba 0 si no se programa nada.")
            return None
        number = self.number(key)
        if number is None or 0 <= number <= 100:
            return number
        self.refuse(key, f"La meta {written(number)} debe estar entre 0 y 100.")
        return None

    def choice(self, column: MirColumn) -> str | None:
        """Return the option as the list spells it, in any case and with any accents."""
        text = self.text(column.key)
        if text is None:
            return None
        wanted = fold(text).removeprefix("de ")
        option = next((option for option in column.choices if fold(option) == wanted), None)
        if option is None:
            options = ", ".join(column.choices)
            self.refuse(column.key, f"«{text[:40]}» no está en la lista: {options}. Elija una opción.")
        return option
