"""Properties that hold for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.evidence.oficios import oficio_key, read_evidence
from domain.kit.evidence import Evidence, EvidenceType

VOCABULARY = (
    "oficio Oficios: circular S/N de fecha 3 mayo 31 junio 2025 IMP/1/2024 A/1/25 112/2025 al y , ; . informe"
    " minuta emitido por la Dirección http://a.b/c copias estadísticas del: 1.- 2. año en curso / - IMP/0280"
    " /2024 correo electrónico 26/09/2025 ( ) Ñ/1/2024 2024\u0301 \u200b ½ İ"
)
FILLER = st.sampled_from(
    ["se adjunta", "según consta en el", "ver", "conforme al", "Evidencia:", "documento (", "firmado,"]
)
LETTERS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZÑ", min_size=2, max_size=6).filter(
    lambda part: part.replace("Ñ", "N") not in {"OF", "OFS", "NO", "NOS", "NUM", "OFICIO"}
)
SPACE = st.sampled_from(["", "", " ", "  "])


@st.composite
def written_numbers(draw: st.DrawFn) -> tuple[str, tuple[tuple[str, ...], int, int]]:
    parts = draw(st.lists(LETTERS, min_size=1, max_size=4))
    consecutive, year = draw(st.integers(0, 9999)), draw(st.integers(2000, 2099))
    width = draw(st.integers(1, 6))
    pieces = [*parts, f"{consecutive:0{width}d}", str(year)]
    slashes = [draw(SPACE) + "/" + draw(SPACE) for _ in pieces[1:]]
    written = pieces[0] + "".join(slash + piece for slash, piece in zip(slashes, pieces[1:], strict=True))
    folded = tuple(part.replace("Ñ", "N") for part in parts)
    return draw(st.sampled_from([written, written.lower(), written.title()])), (folded, consecutive, year)


def keys_in(found: tuple[Evidence, ...]) -> list[tuple[tuple[str, ...], int, int]]:
    keys = [oficio_key(each.type, number) for each in found for number in each.numbers]
    assert None not in keys
    return [(key.prefix, key.consecutive, key.year) for key in keys if key]


def assert_sound(text: str) -> None:
    found = read_evidence(text, year=2025)
    keys_in(found)
    assert all(each.raw and each.raw in text for each in found)
    assert all(each.url is None or each.url in text for each in found)


@given(written_numbers(), FILLER, st.sampled_from(["", ".", " del área", ", con anexos", ")"]))
def test_any_well_formed_number_is_found_in_spanish_text(
    written: tuple[str, tuple[tuple[str, ...], int, int]], before: str, after: str
) -> None:
    text, key = written

    assert keys_in(read_evidence(f"{before} {text}{after}", year=2025)) == [key]


@given(written_numbers())
def test_hyphens_are_as_good_as_slashes(written: tuple[str, tuple[tuple[str, ...], int, int]]) -> None:
    text, key = written
    hyphenated = "".join(text.split()).replace("/", "-")

    assert keys_in(read_evidence(f"oficio número {hyphenated}", year=2025)) == [key]


@given(st.text(max_size=300))
def test_arbitrary_text_never_raises_and_raw_is_part_of_it(text: str) -> None:
    assert_sound(text)


@given(st.lists(st.sampled_from(VOCABULARY.split(" ")), max_size=25), st.sampled_from([" ", " ", ""]))
def test_shuffled_vocabulary_never_raises_and_raw_is_part_of_it(words: list[str], space: str) -> None:
    assert_sound(space.join(words))


# Each of these takes a few milliseconds; a pattern that tries every split would hang the suite.
@pytest.mark.parametrize(
    "piece",
    [
        "A/",
        "a-",
        "A/1/",
        "A / ",
        "oficio ",
        "oficio de fecha ",
        "IMP/1/2024 al ",
        "A/1 al ",
        "a",
        "1",
        " ",
        "\n",
        "a.",
        "1, ",
        "1 y ",
        "y ",
        "S/N ",
        "3 de mayo ",
        "http://",
        "direccion de ",
        "oficio emitido por la unidad ",
        ", B",
        "con numero ",
        "copias de estadisticas ",
        "minuta, ",
        "informe de ",
        "/ ",
        ".",
    ],
)
def test_four_thousand_characters_of_garbage_are_read_at_once(piece: str) -> None:
    text = (piece * 4000)[:4000]

    found = read_evidence(text, year=2025)

    assert len(found) <= len(text) // len(piece) + 1


def test_long_titles_do_not_grow_with_each_word() -> None:
    (evidence,) = read_evidence("informe de " + "y " * 2000 + "fin", year=2025)

    assert evidence.type is EvidenceType.REPORT
