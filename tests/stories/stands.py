"""Every state of the report of 402, reached through the chat."""

from collections.abc import Awaitable, Callable
from datetime import date

from domain.calendar.deadlines import PeriodDates
from tests.facts import T3, local
from tests.stories.desk import ANA, IRIS, TITA, Desk

Reach = Callable[[Desk], Awaitable[None]]

COMMENT = "El oficio no corresponde al trimestre"
WHY = "El oficio de septiembre llega el viernes"
PAST_DUE, LATE = date(2025, 10, 2), date(2025, 10, 14)


async def nothing_captured(desk: Desk) -> None:
    """The initial state: the last day of the quarter, and nothing is captured."""


async def half_captured(desk: Desk) -> None:
    await desk.captures(ANA, "7")


async def complete(desk: Desk) -> None:
    await desk.captures_all()


async def sent(desk: Desk) -> None:
    await complete(desk)
    await desk.sends()


async def sent_with_gaps(desk: Desk) -> None:
    await half_captured(desk)
    await desk.says(ANA, "/enviar")
    await desk.taps(ANA, "Enviar así")
    await desk.says(ANA, WHY)


async def approved(desk: Desk) -> None:
    await sent(desk)
    await desk.taps(TITA, "Vo. Bo.")


async def returned(desk: Desk) -> None:
    await sent(desk)
    await desk.observes(TITA, "Devolver", "Componente 7", COMMENT, "Devolver ya")


async def returned_with_gaps(desk: Desk) -> None:
    await sent_with_gaps(desk)
    await desk.observes(TITA, "Devolver", "Componente 7", COMMENT, "Devolver ya")


async def answered(desk: Desk) -> None:
    await returned(desk)
    await _answers(desk)


async def answered_with_gaps(desk: Desk) -> None:
    await returned_with_gaps(desk)
    await _answers(desk)


async def observed(desk: Desk) -> None:
    await approved(desk)
    await desk.observes(IRIS, "Observar", "Actividad 7.1", COMMENT, "Observar ya")


async def accepted(desk: Desk) -> None:
    await approved(desk)
    await desk.taps(IRIS, "Aceptar")


def past_due(reach: Reach) -> Reach:
    return _on(reach, PAST_DUE, "past_due")


def late(reach: Reach) -> Reach:
    return _on(reach, LATE, "late")


def with_prorroga(reach: Reach) -> Reach:
    """A prórroga was granted, and the quarter was closed for the others."""

    async def granted(desk: Desk) -> None:
        await reach(desk)
        await desk.says(ANA, "/prorroga 402 3T2025")
        for answer in ("5", "La carpeta no ha llegado", "Omitir"):
            await desk.says(ANA, answer)
        await desk.taps(IRIS, "Conceder")
        await desk.says(IRIS, "/cerrar 3T2025")
        await desk.taps(IRIS, "Cerrar el trimestre")

    return _named(granted, f"{reach.__name__}, closed but for its prórroga")


def closed(reach: Reach) -> Reach:
    async def shut(desk: Desk) -> None:
        await reach(desk)
        await desk.says(IRIS, "/cerrar 3T2025")
        await desk.taps(IRIS, "Cerrar el trimestre")

    return _named(shut, f"{reach.__name__}, closed")


def closed_by_its_day(reach: Reach) -> Reach:
    """The closing day that IMPLAN set is over, and no tick has recorded the closing yet."""

    async def shut(desk: Desk) -> None:
        await reach(desk)
        dates = PeriodDates(closes_on=date(2025, 10, 10))
        await desk.office.do(lambda uow: uow.calendar.set_dates(T3, "", dates, "Circular 4"))
        desk.office.moment = local(date(2025, 10, 11), 7)

    return _named(shut, f"{reach.__name__}, its closing day over")


def reopened(reach: Reach) -> Reach:
    before = closed(reach)

    async def let_in(desk: Desk) -> None:
        await before(desk)
        await desk.says(IRIS, "/reabrir 402 3T2025")
        await desk.says(IRIS, "La carpeta llegó tarde")
        await desk.says(IRIS, "3")

    return _named(let_in, f"{reach.__name__}, let in again")


async def _answers(desk: Desk) -> None:
    await desk.says(ANA, "/capturar 7")
    await desk.says(ANA, "SP/118/2025 29 sep 2025")
    await desk.taps(ANA, "Guardar")


def _on(reach: Reach, day: date, name: str) -> Reach:
    async def later(desk: Desk) -> None:
        await reach(desk)
        desk.office.moment = local(day, 10)

    return _named(later, f"{reach.__name__}, {name}")


def _named(reach: Reach, name: str) -> Reach:
    reach.__name__ = name
    return reach


SINGLE: tuple[Reach, ...] = (
    nothing_captured,
    half_captured,
    complete,
    sent,
    sent_with_gaps,
    approved,
    returned,
    returned_with_gaps,
    answered,
    answered_with_gaps,
    observed,
    accepted,
)
BY_CALENDAR = (nothing_captured, half_captured, complete, sent, returned, answered, accepted)
STANDS: tuple[Reach, ...] = (
    *SINGLE,
    *(past_due(each) for each in (half_captured, complete)),
    *(late(each) for each in (half_captured, complete)),
    *(closed(each) for each in BY_CALENDAR),
    *(reopened(each) for each in BY_CALENDAR),
    *(closed_by_its_day(each) for each in (half_captured, complete, sent)),
    *(with_prorroga(each) for each in (half_captured, complete)),
)
