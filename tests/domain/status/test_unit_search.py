"""Finding a UR by a part of its name: accents and case do not count, nothing else is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.status.unit_search import Entry, Kind, find, key_of, nearest, plain, words_of

PARTICULAR = Entry(Kind.UNIT, "402", "Secretaría Particular")
WORKS = Entry(Kind.UNIT, "601", "Obras Públicas")
WORKS_AND_TOWN = Entry(Kind.UNIT, "602", "Dirección de Obras Públicas y Desarrollo Urbano")
PLANNING = Entry(Kind.UNIT, "504", "Instituto Municipal de Planeación")
INNOVATION = Entry(Kind.PROGRAMME, "08", "Gobierno innovador y tecnológico", (("402", "8"), ("504", "8")))
CITY = Entry(Kind.EJE, "3", "Ciudad ordenada", (("601", "1"), ("601", "2"), ("602", "1")))
ALL = (PARTICULAR, PLANNING, WORKS, WORKS_AND_TOWN, INNOVATION, CITY)

entries = st.lists(
    st.builds(
        Entry, st.sampled_from(Kind), st.from_regex("[0-9]{1,3}", fullmatch=True), st.text(max_size=40)
    ),
    max_size=12,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("particular", (PARTICULAR,), id="part of the name"),
        pytest.param("SECRETARIA particular", (PARTICULAR,), id="whole name, other case, no accent"),
        pytest.param("particular secretaría", (PARTICULAR,), id="words in any order"),
        pytest.param("la de la Particular", (PARTICULAR,), id="with fillers"),
        pytest.param("partic", (PARTICULAR,), id="beginning of a word"),
        pytest.param("neacion", (PLANNING,), id="inside a word"),
        pytest.param("obras públicas", (WORKS,), id="a whole name means that one"),
        pytest.param("obras", (WORKS, WORKS_AND_TOWN), id="several"),
        pytest.param("obras urbano", (WORKS_AND_TOWN,), id="every word counts"),
        pytest.param("402 particular", (PARTICULAR,), id="code and name"),
        pytest.param("60", (WORKS, WORKS_AND_TOWN), id="beginning of a code"),
        pytest.param("ur 402", (PARTICULAR,), id="unit by its code"),
        pytest.param("PP 8", (INNOVATION,), id="programme by its code"),
        pytest.param("pp08", (INNOVATION,), id="programme written together"),
        pytest.param("Programa número 8", (INNOVATION,), id="programme in words"),
        pytest.param("gobierno innovador", (INNOVATION,), id="programme by its name"),
        pytest.param("eje 3", (CITY,), id="eje by its code"),
        pytest.param("PP 9", (), id="no such programme"),
        pytest.param("eje 8", (), id="code of another kind"),
        pytest.param("tesorería", (), id="no such name"),
        pytest.param("r", (), id="one letter"),
        pytest.param("bra", (), id="three letters inside a word"),
        pytest.param("", (), id="nothing"),
        pytest.param("de la", (), id="fillers only"),
        pytest.param("«»", (), id="signs only"),
    ],
)
def test_a_text_finds_what_it_means(text: str, found: tuple[Entry, ...]) -> None:
    assert find(text, ALL) == found


def test_whole_words_come_before_beginnings_and_those_before_insides() -> None:
    names = ("Subobras", "Obrasol", "Obras y más")
    given_names = tuple(Entry(Kind.UNIT, str(place), name) for place, name in enumerate(names))

    assert [entry.name for entry in find("obras", given_names)] == ["Obras y más", "Obrasol", "Subobras"]


@pytest.mark.parametrize(
    ("text", "first"),
    [("particula", PARTICULAR), ("plantacion", PLANNING), ("403", PARTICULAR)],
)
def test_the_names_most_alike_are_suggested(text: str, first: Entry) -> None:
    assert nearest(text, ALL)[0] == first


def test_what_is_like_nothing_suggests_nothing() -> None:
    assert nearest("xyz", ALL) == ()
    assert nearest("", ALL) == ()


@given(text=st.text(), known=entries)
def test_what_is_found_was_there_and_nothing_twice(text: str, known: list[Entry]) -> None:
    distinct = list(dict.fromkeys(known))

    for found in (find(text, distinct), nearest(text, distinct)):
        assert set(found) <= set(distinct)
        assert len(set(found)) == len(found)


@given(known=entries, data=st.data())
def test_a_whole_name_finds_its_own(known: list[Entry], data: st.DataObject) -> None:
    named = [entry for entry in known if words_of(entry.name) and not _looks_coded(entry.name)]
    if not named:
        return
    wanted = data.draw(st.sampled_from(named))

    assert wanted in find(wanted.name, known)
    assert wanted in find(plain(wanted.name.upper()), known) or plain(wanted.name.upper()) != plain(
        wanted.name
    )


@given(text=st.text(), known=entries)
def test_who_sees_less_finds_less_and_never_more(text: str, known: list[Entry]) -> None:
    whole = [entry for entry in find(text, known) if words_of(entry.name) == words_of(text)]
    some = known[::2]

    assert whole or set(find(text, some)) <= set(find(text, known))


def test_the_units_of_an_eje_are_named_once() -> None:
    assert CITY.units == ("601", "602")


@given(code=st.from_regex("[0-9]{1,4}", fullmatch=True))
def test_zeros_in_front_of_a_code_do_not_count(code: str) -> None:
    assert key_of("0" + code) == key_of(code)


def _looks_coded(name: str) -> bool:
    return plain(name).split()[:1] in (["ur"], ["pp"], ["programa"], ["eje"]) or plain(name).startswith(
        ("ur", "pp", "programa", "eje")
    )
