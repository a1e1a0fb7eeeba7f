"""A router and a database with every object that a button can name, one of 402 and one of 504."""

from sqlalchemy import func, select

from domain.evidence.acuses import AcuseKind
from domain.kit.access import Role
from domain.kit.dialogues.messages import FormQuestion
from domain.kit.entregas import Move
from storage.people import Person
from storage.schema import metadata
from storage.uow import UnitOfWork
from tests.e2e.reception import Reception, a_tap, a_text
from tests.facts import BETO, CARLA, T3, an_avance
from usecases.evidence.issue_acuse import issue_acuse
from usecases.people.invite import InvitationWanted, invite
from usecases.review.move_entrega import MadeMove, make_move

REASON = "El oficio llega el viernes"
QUESTION = "/ayuda ¿Qué oficio lleva esto?"
ASKERS = {"own": (BETO, "402"), "foreign": (CARLA, "504")}


async def waiting(reception: Reception) -> dict[str, object]:
    """Let BETO of 402 and CARLA of 504 create everything; return the ids, codes and tokens."""
    ids: dict[str, object] = dict(await reception.opens())
    people = {side: await reception.admits(who, Role.ENLACE, unit) for side, (who, unit) in ASKERS.items()}
    for side, person in people.items():
        ids |= {f"{name}_{side}": value for name, value in (await _asks(reception, side, ids)).items()}
        ids |= {f"acuse_{side}": await _sends(reception, person, ASKERS[side][1])}
        ids |= {f"invitation_{side}": await _invites(reception, ASKERS[side][1])}
    for side, (who, _) in ASKERS.items():
        ids |= {f"correction_{side}": await _corrects(reception, who, ids[side])}
        ids |= {f"token_{side}": await _opens_form(reception, who)}
        # The data of an acuse has changed since: people who may see the UR are told what changed.
        await reception.office.save(int(str(ids[side])), an_avance("11"))
    return ids


async def _asks(reception: Reception, side: str, ids: dict[str, object]) -> dict[str, int]:
    who = ASKERS[side][0]
    for text in ("/prorroga", "3", REASON, "Omitir", QUESTION, "/informe pdf"):
        await reception.hears(a_text(who, text))
    await reception.hears(a_tap(who, f"rn:{ids[side]}:3T2025"))
    await reception.hears(a_text(who, REASON))
    return {
        name: await _latest(reception, name)
        for name in ("prorroga", "attention", "paper_order", "reassignment")
    }


async def _latest(reception: Reception, table: str) -> int:
    which = func.max(metadata().tables[table].c.id)
    latest = await reception.office.do(lambda uow: uow.session.scalar(select(which)))
    assert latest is not None, table
    return int(latest)


async def _sends(reception: Reception, person: Person, unit_code: str) -> str:
    async def send(uow: UnitOfWork) -> str:
        moment = reception.office.moment
        made = MadeMove(Move.SEND, REASON)
        moved = await make_move(uow, person, await uow.entregas.get(unit_code, T3), made, moment)
        return (await issue_acuse(uow, moved, AcuseKind.SENT, person, moment)).code

    return await reception.office.do(send)


async def _invites(reception: Reception, unit_code: str) -> str:
    moment = reception.office.moment
    wanted = InvitationWanted(Role.ENLACE, unit_code, "Persona invitada", days=1)
    return (await reception.office.do(lambda uow: invite(uow, wanted, moment))).code


async def _corrects(reception: Reception, who: int, indicator_id: object) -> int:
    for update in (a_tap(who, f"k:{indicator_id}:3T2025"), a_text(who, "26"), a_text(who, REASON)):
        await reception.hears(update)
    return await _latest(reception, "correction")


async def _opens_form(reception: Reception, who: int) -> str:
    (asked,) = await reception.hears(a_text(who, "/horario"))
    assert isinstance(asked, FormQuestion)
    return asked.token
