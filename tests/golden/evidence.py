"""What is asked and noted about evidence."""

from dataclasses import replace
from datetime import date

from domain.capture.messages import FileProblem, Question
from domain.evidence.evidence_warnings import Concern, EvidenceNote
from domain.evidence.messages import EvidenceAsked
from domain.kit.drafts import Step
from domain.kit.evidence import Evidence, EvidenceType
from domain.kit.periods import Period
from domain.kit.said import Said
from tests.messages import OFICIO, a_question

SHA = "ab" * 32
PDF = Evidence(EvidenceType.FILE, "oficio <b>&.pdf", file_sha256=SHA)
PHOTO = Evidence(EvidenceType.FILE, "foto.jpg", file_sha256=SHA)
READ = replace(OFICIO, raw="OFICIO NÚM. SP/DSAV/112/2025", issuer="SECRETARÍA PARTICULAR")
ALBUM = tuple(replace(PHOTO, album="7", page=page) for page in range(1, 6))
CITED_ALBUM = (replace(OFICIO, file_sha256=SHA, album="7", page=1), *ALBUM[1:])
MANY = tuple(replace(OFICIO, numbers=(f"SP/DSAV/{number}/2025",)) for number in range(1, 13))
NOTES = (
    EvidenceNote(Concern.OTHER_YEAR, "SP/112/2024", day=date(2024, 9, 26)),
    EvidenceNote(Concern.OTHER_SERIES, "SP/CIRC/3/2025", type=EvidenceType.CIRCULAR),
    EvidenceNote(Concern.OTHER_SERIES, "SP/4/2025", type=EvidenceType.OFICIO),
    EvidenceNote(Concern.OTHER_UNIT, "oficio <b>.pdf", unit_code="304"),
    EvidenceNote(Concern.EARLIER_QUARTER, "foto.jpg", period=Period(2025, 2)),
    EvidenceNote(Concern.SMALL_PHOTO, "foto.jpg"),
    EvidenceNote(Concern.DAMAGED_FILE, "oficio <b>.pdf"),
    EvidenceNote(Concern.UNREAD_FILE, "oficio <b>.pdf"),
    EvidenceNote(Concern.UNREAD_DATE, "SP/112/2025"),
)


def reading(
    *files: Evidence,
    read: Evidence | None = None,
    note: Concern | None = None,
    queued: tuple[Evidence, ...] = (),
) -> Question:
    notes = tuple(each for each in NOTES if each.concern is note)
    about = EvidenceAsked(waiting=files, queued=queued, read=read, notes=notes)
    return a_question(Step.READING, "25", evidence=files, about_evidence=about)


def review(*evidence: Evidence, notes: tuple[EvidenceNote, ...] = ()) -> Question:
    about = EvidenceAsked(notes=notes)
    return a_question(Step.REVIEW, "25", evidence=evidence, about_evidence=about)


def offered(page: int, *evidence: Evidence) -> Question:
    about = EvidenceAsked(offered=evidence, page=page)
    return a_question(Step.REGISTERED, "25", about_evidence=about)


def removal(page: int, *evidence: Evidence) -> Question:
    return a_question(Step.REMOVAL, "25", evidence=evidence, about_evidence=EvidenceAsked(page=page))


def why(*removing: Evidence) -> Question:
    about = EvidenceAsked(removing=removing)
    return a_question(Step.REMOVAL_REASON, "25", evidence=removing, about_evidence=about, programme="08")


MESSAGES: dict[str, Said] = {
    "question_evidence_with_registered": a_question(
        Step.EVIDENCE, "25", about_evidence=EvidenceAsked(has_registered=True)
    ),
    "question_reading_pdf": reading(PDF, read=READ),
    "question_reading_photo": reading(PHOTO, read=READ),
    "question_reading_file": reading(replace(PDF, raw="acta de la sesión"), read=READ),
    "question_reading_album": reading(*ALBUM, read=READ),
    "question_reading_used_by_another_unit": reading(PDF, read=READ, note=Concern.OTHER_UNIT),
    "question_reading_unread_pdf": reading(PDF),
    "question_reading_unread_photo": reading(PHOTO),
    "question_reading_unread_album": reading(*ALBUM),
    "question_reading_small_photo": reading(PHOTO, note=Concern.SMALL_PHOTO),
    "question_reading_damaged": reading(PDF, note=Concern.DAMAGED_FILE),
    "question_reading_kept_unread": reading(PDF, note=Concern.UNREAD_FILE),
    "question_reading_photo_then_pdf": reading(PHOTO, queued=(PDF,)),
    "question_reading_photo_then_two": reading(PHOTO, queued=(PDF, replace(PDF, raw="oficio-114.pdf"))),
    "question_reading_damaged_then_pdf": reading(PHOTO, note=Concern.DAMAGED_FILE, queued=(PDF,)),
    "question_reading_pdf_then_photo": reading(PDF, read=READ, queued=(PHOTO,)),
    "question_reading_album_then_pdf": reading(*ALBUM, queued=(PDF,)),
    "question_reading_resumed": replace(reading(PDF, read=READ), is_resumed=True),
    "question_review_album": review(*CITED_ALBUM),
    "question_review_album_without_number": review(*ALBUM),
    "question_review_album_and_more": review(*CITED_ALBUM, *MANY),
    **{
        f"question_review_note_{note.concern}_{place}": review(OFICIO, notes=(note,))
        for place, note in enumerate(NOTES, start=1)
    },
    "question_review_four_notes": review(OFICIO, notes=NOTES[:4]),
    "question_review_every_note": review(OFICIO, notes=NOTES),
    "question_registered": offered(0, OFICIO, *CITED_ALBUM),
    "question_registered_first_page": offered(0, *MANY),
    "question_registered_second_page": offered(1, *MANY),
    "question_registered_last_page": offered(2, *MANY),
    "question_registered_page_too_far": offered(9, *MANY),
    "question_removal": removal(0, OFICIO, PDF),
    "question_removal_first_page": removal(0, *MANY),
    "question_removal_reason": why(OFICIO),
    "question_removal_reason_album": why(*CITED_ALBUM),
    "file_locked": FileProblem("locked"),
    "file_too_heavy": FileProblem("too_heavy"),
    "file_too_many_pixels": FileProblem("too_many_pixels"),
}
