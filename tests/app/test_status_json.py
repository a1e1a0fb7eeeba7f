"""`status --json`: the names and values of its object."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from app.status_json import status_object
from domain.kit.entregas import Entrega, EntregaState
from domain.kit.evidence import Evidence, EvidenceType
from domain.kit.report_messages import Due
from tests.app.conftest import Types
from tests.facts import EVERY_FIELD, NOW, T1, T2, T3, Office, a_document, a_flag, a_mir, a_row, an_avance

DUE = Due(date(2025, 9, 30), 3, date(2025, 10, 8))
BLANK = [None, None, None, None]


async def object_of(office: Office) -> dict[str, Any]:
    return status_object(await office.report(), DUE)


async def test_the_object_names_unit_period_due_date_and_programmes(office: Office) -> None:
    await office.register(a_mir())

    told = await object_of(office)

    assert list(told) == ["unit", "period", "due_on", "entrega", "next", "programmes"]
    assert told["unit"] == {"code": "402", "name": "Secretaría Particular"}
    assert (told["period"], told["due_on"], told["entrega"]) == ("3T2025", "2025-09-30", "open")
    (programme,) = told["programmes"]
    assert list(programme) == ["code", "name", "indicators"]
    assert (programme["code"], programme["name"]) == ("08", "Gobierno innovador")


async def test_an_indicator_nobody_reported_shows_what_is_planned(office: Office) -> None:
    await office.register(a_mir(a_row("Actividad 7.1", name="Porcentaje de audiencias")))

    (indicator,) = (await object_of(office))["programmes"][0]["indicators"]

    assert indicator == {
        "level": "Actividad 7.1",
        "name": "Porcentaje de audiencias",
        "programmed": [25, 25, 25, 25],
        "achieved": BLANK,
        "variation": [25, 25, 25, 25],
        "achieved_total": 0,
        "variation_total": 100,
        "light": "none",
        "justification": None,
        "evidence": [],
        "missing": ["value"],
        "flags": [],
    }


async def test_an_indicator_without_a_goal_has_nulls_and_says_so(office: Office) -> None:
    ids = await office.register(a_mir(a_row(goals="_ _ _ _")))
    await office.save(ids["Componente 7"], an_avance("25"))

    (indicator,) = (await object_of(office))["programmes"][0]["indicators"]

    assert (indicator["programmed"], indicator["variation"]) == (BLANK, BLANK)
    assert (indicator["achieved"], indicator["achieved_total"]) == ([None, None, 25, None], 25)
    assert (indicator["variation_total"], indicator["light"]) == (None, "na")
    assert indicator["missing"] == ["goal", "evidence"]


async def test_a_reported_indicator_shows_value_reason_and_proof(office: Office) -> None:
    ids = await office.register(a_mir())
    link = Evidence(EvidenceType.URL, "https://fb.watch/a", url="https://fb.watch/a")
    avance = an_avance("10.5", justification="Faltó personal.", evidence=(EVERY_FIELD, link))
    await office.save(ids["Componente 7"], avance)

    (indicator,) = (await object_of(office))["programmes"][0]["indicators"]

    assert indicator["achieved"] == [None, None, 10.5, None]
    assert indicator["variation"] == [25, 25, 14.5, 25]
    assert (indicator["achieved_total"], indicator["variation_total"]) == (10.5, 89.5)
    assert (indicator["light"], indicator["justification"]) == ("red", "Faltó personal.")
    assert indicator["missing"] == []
    assert indicator["evidence"] == [
        {
            "type": EVERY_FIELD.type.value,
            "numbers": ["IMP/0280/2025", "IMP/0281/2025"],
            "date": "2025-06-26",
            "issuer": "Dirección de Agencias, Barrios y Colonias",
            "url": "https://fb.watch/a?b=c",
            "raw": "IMP/0280 /2025 al IMP/0281/2025 «Dirección»",
        },
        {
            "type": link.type.value,
            "numbers": [],
            "date": None,
            "issuer": None,
            "url": "https://fb.watch/a",
            "raw": "https://fb.watch/a",
        },
    ]


async def test_whole_numbers_have_no_point_and_others_are_no_text(office: Office) -> None:
    ids = await office.register(a_mir(a_row(goals="25.00 12.5 25 0")))
    await office.save(ids["Componente 7"], an_avance("25.50"))

    text = json.dumps((await object_of(office))["programmes"][0]["indicators"][0])

    assert '"programmed": [25, 12.5, 25, 0]' in text
    assert '"achieved": [null, null, 25.5, null]' in text


async def test_quarters_after_the_asked_one_are_blank(office: Office) -> None:
    ids = await office.register(a_mir())
    await office.save(ids["Componente 7"], an_avance("20"), T1)
    await office.save(ids["Componente 7"], an_avance("30"), T3)

    told = status_object(await office.report(period=T2), DUE)

    (indicator,) = told["programmes"][0]["indicators"]
    assert (told["period"], indicator["achieved"]) == ("2T2025", [20, None, None, None])


async def test_what_the_import_noticed_is_listed_by_its_text(office: Office) -> None:
    row = a_row(flags=(a_flag("lost_cell", text="Se perdió una celda."), a_flag("cut", text="Va cortado.")))
    await office.imports(a_document(row))

    (indicator,) = (await object_of(office))["programmes"][0]["indicators"]

    assert sorted(indicator["flags"]) == ["Se perdió una celda.", "Va cortado."]


async def test_indicators_come_in_the_order_of_the_mir(office: Office) -> None:
    await office.register(a_mir(a_row("Actividad 7.10"), a_row("Componente 7"), a_row("Actividad 7.2")))

    levels = [each["level"] for each in (await object_of(office))["programmes"][0]["indicators"]]

    assert levels == ["Componente 7", "Actividad 7.2", "Actividad 7.10"]


async def test_the_command_says_where_the_entrega_stands(office: Office, types: Types) -> None:
    await office.register(a_mir())
    sent = Entrega("402", T3, EntregaState.SENT, round=1, version=1)
    await office.do(lambda uow: uow.entregas.save(sent, read=0, at=NOW.now))

    told = await types("status", "402", "3T2025", "--json")

    printed = json.loads(told.out)
    assert (printed["entrega"], printed["next"]) == ("sent", "review")


async def test_the_command_prints_the_object_and_nothing_else(office: Office, types: Types) -> None:
    await office.register(a_mir(unit_name="Secretaría «ñ»"))

    told = await types("status", "402", "3T2025", "--json")

    assert (told.code, told.err) == (0, "")
    printed = json.loads(told.out, parse_float=Decimal)
    assert printed == status_object(await office.report(), DUE)
    assert "Secretaría «ñ»" in told.out
