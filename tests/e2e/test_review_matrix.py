"""Who may do what with an entrega: every button and word of review, for every role, on own and foreign URs.

The reports of 402 and of 504 were sent with gaps and a reason; the people belong to 402.
"""

import pytest

from domain.kit.access import Role
from domain.kit.dialogues.messages import FormQuestion
from domain.kit.entregas import Move
from domain.kit.said import Said
from domain.people.welcome_messages import NotAllowed
from domain.review.messages import EntregaCard
from storage.uow import UnitOfWork
from tests.e2e.matrix import column, update_of, what_is_told
from tests.e2e.reception import Reception
from tests.facts import ANA, BETO, T3
from usecases.kit.outgoing import kind_of
from usecases.review.move_entrega import MadeMove, make_move

# The action of a person of 402, then the answer to each role; `·` separates messages.
MATRIX = """
                              | enlace            | titular            | implan                 | consulta
/enviar                       | 402               | not allowed        | not allowed            | not allowed
/enviar 402                   | 402               | not allowed        | not allowed            | not allowed
/enviar 504                   | only 402          | not allowed        | not allowed            | not allowed
/enviar 999                   | only 402          | not allowed        | not allowed            | not allowed
/enviar 402 1T2019            | no programme      | not allowed        | not allowed            | not allowed
/enviar 5T2025                | unknown period    | not allowed        | not allowed            | not allowed
/entrega                      | 402               | 402 approve+return | entrega list           | not allowed
/entrega 402                  | 402               | 402 approve+return | 402 unapproved+observe | not allowed
/entrega 504                  | only 402          | only 402           | 504 unapproved+observe | not allowed
/entrega 999                  | only 402          | only 402           | unknown unit           | not allowed
/entrega 402 1T2019           | no programme      | no programme       | no programme           | not allowed
/entrega 5T2025               | unknown period    | unknown period     | unknown period         | not allowed
enviar                        | 402               | not allowed        | not allowed            | not allowed
tap e:402:3T2025:0            | 402               | 402 approve+return | 402 unapproved+observe | not allowed
tap e:504:3T2025:0            | only 402          | only 402           | 504 unapproved+observe | not allowed
tap e:402:3T2025:99           | 402               | 402 approve+return | 402 unapproved+observe | not allowed
tap v:402:3T2025:1:send       | entrega moved     | old button         | old button             | not allowed
tap v:402:3T2025:1:approve    | old button        | entrega made       | old button             | not allowed
tap v:402:3T2025:1:return     | old button        | asks indicator     | old button             | not allowed
tap v:402:3T2025:1:accept     | old button        | old button         | entrega moved          | not allowed
tap v:402:3T2025:1:accept_unapproved | old button | old button | asks reason | not allowed
tap v:402:3T2025:1:observe    | old button        | old button         | asks indicator         | not allowed
tap v:402:3T2025:1:nudge      | old button        | old button         | entrega moved          | not allowed
tap v:402:3T2025:1:correct    | old button        | old button         | old button             | old button
tap v:402:3T2025:0:approve    | old button        | entrega moved      | old button             | not allowed
tap v:402:1T2019:0:send       | old button        | old button         | old button             | not allowed
tap v:402:3T2025:1:forged     | old button        | old button         | old button             | old button
tap v:504:3T2025:1:send       | old button        | old button         | old button             | not allowed
tap v:504:3T2025:1:approve    | old button        | old button         | old button             | not allowed
tap v:504:3T2025:1:return     | old button        | old button         | old button             | not allowed
tap v:504:3T2025:1:accept_unapproved | old button | old button | asks reason | not allowed
tap v:504:3T2025:1:observe    | old button        | old button         | asks indicator         | not allowed
tap v:504:3T2025:1:nudge      | old button        | old button         | entrega moved          | not allowed
tap k:{own}:3T2025            | asks value        | not allowed        | not allowed            | not allowed
tap k:{foreign}:3T2025        | old button        | not allowed        | not allowed            | not allowed
tap k:999999:3T2025           | old button        | not allowed        | not allowed            | not allowed
tap q:1:y                     | not allowed       | not allowed        | old button             | not allowed
tap q:1:n                     | not allowed       | not allowed        | old button             | not allowed
tap q:1:forged                | old button        | old button         | old button             | old button
vo. bo.                       | no question       | entrega made       | no question            | no question
Vo. Bo. 402                   | no question       | entrega made       | no question            | no question
vo bo 504                     | no question       | old button         | no question            | no question
devolver 402 3T2025           | no question       | asks indicator     | no question            | no question
devolver 504                  | no question       | old button         | no question            | no question
devolver 402 5T2025           | no question       | no question        | no question            | no question
aceptar 402                   | no question       | no question        | entrega moved          | no question
aceptar sin vo. bo. 402       | no question       | no question        | asks reason            | no question
aceptar                       | no question       | no question        | no question            | no question
observar 402                  | no question       | no question        | asks indicator         | no question
recordar al titular 402       | no question       | no question        | entrega moved          | no question
enviar ya 402                 | entrega moved     | no question        | no question            | no question
enviar así                    | entrega moved     | no question        | no question            | no question
enviar entrega                | 402               | 402 approve+return | entrega list           | not allowed
ver la entrega 402            | 402               | 402 approve+return | 402 unapproved+observe | no question
ver la entrega 5T2025         | unknown period    | unknown period     | unknown period         | no question
conceder 1                    | no question       | no question        | old button             | no question
negar 1                       | no question       | no question        | old button             | no question
pedir corrección 7            | asks value        | no question        | no question            | no question
pedir corrección 1            | unknown indicator | no question        | no question            | no question
pedir corrección algo         | no question       | no question        | no question            | no question
tap o:{own}:3T2025            | locked            | not allowed        | not allowed            | not allowed
/capturar 7                   | locked            | not allowed        | not allowed            | not allowed
"""

