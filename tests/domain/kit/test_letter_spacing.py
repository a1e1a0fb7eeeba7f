"""Headings with spaces between the letters are read as words."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.evidence.letters import read_letter
from domain.kit.words.letter_spacing import unspaced

HEADINGS = st.sampled_from(
    [
        "OFICIO NÚM. SP/DSAV/112/2025",
        "OFICIO NÚM.: SP/112/2025",
        "Oficio No. 112/2025",
        "CIRCULAR NÚMERO SP/003/2025",
        "OFICIO SP/112/2025",
        "OFICIO: IMP-3-2025",
    ]
)
BLANKS = st.sampled_from([" ", "\u00a0", "\u2009", "\t"])
LETTER = "SECRETARÍA PARTICULAR\n{}\nOaxaca de Juárez, Oax., a 26 de septiembre de 2025\nP R E S E N T E\n"


def spaced(text: str, gap: str = "  ", blank: str = " ") -> str:
    return gap.join(blank.join(word) for word in text.split())


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("O F I C I O  N Ú M .  1 1 2", "OFICIO NÚM. 112"),
        ("O F I C I O   N Ú M . :  S P / D S AV / 1 1 2 / 2 0 2 5", "OFICIO NÚM.: SP/DSAV/112/2025"),
        ("O F I C I O  NÚM.  SP/112/2025", "OFICIO NÚM. SP/112/2025"),
        ("O  F  I  C  I  O    N  Ú  M  .    1  1  2", "OFICIO NÚM. 112"),
        ("O   F   I   C   I   O      S   P   /   1   /   2   0   2   5", "OFICIO SP/1/2025"),
        ("O F I C I O NÚM. SP/112/2025", "OFICIO NÚM. SP/112/2025"),
        ("O F I C I O N Ú M . S P / 1 1 2 / 2 0 2 5", "OFICIO NÚM. SP/112/2025"),
        ("O F I C I O N o . S P / 1 / 2 0 2 5", "OFICIO No. SP/1/2025"),
        ("O a x a c a , a 2 6 d e s e p t i e m b r e d e 2 0 2 5", "Oaxaca,a 26 DE septiembre DE 2025"),
        ("P R E S E N T E", "PRESENTE"),
        ("Oficio  SP/112/2025   del 3 de mayo", "Oficio SP/112/2025 del 3 de mayo"),
        ("Anexos a, b y c", "Anexos a, b y c"),
        ("", ""),
    ],
)
def test_a_line_is_written_as_it_is_read(line: str, words: str) -> None:
    assert unspaced(line) == words


@given(HEADINGS, BLANKS, st.integers(2, 4))
def test_a_spaced_heading_is_the_letter_it_heads(heading: str, blank: str, wide: int) -> None:
    plain = read_letter(LETTER.format(heading), year=2025)

    apart = read_letter(LETTER.format(spaced(heading, blank * wide, blank)), year=2025)

    assert plain is not None
    assert apart is not None
    assert (apart.type, apart.numbers) == (plain.type, plain.numbers)
    assert (apart.dated_on, apart.issuer) == (date(2025, 9, 26), "SECRETARÍA PARTICULAR")


@given(HEADINGS)
def test_a_whole_letter_may_be_spaced(heading: str) -> None:
    letter = "\n".join(map(spaced, LETTER.format(heading).splitlines()))

    read = read_letter(letter, year=2025)

    assert read is not None
    assert (read.dated_on, read.issuer) == (date(2025, 9, 26), "SECRETARÍA PARTICULAR")


@given(st.text(st.characters(codec="latin-1")))
def test_no_sign_of_a_line_is_lost(line: str) -> None:
    (one, *_) = line.splitlines() or [""]

    def signs(text: str) -> str:
        return re.sub(r"\s", "", text).lower()

    assert signs(unspaced(one)) == signs(one)
