"""Documents: who may have which, and how their files are distributed over volumes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kit.access import Grant, Role
from domain.kit.periods import Period
from domain.papers.kinds import PAPERS, PaperKind, may_have, stem_of, volumes
from tests.builders import an_actor

sizes = st.lists(st.integers(0, 60), max_size=30)


@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize("role", Role)
def test_one_of_all_units_needs_the_right_to_all_of_them(kind: PaperKind, role: Role) -> None:
    unit = "402" if role in (Role.ENLACE, Role.TITULAR) else None
    actor = an_actor(Grant(role, unit))
    action = PAPERS[kind].action

    assert may_have(actor, kind, "") == actor.sees_all(action)
    assert may_have(actor, kind, "504") == actor.sees_all(action)
    assert may_have(actor, kind, "402") == actor.may(action, "402")


@given(sizes=sizes, limit=st.integers(1, 50))
def test_every_file_is_whole_in_one_volume_and_in_order(sizes: list[int], limit: int) -> None:
    found = volumes(sizes, limit)

    assert [place for volume in found for place in volume] == list(range(len(sizes)))
    assert all(found)
    for volume in found:
        assert (
            sum(sizes[place] for place in volume) <= limit
            or len(volume) == 1
            or (
                # What follows a file that is too large for any volume weighs nothing.
                sum(sizes[place] for place in volume[1:]) == 0
            )
        )


@given(sizes=sizes, limit=st.integers(1, 50))
def test_no_volume_is_begun_while_there_is_room(sizes: list[int], limit: int) -> None:
    found = volumes(sizes, limit)

    for before, after in pairwise(found):
        assert sum(sizes[place] for place in before) + sizes[after[0]] > limit


@pytest.mark.parametrize(
    ("kind", "unit", "programme", "stem"),
    [
        (PaperKind.INFORME, "402", "PP08", "informe-402-PP08-3T2025"),
        (PaperKind.FICHA, "402", "PPA. B/1", "ficha-402-PPA--B-1-3T2025"),
        (PaperKind.INFORME, "todas", "", "informe-todas-3T2025"),
        (PaperKind.SEGUIMIENTO, "402", "8", "seguimiento-402-8-3T2025"),
        (PaperKind.SEGUIMIENTO, "", "", "seguimiento-3T2025"),
        (PaperKind.PAQUETE, "todas", "", "paquete-todas-3T2025"),
        (PaperKind.CONTROL, "", "", "control-3T2025"),
    ],
)
def test_a_file_is_called_by_its_kind_by_what_it_is_about_and_by_its_quarter(
    kind: PaperKind, unit: str, programme: str, stem: str
) -> None:
    assert stem_of(kind, Period(2025, 3), unit=unit, programme=programme) == stem
