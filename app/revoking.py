"""`puntual revoke`: take somebody's access away, named as people know them or by their Telegram number."""

from app.clock import Clock
from app.offline import CommandFailed, opened_database
from app.settings import Settings
from domain.moments import Moment
from storage.people import Person
from usecases.revoke_person import revoke_person


async def revoke(settings: Settings, clock: Clock, who: str, reason: str | None) -> None:
    """Revoke the one person that is meant; raise CommandFailed when it is nobody, or several."""
    async with opened_database(settings) as database, database.write() as uow:
        person = _meant(await uow.people.everybody(), who)
        await revoke_person(uow, person, Moment(clock.now(), settings.zone), by="cli", reason=reason)
        await uow.commit()
    print(f"{person.actor.name} ya no tiene acceso. Lo que esperaba en su chat se canceló.")


def _meant(people: list[Person], who: str) -> Person:
    wanted = who.casefold()
    exact = [each for each in people if wanted in (str(each.chat_id), each.actor.name.casefold())]
    found = exact or [each for each in people if wanted in each.actor.name.casefold()]
    if not found:
        raise CommandFailed(f"No hay nadie con acceso que se llame «{who}» ni con ese número de Telegram.")
    if len(found) > 1:
        lines = "\n".join(f"  {each.chat_id}  {each.actor.name}" for each in found)
        raise CommandFailed(f"«{who}» puede ser más de una persona. Use su número de Telegram:\n{lines}")
    return found[0]
