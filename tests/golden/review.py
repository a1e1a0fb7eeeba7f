"""What is said of entregas, from sending to the last correction."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from bot.review.words import DONE
from domain.kit.avances import Missing
from domain.kit.dialogues.forms import Option
from domain.kit.dialogues.messages import FormQuestion, FormRefused
from domain.kit.drafts import Step
from domain.kit.entregas import EntregaState, Move
from domain.kit.next_steps import NextStep
from domain.kit.report_messages import Standing
from domain.kit.said import Said
from domain.kit.unsaved import UnsavedOf
from domain.review.locks import LockReason
from domain.review.messages import (
    AboutUnsaved,
    CorrectionAsked,
    CorrectionDecided,
    CorrectionOvertaken,
    CorrectionTaken,
    EntregaCard,
    EntregaList,
    EntregaMade,
    EntregaMoved,
    EntregaRow,
    Locked,
    ObservedLine,
    SentWithout,
)
from tests.messages import (
    T3,
    a_due,
    a_line,
    a_pending,
    a_question,
    a_reported_line,
    a_unit,
    some_lines,
)

TUESDAY = date(2025, 9, 30)
BY = "Ana López"
OBSERVATION = "El oficio no corresponde al trimestre."
REASON = "El oficio de septiembre llega el viernes."
SENT, APPROVED = (
    Standing(EntregaState.SENT, TUESDAY, round=1),
    Standing(EntregaState.APPROVED, TUESDAY, round=1),
)
RETURNED = Standing(EntregaState.RETURNED, TUESDAY, 1, 1)
OBSERVED = Standing(EntregaState.OBSERVED, TUESDAY, 2, 1)
ACCEPTED = Standing(EntregaState.ACCEPTED, TUESDAY, round=1)
BACK = (ObservedLine("Componente 7", OBSERVATION), ObservedLine("Actividad 7.1", "Falta la lista.", True))
OLD, NEW = Decimal(25), Decimal(26)
LINES = (a_reported_line(), a_reported_line("Actividad 7.1", "26"), a_reported_line("Actividad 7.2", "23"))
GAPS = (LINES[0], replace(LINES[1], evidence_count=0, missing=(Missing.EVIDENCE,)), a_line("Actividad 7.2"))

TITULAR_MAY = (Move.APPROVE, Move.RETURN)
IMPLAN_MAY = (Move.ACCEPT_UNAPPROVED, Move.OBSERVE, Move.NUDGE)


def a_card(standing: Standing = SENT, **fields: Any) -> EntregaCard:
    usual: dict[str, Any] = {
        "code": "402",
        "name": "Secretaría Particular",
        "period": T3,
        "due": a_due(),
        "version": 1,
        "reported": 3,
        "asked": 3,
        "lines": LINES,
    }
    return EntregaCard(standing=standing, **{**usual, **fields})


def a_form(kind: str, asked: str, **fields: Any) -> FormQuestion:
    return FormQuestion(kind, asked, "4", "402", **fields)


def _cards() -> dict[str, Said]:
    gaps: dict[str, Any] = {"lines": GAPS, "reported": 2}
    return {
        "entrega_whole_to_send": a_card(Standing(), version=0, moves=(Move.SEND,)),
        "entrega_whole_incomplete": a_card(
            Standing(), version=0, moves=(Move.SEND,), step=NextStep.CAPTURE, **gaps
        ),
        "entrega_whole_first_page": a_card(
            Standing(),
            version=0,
            moves=(Move.SEND,),
            lines=some_lines(60),
            reported=0,
            asked=60,
            step=NextStep.CAPTURE,
        ),
        "entrega_whole_last_page": a_card(lines=some_lines(60), reported=0, asked=60, page=9),
        "entrega_whole_middle_page": a_card(moves=TITULAR_MAY, lines=some_lines(60), page=1),
        "entrega_whole_returned": a_card(
            RETURNED, version=2, observations=BACK, moves=(Move.SEND,), step=NextStep.ANSWER
        ),
        "entrega_whole_answered": a_card(
            replace(RETURNED, to_answer=0),
            observations=(replace(BACK[0], is_solved=True),),
            moves=(Move.SEND,),
        ),
        "entrega_whole_waiting": a_card(moves=IMPLAN_MAY),
        "entrega_whole_accepted": a_card(ACCEPTED, version=3),
        "entrega_sent_to_titular": a_card(moves=TITULAR_MAY, news=Move.SEND, by=BY),
        "entrega_sent_incomplete": a_card(moves=TITULAR_MAY, news=Move.SEND, by=BY, reason=REASON, **gaps),
        "entrega_sent_again": a_card(
            replace(SENT, round=2),
            version=3,
            moves=TITULAR_MAY,
            news=Move.SEND,
            by=BY,
            observations=(replace(BACK[0], is_solved=True),),
        ),
        "entrega_sent_without_titular": a_card(
            moves=IMPLAN_MAY[:2], news=Move.SEND, by=BY, has_titular=False
        ),
        "entrega_sent_to_the_other_enlace": a_card(news=Move.SEND, by=BY),
        "entrega_sent_with_sixty_indicators": a_card(
            moves=TITULAR_MAY, news=Move.SEND, by=BY, lines=some_lines(60), reported=0, asked=60
        ),
        "entrega_approved": a_card(APPROVED, moves=(Move.ACCEPT, Move.OBSERVE), news=Move.APPROVE, by=BY),
        "entrega_returned": a_card(
            RETURNED,
            moves=(Move.SEND,),
            news=Move.RETURN,
            by=BY,
            observations=BACK,
            step=NextStep.ANSWER,
        ),
        "entrega_observed": a_card(
            OBSERVED,
            moves=(Move.SEND,),
            news=Move.OBSERVE,
            by=BY,
            observations=BACK[:1] * 2,
            step=NextStep.ANSWER,
        ),
        "entrega_accepted": a_card(ACCEPTED, news=Move.ACCEPT, by=BY),
        "entrega_accepted_unapproved": a_card(
            ACCEPTED, news=Move.ACCEPT_UNAPPROVED, by=BY, reason="El titular está de licencia."
        ),
        "entrega_nudged": a_card(moves=TITULAR_MAY, news=Move.NUDGE, by=BY),
    }


def _done() -> dict[str, Said]:
    return {
        **{f"entrega_made_{move.value}": EntregaMade(move, "402", T3, observed=2) for move in DONE},
        "entrega_made_send_without_titular": EntregaMade(Move.SEND, "402", T3, has_titular=False),
        "entrega_sent_without": SentWithout("402", T3, "Componente 7", NEW, BY),
        "entrega_send_without": a_form(
            "send_without",
            "confirm",
            subject={},
            about=AboutUnsaved((UnsavedOf("402", "Componente 7", Decimal(25), "Beto <Díaz>"),)),
            options=(Option("yes", "yes"),),
        ),
        "entrega_made_one_observation": EntregaMade(Move.RETURN, "402", T3, observed=1),
        **{f"entrega_moved_{move.value}": EntregaMoved("402", T3, APPROVED, move, BY) for move in Move},
        "entrega_moved_by_nobody_known": EntregaMoved("402", T3, SENT, Move.SEND),
        "entrega_moved_not_sent": EntregaMoved("402", T3, Standing()),
        "entrega_list_three": EntregaList(
            T3,
            a_due(),
            (
                EntregaRow("402", "Secretaría Particular", SENT, 2),
                EntregaRow("504", "Instituto Municipal de Planeación", OBSERVED, 1),
                EntregaRow("304", "Secretaría de Gobierno", Standing()),
                EntregaRow("118", "Dirección de Cultura", ACCEPTED, 4),
            ),
        ),
        "entrega_list_none": EntregaList(T3, a_due(), ()),
    }


OWN_WORDS = "La reunión de <septiembre> pasó a octubre."


def _corrections() -> dict[str, Said]:
    decided: dict[str, Any] = {
        "code": "402",
        "period": T3,
        "level": "Componente 7",
        "before": OLD,
        "after": NEW,
    }
    reason = "El oficio definitivo llegó después del envío."
    return {
        **{
            f"locked_{why.value}": Locked("Componente 7", 7, "402", T3, why, TUESDAY, OLD)
            for why in LockReason
        },
        "locked_without_value": Locked("Componente 7", 7, "402", T3, LockReason.SENT, None, None),
        "correction_asked": CorrectionAsked(
            5, "402", "Secretaría Particular", T3, "Componente 7", OLD, NEW, reason, BY
        ),
        "correction_asked_with_words": CorrectionAsked(
            5, "402", "Secretaría Particular", T3, "Componente 7", OLD, NEW, reason, BY, OWN_WORDS
        ),
        "correction_asked_without_value": CorrectionAsked(
            5, "402", "Secretaría Particular", T3, "Componente 7", None, NEW, reason, BY
        ),
        "correction_taken": CorrectionTaken("402", T3, "Componente 7", OLD, NEW),
        "correction_waits": CorrectionTaken("402", T3, "Componente 7", OLD, NEW, waits=True),
        "correction_granted": CorrectionDecided(**decided, is_granted=True, decision="", by=BY),
        "correction_refused": CorrectionDecided(
            **decided, is_granted=False, decision="El oficio es de octubre.", by=BY
        ),
        "correction_refused_without_value": CorrectionDecided(
            **{**decided, "before": None}, is_granted=False, decision="El oficio es de octubre.", by=""
        ),
        "correction_overtaken": CorrectionOvertaken("Componente 7", Decimal(24)),
        "correction_overtaken_without_value": CorrectionOvertaken("Componente 7", None),
    }


def _forms() -> dict[str, Said]:
    levels = tuple(Option(name, name) for name in ("Componente 7", "Actividad 7.1", "Actividad 7.2"))
    many = tuple(Option(name, name) for name in (f"Actividad 1.{n}" for n in range(1, 11)))
    more = (Option("more", "more"), Option("done", "done"))
    noted = {"indicator": "Componente 7", "comment": OBSERVATION}
    subject = {"level": "Componente 7", "before": "25"}
    return {
        "form_send_incomplete": a_form("send_incomplete", "reason"),
        "form_accept_unapproved": a_form("accept_unapproved", "reason"),
        "form_review_indicator": a_form("return", "indicator", options=levels),
        "form_review_comment": a_form("return", "comment", answers=noted),
        "form_review_first_page": a_form("return", "indicator", options=many),
        "form_review_last_page": a_form("return", "indicator", options=many, page=2),
        "form_review_more": a_form("return", "more", answers=noted, options=more),
        "form_review_more_of_implan": a_form("observe", "more", answers=noted, options=more[1:]),
        "form_correction_value": a_form("correction", "value", subject=subject),
        "form_correction_value_of_none": a_form("correction", "value", subject={**subject, "before": ""}),
        "form_correction_words": a_form("correction", "words", subject=subject, answers={"value": "10"}),
        "form_correction_reason": a_form("correction", "reason", subject=subject, answers={"value": "26"}),
        "form_correction_resumed": a_form(
            "correction", "reason", subject=subject, answers={"value": "26"}, is_resumed=True
        ),
        "form_refuse_correction": a_form("refuse_correction", "reason"),
        "form_refused_value": FormRefused("value_words", "mucho"),
    }


def _elsewhere() -> dict[str, Said]:
    """What review adds to messages that were there before."""
    line = a_reported_line(observation=OBSERVATION)
    return {
        "question_value_observed": a_question(observation=OBSERVATION),
        "question_review_observed": a_question(Step.REVIEW, "25", observation=OBSERVATION),
        "pending_observed": a_pending(a_unit(line)),
        "pending_to_send": a_pending(to_send=("402",)),
        "pending_to_send_of_two": a_pending(to_send=("402", "504")),
        "pending_handed_in": a_pending(handed_in=("402",)),
    }


MESSAGES: dict[str, Said] = {**_cards(), **_done(), **_corrections(), **_forms(), **_elsewhere()}
