"""What is said of administration, and the history."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from bot.status.history_words import WHOLE_SENTENCES
from domain.imports.messages import (
    DoubtGone,
    DoubtSettled,
    MirGone,
    MirLoaded,
    MirPreview,
    MirProgramme,
    MirRefused,
    NoDoubts,
)
from domain.kit.access import Role
from domain.kit.causes import Side
from domain.kit.dialogues.choices import ROLES, SIDES, STANDINGS, YES_OR_NO, options_of
from domain.kit.dialogues.forms import Option
from domain.kit.dialogues.messages import FormQuestion, FormRefused
from domain.kit.lights import Light, Thresholds
from domain.kit.periods import Period
from domain.kit.rules import Rules
from domain.kit.said import Said
from domain.people.administration import Invited, Member, UnitOverview
from domain.people.invitations import InvitationEnd
from domain.people.membership_messages import (
    InvitationKept,
    InvitationLink,
    InvitationReady,
    InvitationWithdrawn,
    PeopleList,
    RoleKept,
    RoleTaken,
)
from domain.people.messages import (
    CauseLine,
    CauseList,
    CausesChanged,
    GoalLine,
    GoalList,
    GoalsReplaced,
    GoalsUnchanged,
    LightChange,
    ProgrammeRules,
    RulesList,
    RulesSaved,
    UnitAsked,
    UnitList,
    UnitRenamed,
)
from domain.status.history_messages import Difference, History, HistoryLine

T1, T3 = Period(2025, 1), Period(2025, 3)
NOON = datetime(2025, 9, 25, 18, tzinfo=UTC)
UNTIL = date(2025, 10, 9)
EVEN = (Decimal(25), Decimal(25), Decimal(25), Decimal(25))
NEW = (Decimal(20), Decimal(30), Decimal("27.5"), Decimal("22.5"))
OPEN = (Decimal(25), None, Decimal(25), Decimal(25))

ANA = Member(7, "Ana Ruiz", Role.ENLACE, "402", False, NOON, None)
BETO = Member(8, "Beto Díaz", Role.ENLACE, "402", True, None, None)
CARLA = Member(9, "Carla Gómez", Role.TITULAR, "402", False, NOON, NOON)
DIANA = Member(10, "Diana Luna", Role.IMPLAN, "", False, NOON, None)
OFFERED = Invited(
    "Elena <Mora>",
    Role.ENLACE,
    "402",
    datetime(2025, 10, 9, 18, tzinfo=UTC),
    is_suplente=False,
    leaver="Ana Ruiz",
)
INVITED = Invited("Elena Mora", Role.CONSULTA, "", datetime(2025, 10, 9, 18, tzinfo=UTC))

PP8 = ProgrammeRules("08", "Gobierno innovador y tecnológico", 2025, Rules())
STRICT = ProgrammeRules(
    "101",
    "Gobernabilidad",
    2025,
    Rules(Thresholds(Decimal(95), Decimal(105), Decimal("82.5")), asks_months=True, asks_narrative=True),
)
CAUSES = CauseList(
    (
        CauseLine(Side.BELOW, "Falta de recursos", True),
        CauseLine(Side.BELOW, "Cambio de calendario", True),
        CauseLine(Side.BELOW, "Huelga", False),
        CauseLine(Side.ABOVE, "Mayor demanda", True),
    )
)
SAVED = HistoryLine(
    41,
    NOON,
    "Ana Ruiz",
    "avance_saved",
    "Actividad 7.2",
    (Difference("value", "23", "25"), Difference("evidence", "", "Oficio SP/112/2025")),
    "El oficio correcto llegó hoy.",
)
SENT = HistoryLine(
    42,
    NOON,
    "Ana Ruiz",
    "entrega_moved",
    "",
    (Difference("state", "open", "sent"), Difference("move", "", "send")),
)
IMPORTED = HistoryLine(12, NOON, "import:informe.txt", "avance_imported", "Componente 7")
INVITED_PERSON = HistoryLine(13, NOON, "cli", "person_invited", "", (Difference("days", "", "14"),))
ELENA = Invited("Elena <Mora>", Role.ENLACE, "402", NOON)
RENAMED = HistoryLine(11, NOON, "cli", "something_new", "", (Difference("unknown", "a", "b"),))

DOUBT = {
    "key": "7:2:value",
    "level": "Actividad 4.1",
    "programme": "6",
    "period": "2T2024",
    "is_goal": "",
    "text": "No es seguro el valor alcanzado del 2T: podría ser 30 o 60. Elija el valor correcto.",
    "line": "59",
    "row": "Actividad 4.1 | Porcentaje de asesorías | … | 25 | 25 | 30 | 60 | Oficio IMP/016/2024",
}
UNITS = tuple(
    Option(code, f"{code} · {name}")
    for code, name in (
        ("304", "Secretaría de Gobierno"),
        ("402", "Secretaría Particular"),
        ("504", "Instituto Municipal de Planeación"),
    )
)


def asks(kind: str, asked: str, options: tuple[Option, ...] = (), **fields: object) -> FormQuestion:
    return FormQuestion(kind, asked, "5", options=options, **fields)  # type: ignore[arg-type]


QUESTIONS: dict[str, Said] = {
    "admin_invite_role": asks("invite", "role", ROLES),
    "admin_invite_unit": asks("invite", "unit", UNITS),
    "admin_invite_name": asks("invite", "name"),
    "admin_invite_standing": asks("invite", "standing", STANDINGS),
    "admin_revoke_who": asks("revoke", "who", (Option("7:enlace:402", "Ana Ruiz · enlace 402"),)),
    "admin_revoke_sure": asks("revoke", "sure", YES_OR_NO, answers={"who": "7:enlace:402"}),
    "admin_rename_unit": asks("rename_unit", "unit", UNITS),
    "admin_rename_name": asks("rename_unit", "name", answers={"unit": "402"}),
    "admin_goals_indicator": asks("reprogramme", "indicator", options_of("Componente 7", "Actividad 7.1")),
    "admin_goals_new": asks("reprogramme", "goals"),
    "admin_goals_oficio": asks("reprogramme", "oficio"),
    "admin_goals_dated": asks("reprogramme", "dated"),
    "admin_goals_reason": asks("reprogramme", "reason"),
    "admin_confirm_which": asks("confirm_which", "row", (Option("x", "Actividad 4.1 · PP 6 · 2T2024"),)),
    "admin_confirm_value": asks(
        "confirm_value", "value", (Option("30", "30 %"), Option("60", "60 %")), subject=DOUBT
    ),
    "admin_confirm_goal": asks("confirm_value", "value", subject=DOUBT | {"is_goal": "1", "row": ""}),
    "admin_mir_decision": asks("mir", "decision", options_of("load")),
    "admin_rules_programme": asks("rules", "programme", options_of("PP 08 · Gobierno innovador")),
    "admin_rules_limits": asks("rules", "limits", options_of("80 90 110")),
    "admin_rules_months": asks("rules", "months", YES_OR_NO),
    "admin_rules_narrative": asks("rules", "narrative", YES_OR_NO),
    "admin_cause_side": asks("cause_add", "side", SIDES),
    "admin_cause_text": asks("cause_add", "text"),
    "admin_cause_retire": asks("cause_retire", "cause", options_of("Falta de recursos")),
    "admin_cause_place": asks("cause_place", "cause", options_of("Falta de recursos")),
    "admin_cause_position": asks("cause_place", "position", options_of("1", "2", "3")),
}

REFUSED = {
    "goals_not_four": "20 30",
    "goals_not_hundred": "20 30 25 30",
    "oficio_without_number": "el de ayer",
    "day_not_read": "ayer",
    "not_a_percent": "mucho",
    "three_limits": "80 y 90",
    "limits_not_ascending": "110 90 80",
    "cause_exists": "Falta de recursos",
}

MESSAGES: dict[str, Said] = {
    **QUESTIONS,
    **{f"admin_refused_{problem}": FormRefused(problem, said) for problem, said in REFUSED.items()},
    "admin_invitation_ready": InvitationReady("Ana Ruiz", Role.ENLACE, "402", True, UNTIL),
    "admin_invitation_link": InvitationLink(
        "Ana Ruiz", Role.ENLACE, "402", "Secretaría Particular", False, "puntual_bot", "aBc-123", UNTIL
    ),
    "admin_invitation_without_bot": InvitationLink(
        "Diana Luna", Role.CONSULTA, "", "", False, "", "aBc-123", UNTIL
    ),
    "admin_people": PeopleList("402", (ANA, BETO, CARLA), (INVITED,)),
    "admin_people_all": PeopleList("", (ANA, BETO, CARLA, DIANA) * 6, (), page=1),
    "admin_people_none": PeopleList("402", (), ()),
    "admin_role_taken": RoleTaken("Ana Ruiz", Role.ENLACE, "402", False),
    "admin_role_taken_of_two": RoleTaken("Ana Ruiz", Role.ENLACE, "402", True),
    "admin_role_taken_with_invitation": RoleTaken("Ana Ruiz", Role.ENLACE, "402", False, True),
    "admin_role_kept": RoleKept(),
    "admin_invitation_ready_again": InvitationReady(
        "Ana Ruiz", Role.TITULAR, "402", False, UNTIL, ("Ana Ruiz",)
    ),
    "admin_invitation_ready_relevo": InvitationReady(
        "Ana Ruiz", Role.ENLACE, "402", False, UNTIL, ("Beto <Díaz>", "Eva Mora"), is_relevo=True
    ),
    "admin_invitation_link_relevo": InvitationLink(
        "Ana Ruiz",
        Role.ENLACE,
        "402",
        "Secretaría Particular",
        False,
        "puntual_bot",
        "aBc-123",
        UNTIL,
        leaver="Beto <Díaz>",
    ),
    "admin_invitation_withdrawn": InvitationWithdrawn("Elena <Mora>", Role.CONSULTA, ""),
    "admin_invitation_withdrawn_relevo": InvitationWithdrawn(
        "Elena Mora", Role.ENLACE, "402", leaver="Ana Ruiz"
    ),
    "admin_invitation_withdrawn_suplente": InvitationWithdrawn("Elena Mora", Role.ENLACE, "402", True),
    "admin_invitation_kept": InvitationKept(),
    "admin_invitation_kept_gone": InvitationKept(is_gone=True),
    "admin_invitation_kept_none": InvitationKept(is_none=True),
    "admin_people_to_a_place": PeopleList("402", (ANA,), (OFFERED,)),
    "admin_withdraw_which": asks("withdraw_invitation", "which", (Option("ab", "Elena Mora · consulta"),)),
    "admin_withdraw_sure": asks("withdraw_invitation", "sure", YES_OR_NO),
    "admin_units": UnitList(
        2025,
        (
            UnitOverview("304", "Secretaría de Gobierno", ("101",), 12, ()),
            UnitOverview("402", "Secretaría Particular", ("08",), 3, ("Ana Ruiz", "Beto Díaz")),
            UnitOverview("504", "Instituto Municipal de Planeación", (), 0, ()),
        ),
    ),
    "admin_units_first_page": UnitList(2025, (UnitOverview("402", "Una UR", ("4", "6"), 1, ()),) * 25),
    "admin_units_none": UnitList(2025, ()),
    "admin_unit_renamed": UnitRenamed("402", "Secretaría Particular", "Oficina de la Presidencia"),
    "admin_goals": GoalList(
        "402",
        "Secretaría Particular",
        2025,
        (GoalLine("Componente 7", "", EVEN), GoalLine("Actividad 7.1", "08", OPEN, 2)),
        0,
    ),
    "admin_goals_with_doubts": GoalList(
        "402", "Secretaría Particular", 2025, (GoalLine("Componente 7", "", EVEN, 1),) * 12, 2, page=1
    ),
    "admin_goals_with_a_doubt": GoalList("402", "Secretaría Particular", 2025, (), 1),
    "admin_goals_replaced": GoalsReplaced(
        "Componente 7", "402", EVEN, NEW, (LightChange(T1, Light.GREEN, Light.OVER),)
    ),
    "admin_goals_replaced_quietly": GoalsReplaced("Componente 7", "402", OPEN, NEW, ()),
    "admin_goals_unchanged": GoalsUnchanged("402"),
    "admin_no_doubts": NoDoubts("402"),
    "admin_no_doubts_anywhere": NoDoubts(""),
    "admin_doubt_settled": DoubtSettled("Actividad 4.1", "504", T3, False, Decimal(30), 0),
    "admin_doubt_settled_one_left": DoubtSettled("Actividad 4.1", "504", T3, True, Decimal(30), 1),
    "admin_doubt_settled_two_left": DoubtSettled("Actividad 4.1", "504", T3, True, Decimal("30.5"), 2),
    "admin_doubt_gone": DoubtGone("504"),
    "admin_rules": RulesList("402", (PP8, STRICT)),
    "admin_rules_saved": RulesSaved("402", STRICT),
    "admin_causes": CAUSES,
    "admin_causes_without_retired": CauseList(CAUSES.causes[:2]),
    **{
        f"admin_cause_{change}": CausesChanged(change, "Falta de recursos", Side.BELOW, 2)
        for change in ("added", "restored", "retired", "moved")
    },
    "admin_mir_refused": MirRefused("mir.xlsx", (("hoja Indicadores, celda F7", "Falta la meta del 3T."),)),
    "admin_mir_refused_many": MirRefused(
        "mir.xlsx", (("hoja Indicadores, celda F7", "Falta la meta."),) * 8, 12
    ),
    "admin_mir_preview": MirPreview(
        "mir.xlsx",
        (
            MirProgramme(
                "402",
                "08",
                "Gobierno innovador",
                2025,
                5,
                ("Actividad 7.3", "Actividad 7.4"),
                (("Componente 7", EVEN, NEW),),
                1,
            ),
        ),
    ),
    "admin_mir_preview_of_one_programme": MirPreview(
        "mir.xlsx",
        (MirProgramme("402", "08", "Gobierno innovador", 2025, 1, (), (("Componente 7", OPEN, NEW),), 0),),
    ),
    "admin_mir_preview_nothing": MirPreview("mir.xlsx", (), is_nothing=True),
    "admin_mir_loaded": MirLoaded("mir.xlsx", ("402", "504")),
    "admin_mir_gone": MirGone(),
    "admin_unit_asked": UnitAsked("metas"),
    "history": History("402", T3, (SAVED, IMPORTED, RENAMED)),
    "history_of_what_is_not_theirs": History(
        "402", T3, tuple(replace(SAVED, action=action, differences=()) for action in sorted(WHOLE_SENTENCES))
    ),
    "history_of_a_file": History(
        "402", T3, (replace(IMPORTED, action="document_imported", what=""), replace(IMPORTED, action="?"))
    ),
    "history_of_invitations": History(
        "402",
        T3,
        (
            replace(INVITED_PERSON, invited=ELENA),
            replace(INVITED_PERSON, invited=replace(ELENA, is_suplente=True)),
            *(
                replace(INVITED_PERSON, action=f"invitation_{end.value}", invited=ELENA)
                for end in InvitationEnd
            ),
            replace(INVITED_PERSON, invited=None, differences=()),
        ),
    ),
    "history_of_a_move": History("402", T3, (SENT,)),
    "history_first_page": History("402", T3, (SAVED,) * 5, older_than=41),
    "history_none": History("402", T3, ()),
}
