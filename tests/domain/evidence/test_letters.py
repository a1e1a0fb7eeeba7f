"""The head of a letter: its own number and day, not those of the letters it cites."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.evidence.letters import LONGEST_HEAD, read_letter
from domain.kit.evidence import DateKind, EvidenceFlag, EvidenceType

YEAR = 2025
LETTER = """\
MUNICIPIO DE OAXACA DE JUÁREZ
2025, Año de la Mujer Indígena
SECRETARÍA PARTICULAR
OFICIO NÚM.: SP/DSAV/112/2025
ASUNTO: Se remite información
Oaxaca de Juárez, Oaxaca, a 26 de septiembre de 2025
LIC. MARÍA PÉREZ
DIRECTORA DE AGENCIAS, BARRIOS Y COLONIAS
P R E S E N T E
En atención a su oficio IMP/194/2025 de fecha 12 de septiembre de 2025, remito lo solicitado.
"""


def test_a_letter_has_its_number_its_day_and_its_issuer() -> None:
    read = read_letter(LETTER, year=YEAR)

    assert read is not None
    assert (read.type, read.numbers) == (EvidenceType.OFICIO, ("SP/DSAV/112/2025",))
    assert (read.dated_on, read.date_kind) == (date(2025, 9, 26), DateKind.ISSUED)
    assert read.issuer == "SECRETARÍA PARTICULAR"
    assert read.raw == "OFICIO NÚM.: SP/DSAV/112/2025"


@pytest.mark.parametrize(
    ("head", "number"),
    [
        pytest.param("OFICIO NÚM.:\nSP/112/2025", "SP/112/2025", id="number under its label"),
        pytest.param("Oficio No. SP/112/2025", "SP/112/2025", id="abbreviated"),
        pytest.param("OFICIO NM.: SP/112/2025", "SP/112/2025", id="accent lost by the reader of a photo"),
        pytest.param("SECRETARÍA PARTICULAR\nSP/112/2025", "SP/112/2025", id="number alone"),
        pytest.param("EXP-1/2025\nOficio 112/2025", "112/2025", id="called oficio before what stands alone"),
        pytest.param(
            "Su oficio: IMP/9/2025\nOficio SP/112/2025", "SP/112/2025", id="after one that is cited"
        ),
        pytest.param("Ref. IMP/9/2025\nOficio SP/112/2025", "SP/112/2025", id="after a reference"),
    ],
)
def test_the_number_is_the_one_of_the_letter(head: str, number: str) -> None:
    read = read_letter(head, year=YEAR)

    assert read is not None
    assert read.numbers == (number,)


def test_a_circular_is_one() -> None:
    read = read_letter("CIRCULAR NO. SP/003/2025\nOaxaca, a 2 de julio de 2025", year=YEAR)

    assert read is not None
    assert (read.type, read.dated_on) == (EvidenceType.CIRCULAR, date(2025, 7, 2))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("Minuta de la reunión del 3 de julio de 2025", id="no number"),
        pytest.param("Oficio SP/112", id="number without its year"),
        pytest.param("Presente\nOficio SP/112/2025", id="only in the body"),
        pytest.param("En respuesta a su oficio SP/112/2025", id="only cited"),
        pytest.param("Tel. 951/501/2025", id="telephone"),
        pytest.param("Oficios SP/112/2025 al SP/118/2025", id="a range is no letter"),
        pytest.param("\n".join(["sello"] * LONGEST_HEAD) + "\nOficio SP/112/2025", id="below the head"),
    ],
)
def test_without_a_number_of_its_own_nothing_is_read(text: str) -> None:
    assert read_letter(text, year=YEAR) is None


@pytest.mark.parametrize(
    ("head", "day"),
    [
        pytest.param("Oficio SP/1/2025 de fecha 3 de mayo de 2025", date(2025, 5, 3), id="with the number"),
        pytest.param(
            "1 de abril\nOaxaca, a 3 de mayo de 2025\nOficio SP/1/2025", date(2025, 5, 3), id="placed"
        ),
        pytest.param("Oficio SP/1/2025\n3 de mayo de 2025", date(2025, 5, 3), id="alone"),
        pytest.param("Oficio SP/1/2025", None, id="none"),
        pytest.param("Oficio SP/1/2025\n31 de junio de 2025", None, id="a day that does not exist"),
    ],
)
def test_the_day_is_the_one_of_the_head(head: str, day: date | None) -> None:
    read = read_letter(head, year=YEAR)

    assert read is not None
    assert read.dated_on == day
    assert (read.date_kind is None) == (day is None)


def test_a_day_without_year_is_of_the_fiscal_year_and_says_so() -> None:
    read = read_letter("Oficio SP/1/2025\nOaxaca, a 3 de mayo", year=YEAR)

    assert read is not None
    assert read.dated_on == date(2025, 5, 3)
    assert EvidenceFlag.INFERRED_YEAR in read.flags


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        pytest.param(
            "Dependencia: Dirección de Barrios\nOficio SP/1/2025", "Dirección de Barrios", id="label"
        ),
        pytest.param("Oficio SP/1/2025\nDirección de Barrios", None, id="whom it is written to"),
        pytest.param("Municipio\nOficio SP/1/2025", None, id="no area"),
    ],
)
def test_the_issuer_stands_above_the_number(head: str, issuer: str | None) -> None:
    read = read_letter(head, year=YEAR)

    assert read is not None
    assert read.issuer == issuer


@given(st.text(max_size=400))
def test_any_text_is_read_or_not(text: str) -> None:
    read = read_letter(text, year=YEAR)

    assert read is None or len(read.numbers) == 1


MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)
OTHER_WORDS = frozenset({"OF", "OFS", "NO", "NOS", "NUM", "NUMS", "MEMO", "MEMOS", "ACTA", "ACTAS"})
"""They name a document, or say «número», wherever they stand."""
AREA_CODES = st.text(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), min_size=1, max_size=5).filter(
    lambda code: code not in OTHER_WORDS
)


@given(
    prefix=st.lists(AREA_CODES, min_size=1, max_size=3),
    consecutive=st.integers(1, 9999),
    day=st.dates(date(2025, 1, 1), date(2025, 12, 31)),
)
def test_what_a_letter_says_of_itself_is_read(prefix: list[str], consecutive: int, day: date) -> None:
    number = f"{'/'.join(prefix)}/{consecutive:03d}/2025"
    dated = f"Oaxaca de Juárez, a {day.day} de {MONTHS[day.month - 1]} de {day.year}"

    read = read_letter(f"OFICIO NÚM. {number}\n{dated}\nPRESENTE", year=YEAR)

    assert read is not None
    assert (read.numbers, read.dated_on) == ((number,), day)
