"""The part of a capture that asks for evidence: what is cited, sent or left for later."""

from dataclasses import replace

from domain.avances import Indicator
from domain.drafts import Answer, Attached, Choice, Draft, Step, Typed
from domain.evidence import Evidence, EvidenceFlag
from domain.oficios import read_evidence
from domain.proofs import with_proofs
from domain.turns import Refusal, Turn
from domain.values import ValueRefused, parse_percent

MOST_EVIDENCE = 20


def to_evidence(draft: Draft) -> Draft:
    """A zero needs no proof, and a correction keeps the proof it had."""
    return replace(draft, step=Step.EVIDENCE if draft.value and not draft.evidence else Step.REVIEW)


def on_evidence(draft: Draft, answer: Answer, _: Indicator) -> Turn:
    if isinstance(answer, Attached):
        return _with_evidence(draft, answer.evidence)
    if isinstance(answer, Typed):
        return _with_cited(draft, answer.text)
    if answer.choice is Choice.LATER:
        return Turn(replace(draft, step=Step.REVIEW))
    if answer.choice is Choice.CORRECT:
        return Turn(replace(draft, step=Step.CORRECTION))
    return Turn(draft, Refusal.NOT_A_CHOICE)


def _with_cited(draft: Draft, text: str) -> Turn:
    cited = read_evidence(text, year=draft.period.year)
    if any(EvidenceFlag.INCOMPLETE_NUMBER in each.flags for each in cited):
        return Turn(draft, Refusal.INCOMPLETE_NUMBER)
    if cited:
        return _with_evidence(draft, cited)
    try:
        parse_percent(text)
    except ValueRefused:
        return Turn(draft, Refusal.NO_EVIDENCE_READ)
    return Turn(draft, Refusal.NUMBER_INSTEAD_OF_EVIDENCE)


def _with_evidence(draft: Draft, more: tuple[Evidence, ...]) -> Turn:
    evidence = with_proofs(draft.evidence, more)
    if len(evidence) > MOST_EVIDENCE:
        return Turn(draft, Refusal.TOO_MUCH_EVIDENCE)
    return Turn(replace(draft, evidence=evidence, step=Step.REVIEW))
