"""Acuses: what goes with the page, and the answers of /verificar."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from domain.evidence.acuse_messages import AcuseChecked, AcuseText, AcuseUnknown
from domain.evidence.acuses import AcuseFacts, AcuseIndicator, AcuseKind, AcuseProgramme, AcuseStep
from domain.kit.entregas import Move
from domain.kit.evidence import Evidence
from domain.kit.said import Said
from tests.messages import NAME, OFICIO, T3

OAXACA = ZoneInfo("America/Mexico_City")
FRIDAY = datetime(2025, 9, 26, 14, 5, tzinfo=OAXACA)
MONDAY = datetime(2025, 9, 29, 9, 30, tzinfo=OAXACA)
TUESDAY = datetime(2025, 9, 30, 11, 0, tzinfo=OAXACA)

SENT = AcuseStep(Move.SEND, "María López", FRIDAY)
APPROVED = AcuseStep(Move.APPROVE, "Jorge Ñáñez", MONDAY)
ACCEPTED = AcuseStep(Move.ACCEPT, "Lucía Pérez", TUESDAY)
UNAPPROVED = AcuseStep(Move.ACCEPT_UNAPPROVED, "Lucía Pérez", TUESDAY, "La UR no tiene titular este mes")


def a_stated(level: str = "Componente 7", value: str | None = "25", *evidence: Evidence) -> AcuseIndicator:
    """One indicator of an acuse, for a goal of 25 %."""
    number = None if value is None else Decimal(value)
    return AcuseIndicator(
        id=7,
        level=level,
        name=NAME,
        goal=Decimal(25),
        value=number,
        variation=25 - (number or Decimal(0)),
        cause=None,
        justification=None,
        action=None,
        recovery_on=None,
        evidence=evidence or (OFICIO,),
    )


def an_acuse(
    *indicators: AcuseIndicator, steps: tuple[AcuseStep, ...] = (SENT,), number: int = 1
) -> AcuseText:
    kind = AcuseKind.SENT if steps[-1].move is Move.SEND else AcuseKind.ACCEPTED
    stated = indicators or (a_stated(), a_stated("Actividad 7.1", "26.5"))
    programme = AcuseProgramme("08", "Gobierno innovador y tecnológico", stated)
    facts = AcuseFacts(
        folio=f"A-402-3T2025-{number:04}",
        kind=kind,
        round=number,
        unit_code="402",
        unit_name="Secretaría Particular",
        period=T3,
        steps=steps,
        programmes=(programme,) if stated else (),
    )
    return AcuseText("K7Q2M9X34T", "ab" * 32, steps[-1].at, facts, "puntual_bot")


def a_checked(**fields: object) -> AcuseChecked:
    usual = AcuseChecked(
        "A-402-3T2025-0001",
        AcuseKind.SENT,
        "402",
        "Secretaría Particular",
        T3,
        FRIDAY,
        is_genuine=True,
        is_unchanged=True,
    )
    return replace(usual, **fields)  # type: ignore[arg-type]


LEVELS = tuple(f"Actividad 7.{number}" for number in range(1, 13))

MESSAGES: dict[str, Said] = {
    "acuse_sent": an_acuse(),
    "acuse_sent_with_gaps": an_acuse(
        a_stated(),
        a_stated("Actividad 7.1", None),
        steps=(replace(SENT, reason="La Dirección de Agencias no ha enviado su oficio"),),
    ),
    "acuse_sent_without_evidence": an_acuse(a_stated(), replace(a_stated("Actividad 7.1"), evidence=())),
    "acuse_accepted": an_acuse(steps=(SENT, APPROVED, ACCEPTED), number=2),
    "acuse_accepted_unapproved": an_acuse(steps=(SENT, UNAPPROVED), number=2),
    "acuse_checked_unchanged": a_checked(),
    "acuse_checked_accepted": a_checked(kind=AcuseKind.ACCEPTED),
    "acuse_checked_changed": a_checked(is_unchanged=False),
    "acuse_checked_changed_in_one": a_checked(is_unchanged=False, changed=LEVELS[:1]),
    "acuse_checked_changed_in_many": a_checked(is_unchanged=False, changed=LEVELS),
    "acuse_checked_damaged": a_checked(
        damaged=(("ab", "Componente 7"), ("cd", "Componente 7"), ("cd", "Fin"))
    ),
    "acuse_checked_damaged_many": a_checked(damaged=tuple((each, each) for each in LEVELS)),
    "acuse_checked_damaged_of_others": a_checked(damaged=(("ab", ""),)),
    "acuse_checked_not_genuine": a_checked(is_genuine=False),
    "acuse_unknown_without_code": AcuseUnknown(""),
    "acuse_unknown_mistyped": AcuseUnknown("K7Q2M-9X34"),
    "acuse_unknown_never_issued": AcuseUnknown("0000000000", is_possible=True),
}
