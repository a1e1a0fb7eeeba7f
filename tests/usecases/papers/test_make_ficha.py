"""The narrative sheets of a UR: one document for each programme, with the narratives of its quarter."""

from domain.kit.narrative import Chart, ChartKind, CountTable, Narrative
from domain.papers.kinds import PaperKind, PaperOrder
from storage.uow import UnitOfWork
from tests.documents.tagged_pdf import letters, page_texts
from tests.facts import T3, Office, a_document, a_row
from usecases.papers.make_papers import gather
from usecases.papers.paper_requests import PaperRequest

TEXT = "Se atendieron todas las solicitudes que la ciudadanía presentó por escrito."
WRITTEN = Narrative(TEXT, (CountTable("Solicitudes", (("Julio", 97),), 97),), Chart(ChartKind.BAR, 0))


async def test_each_programme_is_a_document_with_its_narratives(office: Office) -> None:
    ids = await office.register(a_document(a_row("Componente 7"), a_row("Actividad 7.1")))
    await office.register(a_document(programme="10"))
    now = office.moment.now

    async def write(uow: UnitOfWork) -> None:
        await uow.narratives.save(ids["Actividad 7.1"], 3, WRITTEN, at=now, by="person:9")

    await office.do(write)
    request = PaperRequest(PaperOrder(PaperKind.FICHA, T3, "402"), office.moment)
    first, second = await office.do(lambda uow: gather(uow, request))

    pages = [letters(page) for page in page_texts(first.formats["pdf"]())]
    assert [letters(TEXT) in page for page in pages] == [False, True]
    assert (first.stem, second.stem) == ("ficha-402-PP08-3T2025", "ficha-402-PP10-3T2025")
    assert list(first.formats) == ["pdf", "docx"]
