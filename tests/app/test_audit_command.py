"""`puntual audit`: the trail is printed, exported and verified."""

import csv
import json
from pathlib import Path

import pytest
from sqlalchemy import text

from app.audit_command import harmless
from app.audit_proof import told
from domain.evidence.audit_chain import Break, ChainCheck
from domain.kit.access import Role
from storage.append_only import GUARDS, RELEASES
from tests.app.conftest import Types
from tests.facts import ANA, Office, a_mir


async def happens(office: Office) -> None:
    """Let Ana of 402 save an avance, and the operator rename 504."""
    ids = await office.register(a_mir())
    await office.register(a_mir(unit="504"))
    ana = await office.lets_in(ANA)
    now, actor = office.moment.now, f"person:{ana.actor.person_id}"
    subject = f"avance:{ids['Componente 7']}:3T2025"
    after, before = {"value": "25", "evidence": ["=1+1"]}, {"value": "23"}
    await office.do(
        lambda uow: uow.audit.add(
            now, actor, "avance_saved", subject, before=before, after=after, reason="=SUM(A1)"
        )
    )
    await office.do(lambda uow: uow.audit.add(now, "cli", "unit_renamed", "unit:504"))


async def tamper(office: Office) -> None:
    for statement in (
        *RELEASES["sqlite"], "UPDATE audit SET reason = 'otra' WHERE id = 1", *GUARDS["sqlite"],
    ):  # fmt: skip
        await office.do(lambda uow, statement=statement: uow.session.execute(text(statement)))  # type: ignore[misc]


async def test_entries_are_printed_the_first_one_first(office: Office, types: Types) -> None:
    await happens(office)

    printed = await types("audit")

    lines = printed.out.splitlines()
    assert lines[0] == f"1  2025-09-25 12:00  Persona {ANA}  avance_saved  avance:1:3T2025"
    assert lines[1:4] == ["    value: 23 → 25", "    evidence: — → =1+1", "    motivo: =SUM(A1)"]
    assert lines[4] == "2  2025-09-25 12:00  cli  unit_renamed  unit:504"


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (("--unit", "402"), ["1"]),
        (("--unit", "504", "--period", "3T2025"), ["2"]),
        (("--period", "2T2025"), ["2"]),
        (("--unit", "402", "--period", "2T2025"), []),
    ],
)
async def test_entries_of_a_unit_or_a_period_are_printed(
    office: Office, types: Types, words: tuple[str, ...], ids: list[str]
) -> None:
    await happens(office)

    printed = await types("audit", *words)

    assert [line.split()[0] for line in printed.out.splitlines() if not line.startswith(" ")] == ids


async def test_a_sheet_of_the_trail_runs_no_formula(office: Office, types: Types, place: Path) -> None:
    await happens(office)

    printed = await types("audit", "--export", "historial.csv")

    assert (printed.code, printed.out) == (0, "2 asientos exportados a historial.csv.\n")
    with (place / "historial.csv").open(newline="") as file:
        first, second = csv.DictReader(file)
    assert (first["name"], first["unit"], first["period"]) == (f"Persona {ANA}", "402", "3T2025")
    assert first["reason"] == "'=SUM(A1)"
    assert json.loads(first["after"]) == {"value": "25", "evidence": ["=1+1"]}
    assert second["previous_hash"] == first["hash"]


async def test_the_trail_is_exported_as_lines_of_json(office: Office, types: Types, place: Path) -> None:
    await happens(office)

    await types("audit", "--unit", "402", "--export", "historial.jsonl")

    (line,) = (place / "historial.jsonl").read_text().splitlines()
    row = json.loads(line)
    assert (row["id"], row["unit"], row["before"], row["reason"]) == (1, "402", {"value": "23"}, "=SUM(A1)")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("historial.xlsx", "debe terminar en .csv o .jsonl"),
        ("ya.csv", "ya existe"),
        ("no/hay.csv", "no se puede escribir"),
    ],
)
async def test_an_export_that_cannot_be_written_is_refused(
    office: Office, types: Types, place: Path, name: str, reason: str
) -> None:
    (place / "ya.csv").write_text("")

    printed = await types("audit", "--export", name)

    assert printed.code == 1
    assert reason in printed.err


async def test_a_whole_chain_is_verified(office: Office, types: Types) -> None:
    await happens(office)

    printed = await types("audit", "--verify")

    first, second = printed.out.splitlines()
    assert (printed.code, first) == (0, "Cadena íntegra: 2 asientos.")
    assert second.startswith("Último sello: ")


async def test_a_trail_that_was_altered_shows(office: Office, types: Types) -> None:
    await happens(office)
    await tamper(office)

    printed = await types("audit", "--verify")

    broken = "Cadena rota en el asiento 1: su contenido no es el que se escribió.\n"
    assert (printed.code, printed.out) == (1, broken)
    assert "la cadena está rota en el asiento 1" in (await types("doctor")).out


async def test_an_empty_trail_is_whole(database_file: Path, types: Types) -> None:
    printed = await types("audit", "--verify")

    assert (printed.code, printed.out) == (0, "Cadena íntegra: 0 asientos.\n")


@pytest.mark.parametrize("problem", Break)
def test_every_break_is_told_in_a_sentence(problem: Break) -> None:
    assert told(ChainCheck(broken_at=7, problem=problem)).startswith("Cadena rota en el asiento 7: ")


def test_entries_from_before_the_chain_are_told() -> None:
    assert told(ChainCheck(unchained=3, chained=1)) == "Cadena íntegra: 1 asiento y 3 anteriores sin sello."


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@A1", "\tx", "\rx"])
def test_what_looks_like_a_formula_becomes_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmless(f"x{cell}") == f"x{cell}"


async def test_the_invitations_of_the_operator_have_no_unit(office: Office, types: Types) -> None:
    await office.lets_in(ANA, Role.IMPLAN, None)
    await types("invite", "--role", "consulta", "--name", "Dolores")

    printed = await types("audit", "--unit", "402")

    assert printed.out == ""
