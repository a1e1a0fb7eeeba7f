"""Which role gets which document, by command and by button: the whole matrix."""

import pytest

from bot.buttons.papers import OrderPaper
from bot.kit.callbacks import pack
from domain.kit.access import Role
from domain.papers.kinds import PAPERS, PaperKind, Reach
from tests.e2e.reception import Reception, a_tap, a_text
from tests.facts import ANA, T3
from usecases.kit.outgoing import kind_of

OWN, FOREIGN, NO_SUCH, ALL = "402", "504", "999", ""

Places = dict[Role, tuple[str, ...]]

# Where each role may look: at the own UR, everywhere, or nowhere.
HOME: Places = {Role.ENLACE: (OWN,), Role.TITULAR: (OWN,)}
READERS: Places = dict.fromkeys((Role.IMPLAN, Role.CONSULTA), (OWN, FOREIGN, ALL))
IMPLAN: Places = {Role.IMPLAN: (OWN, FOREIGN, ALL)}
WHO: dict[PaperKind, Places] = {
    PaperKind.INFORME: HOME | READERS,
    PaperKind.FICHA: HOME | READERS,
    PaperKind.CONTROL: IMPLAN,
    PaperKind.SEGUIMIENTO: READERS,
    PaperKind.CONSOLIDADO: IMPLAN,
    PaperKind.SESION: READERS,
    PaperKind.ATENCION: IMPLAN,
    PaperKind.TRANSPARENCIA: IMPLAN,
    PaperKind.PAQUETE: HOME | IMPLAN,
}


def expected(kind: PaperKind, role: Role, unit_code: str) -> bool:
    is_about_units = PAPERS[kind].reach is not Reach.TOWN
    return unit_code in WHO[kind].get(role, ()) and (is_about_units or unit_code == ALL)


def test_the_matrix_leaves_no_document_out() -> None:
    assert set(PAPERS) == set(WHO), "who may have it? Add it to WHO"


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", PAPERS)
async def test_a_document_is_ordered_by_who_may_have_it_and_by_nobody_else(
    reception: Reception, kind: PaperKind, role: Role
) -> None:
    await reception.opens()
    await reception.admits(ANA, role)
    usual = PAPERS[kind].formats[0]

    for unit_code in (OWN, FOREIGN, NO_SUCH, ALL):
        typed = a_text(ANA, f"/{PAPERS[kind].command} {unit_code or 'todas'} 3T2025 {usual}")
        tapped = a_tap(ANA, pack(OrderPaper(kind, unit_code, T3, usual)))
        for update in (typed, tapped):
            said = [kind_of(each) for each in await reception.would_say(update)]
            assert ("paper_progress" in said) is expected(kind, role, unit_code), (unit_code, said)


@pytest.mark.parametrize("role", [Role.ENLACE, Role.TITULAR])
@pytest.mark.parametrize("kind", [PaperKind.INFORME, PaperKind.PAQUETE])
async def test_nobody_learns_whether_a_foreign_unit_exists(
    reception: Reception, kind: PaperKind, role: Role
) -> None:
    await reception.opens()
    await reception.admits(ANA, role)
    usual = PAPERS[kind].formats[0]

    for quarter in ("3T2025", "1T2019"):
        answers = [
            await reception.would_say(a_text(ANA, f"/{PAPERS[kind].command} {unit_code} {quarter} {usual}"))
            for unit_code in (FOREIGN, NO_SUCH)
        ]
        assert answers[0] == answers[1]


@pytest.mark.parametrize("was_enlace", [False, True], ids=["uninvited", "revoked"])
async def test_a_stranger_gets_no_document(reception: Reception, was_enlace: bool) -> None:
    await reception.opens()
    if was_enlace:
        await reception.revokes(await reception.admits(ANA, Role.ENLACE))

    for data in ("dp:informe:402:3T2025:pdf", "dp:control::3T2025:pdf", "dx:1"):
        said = await reception.would_say(a_tap(ANA, data))
        assert [kind_of(each) for each in said] == ["stranger"]


@pytest.mark.parametrize(
    "data",
    [
        *("dp:informe:402:3T2025:exe", "dp:informe:402:3T2025:", "dp:informe:402:5T2025:pdf"),
        *("dp:nomina:402:3T2025:pdf", "dp:informe:402:3T2025", "dp:informe:4 2:3T2025:pdf"),
        *("dx:1", "dx:-1", "dx:", "dx:99999999999"),
    ],
)
async def test_a_forged_button_is_an_old_one(reception: Reception, data: str) -> None:
    await reception.opens()
    await reception.admits(ANA, Role.IMPLAN)

    said = await reception.would_say(a_tap(ANA, data))

    assert [kind_of(each) for each in said] == ["old_button"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("/informe", ["paper_choice"]),
        ("informe", ["paper_choice"]),
        ("/informe excel", ["paper_progress"]),
        ("/informe WORD 3t 2025", ["paper_progress"]),
        ("/informe 5T2025", ["unknown_period"]),
        ("/informe particular", ["unknown_unit"]),
        ("/informe 402 1T2019", ["no_programme"]),
        ("/informe zip", ["paper_not_taken"]),
        ("/paquete", ["paper_progress"]),
        ("/control", ["not_allowed"]),
        ("/cancelar", ["nothing_to_cancel"]),
        ("informe 402 excel", ["paper_progress"]),
        ("Informe de labores", ["no_open_question"]),
        ("control 3T2025", ["no_open_question"]),
        ("pdf", ["no_open_question"]),
    ],
)
async def test_words_come_in_any_order_and_any_case(
    reception: Reception, typed: str, told: list[str]
) -> None:
    await reception.opens()
    await reception.admits(ANA, Role.ENLACE)

    assert [kind_of(each) for each in await reception.would_say(a_text(ANA, typed))] == told
