"""Files as answers: a stored file becomes evidence, alone or with its album."""

from dataclasses import replace

from bot.capture.attachments import RefusedFile, RepairedFile, StoredFile, Taken
from bot.delivery.receiving.incoming import File
from documents.read.file_kinds import ARCHIVE, LOCKED, PICTURE, SLIDES, WORD, WORKBOOK
from domain.calendar.inhabiles import InhabilesFile
from domain.capture.messages import FilePlace, FileProblem, Question
from domain.evidence.oficios import read_typed_evidence
from domain.kit.access import Action
from domain.kit.dialogues.messages import FormQuestion
from domain.kit.drafts import Attached
from domain.kit.evidence import Evidence, EvidenceType
from domain.kit.moments import Moment
from domain.people.welcome_messages import NotAllowed
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.calendar.change_inhabiles import ADDING_SURE, take_inhabiles
from usecases.capture.capture_indicator import take_answer
from usecases.evidence.repair_file import take_repair
from usecases.imports.load_mir import MIR, take_mir
from usecases.kit.conversations import ask_again, open_question
from usecases.kit.form_spec import FormSpec
from usecases.kit.say import answer
from usecases.papers.take_template import TEMPLATE_FORM, take_template

NOT_AWAITED = "not_awaited"
OF_ITS_PLACE = frozenset({NOT_AWAITED, WORD, SLIDES, WORKBOOK, ARCHIVE, PICTURE, LOCKED})
"""Problems whose sentence says what can be sent instead at this step."""


async def answer_file(
    uow: UnitOfWork, person: Person, file: File, taken: Taken | None, moment: Moment
) -> None:
    """Take a stored file as evidence; its caption is read as the number of the oficio."""
    if not isinstance(taken, StoredFile):
        await _answer_other(uow, person, file, taken, moment)
        return
    if taken.inhabiles is not None:
        await _take_list(uow, person, file, taken.inhabiles, moment)
        return
    await remember_stored(uow, person, taken, moment)
    question = await open_question(uow, person)
    if taken.mir is not None and not _is_of_another_form(question, MIR):
        await take_mir(uow, person, taken.mir, taken.sha256, moment)
        return
    if taken.template is not None and not _is_of_another_form(question, TEMPLATE_FORM):
        await take_template(uow, person, taken.template, taken.sha256, moment)
        return
    if isinstance(question, FormQuestion):
        await _refuse(uow, person, file, NOT_AWAITED, moment, question=question)
        return
    year = question.period.year if isinstance(question, Question) else moment.today.year
    if not await take_answer(uow, person, attached(file, taken, year), moment, said=taken.name):
        await _refuse(uow, person, file, NOT_AWAITED, moment)


async def _answer_other(
    uow: UnitOfWork, person: Person, file: File, taken: RefusedFile | RepairedFile | None, moment: Moment
) -> None:
    """Answer a file that is not evidence."""
    if taken is None:
        await answer(uow, person.chat_id, NotAllowed(()), moment)
        return
    if isinstance(taken, RepairedFile) and await take_repair(uow, person, taken.sha256, moment):
        await ask_again(uow, person, moment)
        return
    problem = taken.problem if isinstance(taken, RefusedFile) else NOT_AWAITED
    await _refuse(uow, person, file, problem, moment, question=await open_question(uow, person))


async def take_file(uow: UnitOfWork, person: Person, given: Attached, name: str, moment: Moment) -> bool:
    """Take a file that was held; False where no open capture asks for one."""
    is_in_dialogue = isinstance(await open_question(uow, person), FormQuestion)
    return not is_in_dialogue and await take_answer(uow, person, given, moment, said=name)


async def remember_stored(uow: UnitOfWork, person: Person, taken: StoredFile, moment: Moment) -> None:
    await uow.avances.remember_file(
        taken.sha256, size=taken.size, mime=taken.mime, name=taken.name, at=moment.now
    )
    await take_repair(uow, person, taken.sha256, moment)


async def _take_list(
    uow: UnitOfWork, person: Person, file: File, listed: InhabilesFile, moment: Moment
) -> None:
    """Take a list of inhábiles, unless another dialogue is open."""
    question = await open_question(uow, person)
    if question is None or (isinstance(question, FormQuestion) and question.kind == ADDING_SURE.kind):
        await take_inhabiles(uow, person, listed, moment)
        return
    await _refuse(uow, person, file, NOT_AWAITED, moment, question=question)


def attached(file: File, stored: StoredFile, year: int) -> Attached:
    """Return the evidence that the caption cites; without one, the bare file with its heading."""
    cited = read_typed_evidence(file.caption, year=year) if file.caption else ()
    shown = cited or (Evidence(EvidenceType.FILE, file.caption or stored.name),)
    evidence = (
        replace(
            each,
            flags=(*each.flags, *stored.flags),
            file_sha256=stored.sha256,
            album=file.album,
            page=file.message_id if file.album else 0,
        )
        for each in shown
    )
    return Attached(tuple(evidence), None if cited else stored.letter)


def _is_of_another_form(question: Question | FormQuestion | None, form: FormSpec) -> bool:
    """Tell whether another dialogue than that of a workbook is open: then a workbook is no answer."""
    return isinstance(question, FormQuestion) and question.kind != form.kind


async def _refuse(
    uow: UnitOfWork,
    person: Person,
    file: File,
    problem: str,
    moment: Moment,
    *,
    question: Question | FormQuestion | None = None,
) -> None:
    """Send one refusal for a whole album, not one per file; the dialogue goes on."""
    key = f"album:{person.chat_id}:{file.album}:{problem}" if file.album else None
    said = FileProblem(problem, _place(person, problem, question))
    told = await answer(uow, person.chat_id, said, moment, key=key)
    if told is not None and said.place is FilePlace.DIALOGUE:
        await ask_again(uow, person, moment)


def _place(person: Person, problem: str, question: Question | FormQuestion | None) -> FilePlace:
    if problem not in OF_ITS_PLACE:
        return FilePlace.USUAL
    if isinstance(question, FormQuestion) or (question and problem == NOT_AWAITED):
        return FilePlace.DIALOGUE
    if not person.actor.may(Action.CAPTURE):
        return FilePlace.IMPLAN
    is_nowhere = question is None and problem != NOT_AWAITED
    return FilePlace.NOWHERE if is_nowhere else FilePlace.USUAL