SHORT = {"no_open_question": "no question"}


@pytest.mark.parametrize("role", Role)
async def test_each_role_gets_what_it_may(reception: Reception, role: Role) -> None:
    ids = await sent_reports(reception)
    await reception.admits(ANA, role)

    wanted = column(MATRIX, role)
    told = {deed: await what_is_told(reception, deed, ids, _name) for deed in wanted}

    assert told == wanted


@pytest.mark.parametrize("role", [Role.ENLACE, Role.TITULAR])
async def test_nobody_learns_whether_a_foreign_entrega_exists(reception: Reception, role: Role) -> None:
    await sent_reports(reception)
    await reception.admits(ANA, role)

    for deed in ("/entrega {}", "/enviar {}", "tap e:{}:3T2025:0", "tap v:{}:3T2025:1:approve"):
        existing = await reception.would_say(update_of(deed.format("504")))
        assert existing == await reception.would_say(update_of(deed.format("999")))


async def sent_reports(reception: Reception) -> dict[str, int]:
    """Send both reports, by a person who is removed afterwards."""
    ids = await reception.opens()
    await reception.admits(BETO, Role.ENLACE, "402")
    beto = await reception.admits(BETO, Role.ENLACE, "504")

    async def send(uow: UnitOfWork) -> None:
        for code in ("402", "504"):
            made = MadeMove(Move.SEND, "El oficio llega el viernes")
            await make_move(uow, beto, await uow.entregas.get(code, T3), made, reception.office.moment)

    await reception.office.do(send)
    await reception.revokes(beto)
    return ids


def _name(said: Said) -> str:
    """Return the name of a message; for a card, the moves it offers."""
    match said:
        case EntregaCard(code=code, moves=moves):
            return f"{code} {'+'.join(moves)}".replace("accept_unapproved", "unapproved").strip()
        case NotAllowed(units=(_, *_) as units):
            return f"only {' '.join(units)}"
        case FormQuestion(asked=asked):
            return f"asks {asked}"
        case _:
            return SHORT.get(kind_of(said), kind_of(said).replace("_", " "))
