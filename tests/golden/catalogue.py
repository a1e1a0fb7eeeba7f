"""The messages by the name of their golden file: one for each thing a person can be told."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from domain.capture.late_messages import LateAsked
from domain.capture.messages import (
    Cancelled,
    ChangedMeanwhile,
    EditNoticed,
    FilePlace,
    FileProblem,
    NoOpenQuestion,
    NothingToCancel,
    OldButton,
    Refused,
    Saved,
    Unfinished,
    UnknownIndicator,
)
from domain.capture.turns import Refusal
from domain.kit.access import Role
from domain.kit.avances import Missing
from domain.kit.causes import ABOVE, BELOW
from domain.kit.drafts import Step
from domain.kit.evidence import Evidence, EvidenceFlag, EvidenceType
from domain.kit.lights import Light
from domain.kit.periods import Period
from domain.kit.report_messages import NoProgramme, Overview, UnknownPeriod, UnknownUnit
from domain.kit.said import Said
from domain.kit.values import ValueProblem
from domain.people.invitations import InvitationProblem
from domain.people.welcome_messages import (
    CommandMenu,
    Help,
    InvitationRefused,
    NotAllowed,
    Stranger,
    TooFast,
    Unhandled,
    Welcome,
)
from tests.golden import (
    acuses,
    admin,
    attention,
    calendar,
    capture,
    evidence,
    forms,
    narratives,
    next_steps,
    papers,
    periods,
    proof,
    reminders,
    review,
    simulations,
    status,
    summaries,
    templates,
    variables,
)
from tests.messages import (
    OFICIO,
    T3,
    a_due,
    a_line,
    a_pending,
    a_programme,
    a_question,
    a_reminder,
    a_reported_line,
    a_status,
    a_unit,
    a_unit_count,
    some_lines,
)
from texts.kit.refusals import FILE_PROBLEMS, KINDS

OWN_WORDS = "La reunión de septiembre pasó a octubre porque se mudó la oficina."
MISTYPED = {
    ValueProblem.EMPTY: "",
    ValueProblem.WORDS: "mucho",
    ValueProblem.MAYBE_NOTHING: "todavía no",
    ValueProblem.SEVERAL_NUMBERS: "25 o 26",
    ValueProblem.NEGATIVE: "-5",
    ValueProblem.EXPONENT: "1e2",
    ValueProblem.INFINITE: "∞",
    ValueProblem.TOO_LARGE: "2500",
    ValueProblem.TOO_PRECISE: "25.123",
    Refusal.NO_EVIDENCE_READ: "el oficio de siempre",
    Refusal.NO_EVIDENCE_YET: "no tengo",
    Refusal.INCOMPLETE_NUMBER: "oficio SP/112",
    Refusal.NUMBER_INSTEAD_OF_EVIDENCE: "26",
    Refusal.NUMBER_WHERE_FILE_IS_ASKED: "26",
    **capture.MISTYPED,
    Refusal.REASON_TOO_SHORT: "pues no",
    Refusal.REASON_TOO_LONG: "porque " * 200,
    Refusal.FILE_NOT_AWAITED: "oficio.pdf",
    Refusal.TOO_MUCH_EVIDENCE: "SP/121/2025",
    Refusal.TOO_MANY_FILES: "foto.jpg",
    Refusal.NOT_IN_THE_LIST: "SP/9 <b>",
    Refusal.REMOVAL_TOO_SHORT: "pues no",
    Refusal.REMOVAL_TOO_LONG: "porque " * 200,
    Refusal.NOT_A_CHOICE: "",
}

A_URL = Evidence(EvidenceType.URL, "https://puntual.mx/actas/7", url="https://puntual.mx/actas/7")
A_FILE = Evidence(EvidenceType.FILE, "acta de la reunión.pdf", file_sha256="ab" * 32)
A_RANGE = Evidence(
    EvidenceType.OFICIO_RANGE,
    "SP/112/2025 al SP/131/2025",
    tuple(f"SP/{number}/2025" for number in range(112, 132)),
)


def an_evidence(kind: EvidenceType) -> Evidence:
    numbered = kind in (EvidenceType.OFICIO, EvidenceType.CIRCULAR, EvidenceType.MINUTA)
    return {
        EvidenceType.URL: A_URL,
        EvidenceType.FILE: A_FILE,
        EvidenceType.OFICIO_RANGE: A_RANGE,
    }.get(
        kind,
        Evidence(
            kind,
            f"{kind.value} de septiembre",
            ("SP/112/2025",) if numbered else (),
            date(2025, 9, 26),
            issuer="Dirección de Vinculación",
        ),
    )


def _questions() -> dict[str, Said]:
    value, evidence, review = Step.VALUE, Step.EVIDENCE, Step.REVIEW
    return {
        "question_value": a_question(value),
        "question_value_of_a_programme": a_question(value, programme="08"),
        "question_value_without_goal": a_question(value, goal=None, previous=None),
        "question_value_goal_zero": a_question(value, goal=Decimal(0)),
        "question_value_first_quarter": a_question(
            value, period=Period(2025, 1), previous=None, accumulated_before=Decimal(0)
        ),
        "question_value_without_name": a_question(value, name=""),
        "question_value_candidates": a_question(value, candidates=(Decimal("12.5"), Decimal(125))),
        "question_value_resumed": a_question(value, is_resumed=True),
        "question_value_resumed_without_goal": a_question(value, goal=None, is_resumed=True),
        "question_value_resumed_candidates": a_question(
            value, candidates=(Decimal(23), Decimal(32)), is_resumed=True
        ),
        "question_doubt": a_question(Step.DOUBT, doubtful=Decimal(250)),
        "question_doubt_resumed": a_question(Step.DOUBT, doubtful=Decimal(105), is_resumed=True),
        "question_reason_red": a_question(Step.REASON, "10"),
        "question_reason_yellow": a_question(Step.REASON, "21"),
        "question_reason_over": a_question(Step.REASON, "30"),
        "question_reason_zero": a_question(Step.REASON, "0"),
        "question_reason_resumed": a_question(Step.REASON, "10", is_resumed=True),
        "question_own_reason": a_question(Step.OWN_REASON, "10"),
        "question_own_reason_resumed": a_question(Step.OWN_REASON, "10", is_resumed=True),
        "question_evidence_on_goal": a_question(evidence, "25"),
        "question_evidence_below_but_green": a_question(evidence, "23"),
        "question_evidence_above_but_green": a_question(evidence, "26"),
        "question_evidence_yellow": a_question(evidence, "21", reason=BELOW[1]),
        "question_evidence_red": a_question(evidence, "10", reason=BELOW[0]),
        "question_evidence_over": a_question(evidence, "30", reason=ABOVE[0]),
        "question_evidence_without_goal": a_question(evidence, "25", goal=None),
        "question_evidence_resumed": a_question(evidence, "25", is_resumed=True),
        "question_review_on_goal": a_question(review, "25", evidence=(OFICIO,)),
        "question_review_below_but_green": a_question(review, "24", evidence=(OFICIO,)),
        "question_review_over": a_question(review, "30", reason=ABOVE[0], evidence=(OFICIO,)),
        "question_review_own_reason": a_question(review, "10", reason=OWN_WORDS, evidence=(OFICIO,)),
        "question_review_longest_reason": a_question(review, "10", reason="causa " * 160, evidence=(OFICIO,)),
        "question_review_without_goal": a_question(review, "25", goal=None, evidence=(OFICIO,)),
        "question_review_without_evidence": a_question(review, "25"),
        "question_review_zero": a_question(review, "0", reason=BELOW[1]),
        "question_review_two_documents": a_question(review, "25", evidence=(OFICIO, A_FILE)),
        "question_review_twenty_documents": a_question(
            review,
            "25",
            evidence=tuple(replace(OFICIO, numbers=(f"SP/{number}/2025",)) for number in range(101, 121)),
        ),
        "question_review_resumed": a_question(review, "25", evidence=(OFICIO,), is_resumed=True),
        "question_correction": a_question(Step.CORRECTION, "25"),
        "question_correction_of_all": a_question(Step.CORRECTION, "10", reason=BELOW[0], evidence=(OFICIO,)),
        "question_correction_resumed": a_question(Step.CORRECTION, "25", evidence=(OFICIO,), is_resumed=True),
    }


def _evidence() -> dict[str, Said]:
    review = Step.REVIEW
    told = {
        f"evidence_{kind.value}": a_question(review, "25", evidence=(an_evidence(kind),))
        for kind in EvidenceType
    }
    several = replace(OFICIO, numbers=("SP/112/2025", "SP/115/2025", "SP/119/2025"))
    no_such_day = replace(OFICIO, dated_on=None, flags=(EvidenceFlag.INVALID_DATE,))
    return {
        **told,
        "evidence_several_numbers": a_question(review, "25", evidence=(several,)),
        "evidence_day_that_does_not_exist": a_question(review, "25", evidence=(no_such_day,)),
        "evidence_oficio_with_file": a_question(
            review, "25", evidence=(replace(OFICIO, file_sha256="ab" * 32),)
        ),
    }


def _refusals() -> dict[str, Said]:
    values = {
        f"refused_value_{problem.value}": Refused(problem, MISTYPED[problem]) for problem in ValueProblem
    }
    answers = {f"refused_{refusal.value}": Refused(refusal, MISTYPED[refusal]) for refusal in Refusal}
    files = FILE_PROBLEMS
    return {
        **values,
        **answers,
        **{f"file_{problem}": FileProblem(problem) for problem in (*files, *KINDS)},
        **_misplaced(),
    }


def _misplaced() -> dict[str, Said]:
    """What is said of a file where none is awaited."""
    places = (FilePlace.DIALOGUE, FilePlace.IMPLAN)
    misplaced = [(each, place) for place in places for each in ("word", "not_awaited")]
    misplaced += [(kind, FilePlace.NOWHERE) for kind in KINDS]
    return {f"file_{each}_{place}": FileProblem(each, place) for each, place in misplaced}


def _turns() -> dict[str, Said]:
    """What follows an answer or a tap."""
    half_done = a_line("Actividad 7.1", id=8, missing=(Missing.EVIDENCE,), value=Decimal(25))
    saved = Saved("Componente 7", "402", T3, a_due(), ())
    return {
        "saved_all": saved,
        "saved_all_again": replace(saved, is_again=True),
        "saved_unchanged": replace(
            saved, remaining=(a_line("Componente 7"),), is_again=True, observed="El <oficio> es de junio"
        ),
        "saved_one_left": replace(saved, remaining=(a_line("Actividad 7.1"),)),
        "saved_two_left": replace(saved, remaining=(half_done, a_line("Actividad 7.2", id=9))),
        "saved_sixty_left": replace(saved, remaining=some_lines(60, programme="04")),
        "cancelled": Cancelled("Componente 7"),
        "nothing_to_cancel": NothingToCancel(),
        "changed_meanwhile": ChangedMeanwhile("Componente 7", Decimal(24)),
        "changed_meanwhile_without_value": ChangedMeanwhile("Componente 7", None),
        "unfinished": Unfinished("Componente 7", Decimal(25)),
        "unfinished_to_send": Unfinished("Componente 7", Decimal(25), is_to_send=True),
        "old_button": OldButton(),
        "old_button_saved": OldButton("Componente 7", Decimal(25), T3),
        "no_open_question": NoOpenQuestion(may_capture=True),
        "no_open_question_reader": NoOpenQuestion(may_capture=False),
        "no_open_question_agreed": NoOpenQuestion(may_capture=False, agreed="Sí"),
        "no_open_question_thanked": NoOpenQuestion(may_capture=True, is_thanked=True),
        "edit_noticed": EditNoticed(),
        "unknown_indicator": UnknownIndicator("Actividad 9.9"),
        "unknown_indicator_to_see": UnknownIndicator("Actividad 9.9", is_to_capture=False),
        "unknown_unit": UnknownUnit("999", "estado"),
        "unknown_unit_words": UnknownUnit(
            "la de obras y todo lo que depende de ella en el municipio", "estado"
        ),
        "unknown_unit_reopened": UnknownUnit("999", "reabrir"),
        "unknown_unit_withdrawal": UnknownUnit("999", "retirar invitación"),
        "unknown_period": UnknownPeriod("5T2025", "estado"),
        "unknown_period_reopened": UnknownPeriod("5T2025", "reabrir"),
        "unknown_period_history": UnknownPeriod("5T2025", "historial"),
        "no_programme": NoProgramme("402", 2026, (), "estado"),
        "no_programme_prorroga": NoProgramme("402", 2026, (2025,), "prorroga"),
        "no_programme_pending": NoProgramme("402", 2026, (2025,), "pendientes"),
        "no_programme_other_year": NoProgramme("402", 2026, (2025,), "estado"),
        "no_programme_other_years": NoProgramme("402", 2026, (2023, 2024, 2025), "estado"),
    }


def _owed() -> dict[str, Said]:
    second = a_unit(*some_lines(2, programme="04"), code="504", name="Instituto Municipal de Planeación")
    unclear = a_line(missing=(Missing.CONFIRMATION,))
    proof = a_line(missing=(Missing.EVIDENCE, Missing.JUSTIFICATION), value=Decimal(10))
    many = a_unit(*some_lines(60, programme="04"))
    to_send = replace(a_unit(), lines=())
    return {
        "reminder_one_day_before": a_reminder(due=a_due(1)),
        "reminder_one_day_after": a_reminder(due=a_due(-1)),
        "reminder_late": a_reminder(due=a_due(-6, is_late=True)),
        "reminder_one_indicator": a_reminder(a_unit(a_line())),
        "reminder_goal_and_gap": a_reminder(a_unit(a_line(goal=None), proof, unclear)),
        "reminder_evidence_only": a_reminder(a_unit(proof)),
        "reminder_two_units": a_reminder(a_unit(), second),
        "reminder_sixty_indicators": a_reminder(many),
        "reminder_four_long_units": a_reminder(*(replace(many, code=f"40{n}") for n in range(4))),
        "reminder_to_send": a_reminder(to_send),
        "reminder_to_send_again": a_reminder(replace(to_send, is_again=True), due=a_due(-1)),
        "reminder_to_send_two_units": a_reminder(to_send, replace(second, lines=(), is_again=True)),
        "reminder_to_capture_and_to_send": a_reminder(second, to_send),
        "pending_nothing": a_pending(),
        "pending_without_programme": a_pending(without_programme=("402",)),
        "pending_one": a_pending(a_unit(a_line())),
        "pending_three": a_pending(a_unit()),
        "pending_every_gap": a_pending(a_unit(proof, unclear, a_line("Fin", goal=None))),
        "pending_two_units": a_pending(a_unit(), second),
        "pending_two_units_first_page": a_pending(a_unit(*some_lines(8)), second),
        "pending_two_units_second_page": a_pending(a_unit(*some_lines(8)), second, page=1),
        "pending_of_a_reader": a_pending(a_unit(), may_capture=False),
        "pending_page_1": a_pending(many),
        "pending_page_5": a_pending(many, page=4),
        "pending_last_page": a_pending(many, page=9),
        "pending_page_too_far": a_pending(many, page=99),
        "pending_long_ago": a_pending(a_unit(), due=a_due(-200, is_late=True)),
    }


def _reports() -> dict[str, Said]:
    lines = (
        a_reported_line(),
        a_reported_line("Actividad 7.1", "30", evidence_count=2),
        a_line("Actividad 7.2"),
        a_reported_line("Actividad 7.3", "21", missing=(Missing.JUSTIFICATION,)),
        a_reported_line("Actividad 7.4", "10", evidence_count=0, missing=(Missing.EVIDENCE,)),
        a_line("Actividad 7.5", missing=(Missing.CONFIRMATION,), candidates=(Decimal(23), Decimal(32))),
        a_line("Actividad 7.6", goal=None, missing=(Missing.GOAL, Missing.VALUE)),
        a_line("Actividad 7.7", goal=Decimal(0), light=Light.NOT_APPLICABLE, missing=()),
        a_reported_line("Actividad 7.8", goal=None, light=Light.NOT_APPLICABLE, missing=(Missing.GOAL,)),
    )
    units = tuple(a_unit_count(str(code), code % 4, 3 - code % 4) for code in range(401, 441))
    return {
        "status_empty": a_status(),
        "status_one_programme": a_status(a_programme(*lines[:3])),
        "status_every_light": a_status(a_programme(*lines)),
        "status_two_programmes": a_status(
            a_programme(*lines[:2]), a_programme(*some_lines(2), code="04", name="Gobierno abierto")
        ),
        "status_sixty_indicators": a_status(a_programme(*some_lines(60))),
        "status_first_quarter_of_all": a_status(a_programme(lines[0]), period=Period(2000, 1)),
        "overview_none": Overview(T3, a_due(), ()),
        "overview_three": Overview(
            T3,
            a_due(),
            (a_unit_count("304", 0, 3), a_unit_count(), a_unit_count("504", 3, 0)),
        ),
        "overview_forty": Overview(T3, a_due(), units),
    }


def _people() -> dict[str, Said]:
    held = {
        Role.ENLACE: (Role.ENLACE, "402", "Secretaría Particular"),
        Role.TITULAR: (Role.TITULAR, "402", "Secretaría Particular"),
        Role.IMPLAN: (Role.IMPLAN, "", ""),
        Role.CONSULTA: (Role.CONSULTA, "", ""),
    }
    second = (Role.ENLACE, "504", "Instituto Municipal de Planeación")
    return {
        "stranger": Stranger(),
        "too_fast": TooFast(),
        "unhandled": Unhandled(datetime(2025, 9, 25, 10, 2, tzinfo=UTC)),
        "late_asked": LateAsked("7", "Oficio <SP/1/2025>"),
        "late_asked_file": LateAsked("7", "oficio.pdf", is_file=True),
        "late_asked_nothing_open": LateAsked("7", "7.2", is_open=False),
        "late_asked_one_more": LateAsked("7", "25", more=1),
        "late_asked_many_more": LateAsked("7", "25", more=12),
        "invitation_refused_yours": InvitationRefused(InvitationProblem.USED, is_theirs=True),
        **{
            f"invitation_refused_{problem.value}": InvitationRefused(problem, "María <López>")
            for problem in InvitationProblem
        },
        **{f"welcome_{role.value}": Welcome("María López", (held[role],)) for role in Role},
        "welcome_two_units": Welcome("María López", (held[Role.ENLACE], second)),
        **{f"help_{role.value}": Help((role,)) for role in Role},
        "help_unknown_command_near": Help((Role.CONSULTA,), unknown="estdo", meant="estado"),
        "help_unknown_command": Help((Role.TITULAR,), unknown="nada<"),
        "help_enlace_and_implan": Help((Role.ENLACE, Role.IMPLAN)),
        **{f"menu_{role.value}": CommandMenu((role,)) for role in Role},
        "menu_none": CommandMenu(()),
        "not_allowed": NotAllowed(()),
        "not_allowed_prorroga": NotAllowed(("402",), "prorroga"),
        "not_allowed_capture": NotAllowed(("402", "504"), "capturar"),
        "not_allowed_other_unit": NotAllowed(("402",), "estado"),
        "not_allowed_other_units": NotAllowed(("402", "504"), "estado"),
    }


MESSAGES: dict[str, Said] = {
    **forms.MESSAGES,
    **capture.MESSAGES,
    **admin.MESSAGES,
    **variables.MESSAGES,
    **acuses.MESSAGES,
    **templates.MESSAGES,
    **review.MESSAGES,
    **narratives.MESSAGES,
    **next_steps.MESSAGES,
    **papers.MESSAGES,
    **attention.MESSAGES,
    **periods.MESSAGES,
    **proof.MESSAGES,
    **calendar.MESSAGES,
    **reminders.MESSAGES,
    **status.MESSAGES,
    **evidence.MESSAGES,
    **_questions(),
    **_evidence(),
    **_refusals(),
    **_turns(),
    **_owed(),
    **_reports(),
    **summaries.MESSAGES,
    **simulations.MESSAGES,
    **_people(),
}

LISTS_ASKED_FOR = (
    "template_faults_many",
    "template_changes_many",
    "help_",
    "admin_people",
    "admin_units",
    "admin_goals",
    "admin_rules",
    "admin_mir",
    "admin_causes",
    "history",
    "inhabiles",
    "pending_",
    "closing_question_many",
    "status_detail",
    "group_",
    "overview_",
    "entrega_whole_",
    "entrega_list_",
    "summary_",
    "simulation_day",
)
"""Beginnings of the names of messages that may be long because a list was asked for."""
