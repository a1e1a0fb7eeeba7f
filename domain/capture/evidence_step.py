"""The evidence step of a capture: cited, sent as a file, chosen from a list, or left for later."""

from dataclasses import replace

from domain.capture.evidence_pages import last_page
from domain.capture.files import MOST_FILES, settled, waiting, with_file
from domain.capture.turns import Refusal, Turn
from domain.evidence.oficios import read_typed_evidence
from domain.evidence.proofs import Proof, grouped, keys_of, with_proofs
from domain.kit.drafts import Answer, Attached, Choice, Draft, Step, Typed
from domain.kit.evidence import Evidence, EvidenceFlag
from domain.kit.values import ValueRefused, parse_percent
from domain.kit.words.agreement import read_agreement
from domain.kit.words.spoken_values import may_say_nothing, number_in, says_value

MOST_EVIDENCE = 20
_OF_A_VALUE = {
    Step.REGISTERED: Refusal.NOT_IN_THE_LIST,
    Step.READING: Refusal.NUMBER_WHERE_FILE_IS_ASKED,
}
"""Answers about the value, while the buttons on view do not include Corregir."""


def to_evidence(draft: Draft) -> Draft:
    """Ask about files first, then for evidence; a zero needs none, and a correction keeps its evidence."""
    if draft.unsettled:
        return replace(draft, step=Step.READING)
    return replace(draft, step=Step.EVIDENCE if draft.value and not draft.evidence else Step.REVIEW)


def on_evidence(draft: Draft, answer: Answer, _: object = None) -> Turn:
    if isinstance(answer, Attached):
        return _with_attached(draft, answer)
    if isinstance(answer, Typed):
        return _with_typed(draft, answer.text)
    if answer.choice is Choice.LATER:
        return Turn(replace(draft, step=Step.REVIEW))
    if answer.choice is Choice.USE_REGISTERED and draft.offered:
        return Turn(replace(draft, step=Step.REGISTERED, page=0))
    return Turn(draft, Refusal.NOT_A_CHOICE)


def on_reading(draft: Draft, answer: Answer, _: object = None) -> Turn:
    """Accept the citation read in the open file, or a typed one, or that the file has no number."""
    if isinstance(answer, Attached):
        return _with_attached(draft, answer)
    if isinstance(answer, Typed):
        cited, refusal = _cited(draft, answer.text)
        return Turn(draft, refusal) if refusal else _with_citation(draft, cited)
    asked = waiting(draft)
    if answer.choice is Choice.YES and asked.read:
        return _with_citation(draft, (asked.read,))
    if answer.choice is Choice.UNNUMBERED:
        return _with_citation(draft, ())
    if answer.choice is Choice.ANOTHER:
        return Turn(replace(draft, unsettled=asked.without_reading(draft)))
    return Turn(draft, Refusal.NOT_A_CHOICE)


def on_registered(draft: Draft, answer: Answer, _: object = None) -> Turn:
    """Take a listed document by its button or number; handle anything else as the evidence question does."""
    proofs = grouped(draft.offered)
    if isinstance(answer, Attached):
        return _with_attached(draft, answer)
    if isinstance(answer, Typed):
        return _with_typed(draft, answer.text)
    if answer.choice is Choice.PICK and answer.position in range(len(proofs)):
        return _with_evidence(draft, proofs[answer.position])
    if answer.choice is Choice.PAGE and answer.position in range(last_page(len(proofs)) + 1):
        return Turn(replace(draft, page=answer.position))
    if answer.choice is Choice.BACK:
        return Turn(to_evidence(draft))
    return Turn(draft, Refusal.NOT_A_CHOICE)


def _with_attached(draft: Draft, attached: Attached) -> Turn:
    return _bounded(draft, with_file(draft, attached))


def _with_typed(draft: Draft, text: str) -> Turn:
    cited, refusal = _cited(draft, text)
    if refusal:
        return Turn(draft, refusal)
    return _with_evidence(draft, tuple(known for each in cited for known in _as_registered(draft, each)))


def _as_registered(draft: Draft, cited: Evidence) -> Proof:
    """Return the listed document with this number, complete with its day and its file."""
    keys = keys_of(cited)
    if draft.step is Step.REGISTERED and keys:
        for proof in grouped(draft.offered):
            if any(keys == keys_of(each) for each in proof):
                return proof
    return (cited,)


def _cited(draft: Draft, text: str) -> tuple[tuple[Evidence, ...], Refusal | None]:
    cited = read_typed_evidence(text, year=draft.period.year)
    if any(EvidenceFlag.INCOMPLETE_NUMBER in each.flags for each in cited):
        return (), Refusal.INCOMPLETE_NUMBER
    if cited:
        return cited, None
    if draft.step is Step.REVIEW and read_agreement(text):
        return (), Refusal.SAVE_OR_ADD
    try:
        if not says_value(text):
            parse_percent(number_in(text))
    except ValueRefused:
        has_none = draft.step is Step.EVIDENCE and text.strip() and may_say_nothing(text)
        return (), Refusal.NO_EVIDENCE_YET if has_none else Refusal.NO_EVIDENCE_READ
    return (), _OF_A_VALUE.get(draft.step, Refusal.NUMBER_INSTEAD_OF_EVIDENCE)


def _with_evidence(draft: Draft, more: tuple[Evidence, ...]) -> Turn:
    return _bounded(draft, replace(draft, evidence=with_proofs(draft.evidence, more)))


def _with_citation(draft: Draft, cited: tuple[Evidence, ...]) -> Turn:
    return _bounded(draft, settled(draft, cited))


def _bounded(before: Draft, after: Draft) -> Turn:
    if len(grouped(after.evidence)) > MOST_EVIDENCE:
        return Turn(before, Refusal.TOO_MUCH_EVIDENCE)
    if len(after.evidence) > MOST_FILES:
        return Turn(before, Refusal.TOO_MANY_FILES)
    return Turn(to_evidence(after))
