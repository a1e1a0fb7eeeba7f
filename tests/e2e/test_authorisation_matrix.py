"""Who gets what: every command, button, link, file and text, for every role, on own and foreign URs."""

import pytest

from domain.capture.messages import Question
from domain.kit.access import Role
from tests.e2e.matrix import column, name_of, update_of, what_is_told
from tests.e2e.reception import Reception, a_tap, a_text
from tests.facts import ANA, BETO

# The action of a person of 402, then the answer to each role; `·` separates messages.
MATRIX = """
                       | enlace             | titular          | implan           | consulta
/start                 | welcome·menu       | welcome·menu     | welcome·menu     | welcome·menu
/start inline          | welcome·menu       | welcome·menu     | welcome·menu     | welcome·menu
/start wrong-code      | no invitation      | no invitation    | no invitation    | no invitation
/ayuda                 | help               | help             | help             | help
/help                  | help               | help             | help             | help
/whatever              | help               | help             | help             | help
/estado                | status 402         | status 402       | overview         | overview
/estado 402            | status 402         | status 402       | status 402       | status 402
/estado 504            | only 402           | only 402         | status 504       | status 504
/estado 999            | only 402           | only 402         | unknown unit     | unknown unit
/estado 402 3T2025     | status 402         | status 402       | status 402       | status 402
/estado 504 3T2025     | only 402           | only 402         | status 504       | status 504
/estado 3T2025         | status 402         | status 402       | overview         | overview
/estado 402 1T2019     | no programme       | no programme     | no programme     | no programme
/estado 504 1T2019     | only 402           | only 402         | no programme     | no programme
/estado 5T2025         | unknown period     | unknown period   | unknown period   | unknown period
/estado particular     | status 402         | status 402       | status 402       | status 402
/estado planeación     | only 402           | only 402         | status 504       | status 504
/estado tesorería      | only 402           | only 402         | units not found  | units not found
/estado PP 8           | group 402          | group 402        | group 402        | group 402
/estado PP 4           | only 402           | only 402         | group 504        | group 504
/estado PP 99          | only 402           | only 402         | units not found  | units not found
/estado eje 9          | only 402           | only 402         | units not found  | units not found
/estado gobierno       | group 402          | group 402        | unit choice      | unit choice
/estado 402 detalle    | status detail      | status detail    | status detail    | status detail
/estado 504 detalle    | only 402           | only 402         | status detail    | status detail
/estado 999 detalle    | only 402           | only 402         | unknown unit     | unknown unit
/estado gráfica        | status chart       | status chart     | overview         | overview
/estado 504 gráfica    | only 402           | only 402         | status chart     | status chart
estado particular 2T2025 | status 402         | status 402       | status 402       | status 402
ver 504                | only 402           | only 402         | status 504       | status 504
ver detalle            | status detail      | status detail    | overview         | overview
trimestre anterior     | status 402         | status 402       | overview         | overview
/estado 504 anterior   | only 402           | only 402         | status 504       | status 504
estado planeación      | only 402           | only 402         | status 504       | status 504
tap sd:402:3T2025:0    | status detail      | status detail    | status detail    | status detail
tap sd:504:3T2025:0    | only 402           | only 402         | status detail    | status detail
tap sd:999:3T2025:0    | only 402           | only 402         | unknown unit     | unknown unit
tap sg:402:3T2025:0    | status chart       | status chart     | status chart     | status chart
tap sg:504:3T2025:0    | only 402           | only 402         | status chart     | status chart
tap sp:8:3T2025:0      | group 402          | group 402        | group 402        | group 402
tap sp:4:3T2025:9      | only 402           | only 402         | group 504        | group 504
tap sp:99:3T2025:0     | only 402           | only 402         | units not found  | units not found
tap se:9:3T2025:0      | only 402           | only 402         | units not found  | units not found
/pendientes            | pending to capture | pending          | summary          | not allowed
/pendientes 3T2025     | pending to capture | pending          | summary          | not allowed
/pendientes 5T2025     | unknown period     | unknown period   | unknown period   | not allowed
/resumen               | not allowed        | not allowed      | summary          | not allowed
/resumen todas         | not allowed        | not allowed      | summary          | not allowed
/resumen imagen        | not allowed        | not allowed      | gaps picture     | not allowed
/resumen excel 3T2025  | not allowed        | not allowed      | gaps book        | not allowed
/resumen 5T2025        | not allowed        | not allowed      | unknown period   | not allowed
/simular               | not allowed        | not allowed      | simulation       | not allowed
/simular mañana        | not allowed        | not allowed      | simulation       | not allowed
/simular 24 a 30 sep   | not allowed        | not allowed      | simulation       | not allowed
/simular 3T2025        | not allowed        | not allowed      | simulation       | not allowed
/simular algún día     | not allowed        | not allowed      | simulation not taken | not allowed
/plantilla             | template 402       | not allowed      | name a unit      | not allowed
/plantilla 402 3T2025  | template 402       | not allowed      | template 402     | not allowed
/plantilla 504         | only 402           | not allowed      | template 504     | not allowed
/plantilla 999         | only 402           | not allowed      | unknown unit     | not allowed
/plantilla 402 1T2019  | no programme       | not allowed      | no programme     | not allowed
/plantilla 5T2025      | unknown period     | not allowed      | unknown period   | not allowed
/verificar             | acuse unknown      | acuse unknown    | acuse unknown    | acuse unknown
/verificar 0000000000  | acuse unknown      | acuse unknown    | acuse unknown    | acuse unknown
/start v_0000000000    | acuse unknown      | acuse unknown    | acuse unknown    | acuse unknown
/capturar              | pending to capture | not allowed      | not allowed      | not allowed
/capturar 7            | question 402       | not allowed      | not allowed      | not allowed
/capturar 1            | unknown indicator  | not allowed      | not allowed      | not allowed
/capturar 7 ur 402     | question 402       | not allowed      | not allowed      | not allowed
/capturar 7 ur 504     | unknown indicator  | not allowed      | not allowed      | not allowed
/capturar 1 ur 504     | unknown indicator  | not allowed      | not allowed      | not allowed
/narrativa             | narrative not taken | not allowed      | not allowed      | not allowed
/narrativa 7           | narrative not taken | not allowed      | not allowed      | not allowed
/narrativa 1           | unknown indicator  | not allowed      | not allowed      | not allowed
escribir la narrativa  | narrative not taken | no open question | no open question | no open question
narrativa de 7.1       | narrative not taken | no open question | no open question | no open question
narrativa libre        | no open question   | no open question | no open question | no open question
tap n:{own}:3T2025     | narrative not taken | not allowed      | not allowed      | not allowed
tap n:{foreign}:3T2025 | old button         | not allowed      | not allowed      | not allowed
tap n:999999:3T2025    | old button         | not allowed      | not allowed      | not allowed
/cancelar              | nothing to cancel  | nothing to cancel | nothing to cancel | nothing to cancel
capturar               | pending to capture | not allowed      | not allowed      | not allowed
capturar 7.1           | question 402       | not allowed      | not allowed      | not allowed
quiero capturar la 7.1 | question 402       | not allowed      | not allowed      | not allowed
capturar 1             | unknown indicator  | not allowed      | not allowed      | not allowed
capturar 7 ur 504      | unknown indicator  | not allowed      | not allowed      | not allowed
/corregir 7.1          | question 402       | not allowed      | not allowed      | not allowed
corregir 7.1           | question 402       | not allowed      | not allowed      | not allowed
corregir 1             | unknown indicator  | not allowed      | not allowed      | not allowed
corregir               | no open question   | not allowed      | not allowed      | not allowed
pedir corrección 7.1   | question 402       | no open question | no open question | no open question
hola                   | welcome            | welcome          | welcome          | welcome
¡Buenos días!          | welcome            | welcome          | welcome          | welcome
gracias                | no open question   | no open question | no open question | no open question
sí                     | no open question   | no open question | no open question | no open question
menú                   | help               | help             | help             | help
¿Ayuda?                | help               | help             | help             | help
402                    | status 402         | status 402       | status 402       | status 402
UR 402 detalle         | status detail      | status detail    | status detail    | status detail
504                    | only 402           | only 402         | status 504       | status 504
504 3T2025             | only 402           | only 402         | status 504       | status 504
999                    | only 402           | only 402         | unknown unit     | unknown unit
3T2025                 | status 402         | status 402       | overview         | overview
estado 402             | status 402         | status 402       | status 402       | status 402
estado 504             | only 402           | only 402         | status 504       | status 504
pendientes 3T2025      | pending to capture | pending          | summary          | no open question
entrega 504            | only 402           | only 402         | entrega card     | no open question
resumen 3T2025         | no open question   | no open question | summary          | no open question
Prórroga.              | asks days          | asks days        | not allowed      | not allowed
7.1                    | question 402       | no open question | no open question | no open question
1                      | no open question   | no open question | no open question | no open question
tap o:{own}:3T2025     | question 402       | not allowed      | not allowed      | not allowed
tap m:{own}:3T2025     | question 402       | not allowed      | not allowed      | not allowed
tap o:{foreign}:3T2025 | old button         | not allowed      | not allowed      | not allowed
tap m:{foreign}:3T2025 | old button         | not allowed      | not allowed      | not allowed
tap o:999999:3T2025    | old button         | not allowed      | not allowed      | not allowed
tap o:{own}:3T2019     | old button         | not allowed      | not allowed      | not allowed
tap p:3T2025:0         | pending to capture | pending          | not allowed      | not allowed
tap p:3T2025:99        | pending to capture | pending          | not allowed      | not allowed
tap s:402:2T2025       | status 402         | status 402       | status 402       | status 402
tap s:504:2T2025       | only 402           | only 402         | status 504       | status 504
tap s:999:2T2025       | only 402           | only 402         | unknown unit     | unknown unit
tap g:3T2025           | not allowed        | not allowed      | summary          | not allowed
tap gi:3T2025          | not allowed        | not allowed      | gaps picture     | not allowed
tap gx:3T2025          | not allowed        | not allowed      | gaps book        | not allowed
tap gx:forged          | old button         | old button       | old button       | old button
tap f:1:o0             | old button         | old button       | old button       | old button
tap f:1:p1             | old button         | old button       | old button       | old button
tap f:1:s              | old button         | old button       | old button       | old button
tap f:1:c              | old button         | old button       | old button       | old button
tap f:1:forged         | old button         | old button       | old button       | old button
tap a:1:save:0         | old button         | not allowed      | not allowed      | not allowed
tap a:1:cancel:0       | old button         | not allowed      | not allowed      | not allowed
/prorroga              | asks days          | asks days        | not allowed      | not allowed
/prorroga 402 3T2025   | asks days          | asks days        | not allowed      | not allowed
/prorroga 504          | only 402           | only 402         | not allowed      | not allowed
/prorroga 999          | only 402           | only 402         | not allowed      | not allowed
/prorroga 402 1T2019   | no programme       | no programme     | not allowed      | not allowed
/prorroga 5T2025       | unknown period     | unknown period   | not allowed      | not allowed
/prorrogas             | not allowed        | not allowed      | no prorrogas     | not allowed
/prorrogas 402 conceder | not allowed        | not allowed      | prorroga not taken | not allowed
/prorrogas 504 conceder| not allowed        | not allowed      | prorroga not taken | not allowed
/prorrogas 999 negar   | not allowed        | not allowed      | unknown unit     | not allowed
/cerrar 3T2025         | not allowed        | not allowed      | asks confirm     | not allowed
/cerrar 1T2019         | not allowed        | not allowed      | closing not taken | not allowed
/cerrar 5T2025         | not allowed        | not allowed      | unknown period   | not allowed
/reabrir               | not allowed        | not allowed      | closing not taken | not allowed
/reabrir 402 3T2025    | not allowed        | not allowed      | closing not taken | not allowed
/reabrir 504 3T2025    | not allowed        | not allowed      | closing not taken | not allowed
/relevo                | asks successor     | handover not taken | not allowed      | not allowed
/relevo 402            | asks successor     | handover not taken | not allowed      | not allowed
/relevo 504            | only 402           | only 402         | not allowed      | not allowed
/relevo 999            | only 402           | only 402         | not allowed      | not allowed
tap x:1:grant          | not allowed        | not allowed      | old button       | not allowed
tap x:1:refuse         | not allowed        | not allowed      | old button       | not allowed
tap x:1:other          | not allowed        | not allowed      | old button       | not allowed
tap x:1:forged         | old button         | old button       | old button       | old button
/recordar              | not allowed        | nudge not made   | nudge not made   | not allowed
/recordar 402          | not allowed        | nudge not made   | nudge not made   | not allowed
/recordar 402 3T2025   | not allowed        | nudge not made   | nudge not made   | not allowed
/recordar 402 otra vez | not allowed        | nudge not made   | nudge not made   | not allowed
/recordar 504          | not allowed        | only 402         | nudge not made   | not allowed
/recordar 999          | not allowed        | only 402         | unknown unit     | not allowed
/recordar 402 5T2025   | not allowed        | unknown period   | unknown period   | not allowed
/recordar todas        | not allowed        | only 402         | nudged all       | not allowed
/recordar titulares    | not allowed        | only 402         | nudged all       | not allowed
recordar al enlace     | no open question   | nudge not made   | nudge not made   | no open question
recordar a 504         | no open question   | only 402         | nudge not made   | no open question
recordar a los 28      | no open question   | no open question | nudged all       | no open question
escalar a titulares    | no open question   | no open question | nudged all       | no open question
tap rr:402:3T2025:1    | not allowed        | nudge not made   | nudge not made   | not allowed
tap rr:504:3T2025:1    | not allowed        | only 402         | nudge not made   | not allowed
tap rr:999:3T2025:2    | not allowed        | only 402         | unknown unit     | not allowed
tap ra:3T2025          | not allowed        | not allowed      | nudged all       | not allowed
tap re:3T2025          | not allowed        | not allowed      | nudged all       | not allowed
/posponer              | snooze not taken   | snooze not taken | not allowed      | not allowed
/posponer mañana       | snooze taken       | snooze taken     | not allowed      | not allowed
/posponer algún día    | snooze not taken   | snooze not taken | not allowed      | not allowed
recordarme mañana      | snooze taken       | snooze taken     | no open question | no open question
tap rz:3T2025:2025-09-26:0900 | snooze taken | snooze taken    | not allowed      | not allowed
tap rz:3T2025:2025-10-01:0900 | snooze not taken | snooze not taken | not allowed  | not allowed
tap rz:3T2025:forged:0900 | old button      | old button       | old button       | old button
no me corresponde      | asks indicator     | no open question | no open question | no open question
no me corresponde 7.1  | asks reason        | no open question | no open question | no open question
no me corresponde 1    | unknown indicator  | no open question | no open question | no open question
tap rn:0:3T2025        | asks indicator     | not allowed      | not allowed      | not allowed
tap rn:{own}:3T2025    | asks reason        | not allowed      | not allowed      | not allowed
tap rn:{foreign}:3T2025 | old button        | not allowed      | not allowed      | not allowed
tap rs:{own}:3T2025    | question 402       | not allowed      | not allowed      | not allowed
tap rs:{foreign}:3T2025 | old button        | not allowed      | not allowed      | not allowed
/reasignaciones        | not allowed        | not allowed      | reassignment not taken | not allowed
/reasignaciones 402 sí | not allowed        | not allowed      | reassignment not taken | not allowed
/reasignaciones 504 no | not allowed        | not allowed      | reassignment not taken | not allowed
sí le corresponde 402  | no open question   | no open question | reassignment not taken | no open question
tap rd:1:y             | not allowed        | not allowed      | old button       | not allowed
tap rd:1:n             | not allowed        | not allowed      | old button       | not allowed
tap rd:1:forged        | old button         | old button       | old button       | old button
/historial             | history 402        | history 402      | unit asked       | unit asked
/historial 402         | history 402        | history 402      | history 402      | history 402
/historial 402 3T2025  | history 402        | history 402      | history 402      | history 402
/historial 504 3T2025  | only 402           | only 402         | history 504      | history 504
/historial 999         | only 402           | only 402         | unknown unit     | unknown unit
/personas              | not allowed        | not allowed      | people list      | not allowed
/personas 402          | not allowed        | not allowed      | people list      | not allowed
/personas 504          | not allowed        | not allowed      | people list      | not allowed
/personas 999          | not allowed        | not allowed      | unknown unit     | not allowed
/unidades              | not allowed        | not allowed      | unit list        | not allowed
/metas                 | not allowed        | not allowed      | unit asked       | not allowed
/metas 402             | not allowed        | not allowed      | goal list        | not allowed
/metas 504             | not allowed        | not allowed      | goal list        | not allowed
/metas 999             | not allowed        | not allowed      | unknown unit     | not allowed
/umbrales              | not allowed        | not allowed      | unit asked       | not allowed
/umbrales 402          | not allowed        | not allowed      | rules list       | not allowed
/umbrales 504          | not allowed        | not allowed      | rules list       | not allowed
/variables             | not allowed        | not allowed      | unit asked       | not allowed
/variables 402         | not allowed        | not allowed      | variable list    | not allowed
/variables 504         | not allowed        | not allowed      | variable list    | not allowed
/variables 999         | not allowed        | not allowed      | unknown unit     | not allowed
/contar                | not allowed        | not allowed      | unit asked       | not allowed
/contar 402            | not allowed        | not allowed      | asks indicator   | not allowed
/contar 504            | not allowed        | not allowed      | asks indicator   | not allowed
/ayuda ¿qué oficio uso? | help asked        | help asked       | help             | help
/ayuda eh              | form refused      | form refused     | help             | help
/atencion              | not allowed       | not allowed      | asks unit        | not allowed
responder 999          | no open question  | no open question | old button       | no open question
tap qa:999             | not allowed       | not allowed      | old button       | not allowed
tap qa:forged          | old button        | old button       | old button       | old button
/calendario            | calendar text    | calendar text    | calendar text    | calendar text
/calendario 402        | calendar text    | calendar text    | calendar text    | calendar text
/calendario 504        | only 402         | only 402         | calendar text    | calendar text
/calendario 999        | only 402         | only 402         | unknown unit     | unknown unit
/calendario 4T2025     | calendar text    | calendar text    | calendar text    | calendar text
/calendario 5T2025     | unknown period   | unknown period   | unknown period   | unknown period
/inhabiles             | inhabil list     | inhabil list     | inhabil list     | inhabil list
/inhabiles 2030        | inhabil list     | inhabil list     | inhabil list     | inhabil list
/inhabiles antes       | inhabil not taken | inhabil not taken | inhabil not taken | inhabil not taken
/escalera              | not allowed      | not allowed      | ladder list      | not allowed
/horario               | asks hours       | asks hours       | asks hours       | asks hours
/horario 10 a 15       | hours set        | hours set        | hours set        | hours set
/horario de noche      | form refused     | form refused     | form refused     | form refused
cambiar fecha          | no open question | no open question | asks unit        | no open question
cambiar fecha 402 4T2025 | no open question | no open question | asks which       | no open question
cambiar fecha 999      | no open question | no open question | unknown unit     | no open question
cambiar fecha 5T2025   | no open question | no open question | no open question | no open question
agregar inhábil        | no open question | no open question | asks days        | no open question
quitar inhábil         | no open question | no open question | inhabil not taken | no open question
cambiar escalera       | no open question | no open question | asks recipient   | no open question
tap cal:dates:402:4T2025 | not allowed      | not allowed      | asks which       | not allowed
tap cal:dates:504:4T2025| not allowed        | not allowed      | asks which       | not allowed
tap cal:dates::        | not allowed      | not allowed      | asks unit        | not allowed
tap cal:dates:999:     | not allowed      | not allowed      | unknown unit     | not allowed
tap cal:add::          | not allowed      | not allowed      | asks days        | not allowed
tap cal:remove::       | not allowed      | not allowed      | inhabil not taken | not allowed
tap cal:ladder::       | not allowed      | not allowed      | asks recipient   | not allowed
tap cal:forged::       | old button       | old button       | old button       | old button
tap inh:2030           | inhabil list     | inhabil list     | inhabil list     | inhabil list
tap inh:9999           | old button       | old button       | old button       | old button
/causas                | not allowed        | not allowed      | cause list       | not allowed
/invitar               | not allowed        | not allowed      | asks role        | not allowed
/revocar               | not allowed        | not allowed      | asks who         | not allowed
/renombrar             | not allowed        | not allowed      | asks unit        | not allowed
/reprogramar 402       | not allowed        | not allowed      | asks indicator   | not allowed
/reprogramar 504       | not allowed        | not allowed      | asks indicator   | not allowed
/reprogramar           | not allowed        | not allowed      | unit asked       | not allowed
/confirmar 402         | not allowed        | not allowed      | no doubts        | not allowed
/confirmar 504         | not allowed        | not allowed      | no doubts        | not allowed
/ajustar 402           | not allowed        | not allowed      | asks limits      | not allowed
/ajustar 504           | not allowed        | not allowed      | asks limits      | not allowed
reprogramar 402        | no open question   | no open question | asks indicator   | no open question
invitar a todos ya     | no open question   | no open question | no open question | no open question
agregar causa          | no open question   | no open question | asks side        | no open question
tap d:invite:          | not allowed        | not allowed      | asks role        | not allowed
tap d:revoke:402       | not allowed        | not allowed      | asks who         | not allowed
tap d:rename:          | not allowed        | not allowed      | asks unit        | not allowed
tap d:goals:402        | not allowed        | not allowed      | asks indicator   | not allowed
tap d:goals:999        | not allowed        | not allowed      | unknown unit     | not allowed
tap d:confirm:402      | not allowed        | not allowed      | no doubts        | not allowed
tap d:rules:402        | not allowed        | not allowed      | asks limits      | not allowed
tap d:variable:402     | not allowed        | not allowed      | asks indicator   | not allowed
tap d:revoke:504       | not allowed        | not allowed      | asks who         | not allowed
tap d:goals:504        | not allowed        | not allowed      | asks indicator   | not allowed
tap d:withdraw:        | not allowed        | not allowed      | invitation kept  | not allowed
tap d:withdraw:504     | not allowed        | not allowed      | invitation kept  | not allowed
tap d:withdraw:999     | not allowed        | not allowed      | unknown unit     | not allowed
retirar invitación     | no open question   | no open question | invitation kept  | no open question
retirar invitacion 504 | no open question   | no open question | invitation kept  | no open question
tap d:confirm:504      | not allowed        | not allowed      | no doubts        | not allowed
tap d:rules:504        | not allowed        | not allowed      | asks limits      | not allowed
tap d:variable:504     | not allowed        | not allowed      | asks indicator   | not allowed
tap l:variables:402:0  | not allowed        | not allowed      | variable list    | not allowed
tap d:cause_add:       | not allowed        | not allowed      | asks side        | not allowed
tap d:cause_retire:    | not allowed        | not allowed      | asks cause       | not allowed
tap d:cause_place:     | not allowed        | not allowed      | asks cause       | not allowed
tap l:people:402:0     | not allowed        | not allowed      | people list      | not allowed
tap l:units::1         | not allowed        | not allowed      | unit list        | not allowed
tap l:goals:402:0      | not allowed        | not allowed      | goal list        | not allowed
tap l:people:504:0     | not allowed        | not allowed      | people list      | not allowed
tap l:goals:504:0      | not allowed        | not allowed      | goal list        | not allowed
tap l:variables:504:0  | not allowed        | not allowed      | variable list    | not allowed
tap h:402:3T2025:0     | history 402        | history 402      | history 402      | history 402
tap h:504:3T2025:9     | only 402           | only 402         | history 504      | history 504
tap forged             | old button         | old button       | old button       | old button
file                   | file               | not allowed      | not allowed      | not allowed
sticker                | file               | file             | file             | file
edit                   | edit noticed       | edit noticed     | edit noticed     | edit noticed
"""


@pytest.mark.parametrize("role", Role)
async def test_each_role_gets_what_it_may(reception: Reception, role: Role) -> None:
    ids = await reception.opens()
    await reception.admits(ANA, role)

    wanted = column(MATRIX, role)
    told = {deed: await what_is_told(reception, deed, ids) for deed in wanted}

    assert told == wanted


@pytest.mark.parametrize("role", [Role.ENLACE, Role.TITULAR])
async def test_nobody_learns_whether_a_foreign_unit_exists(reception: Reception, role: Role) -> None:
    await reception.opens()
    await reception.admits(ANA, role)

    asked = ("/estado {}", "/estado {} 2T2025", "/estado {} 1T2019", "/estado {} detalle", "/estado UR {}")
    tapped = ("tap s:{}:2T2025", "tap sd:{}:2T2025:0", "tap sg:{}:2T2025:1")
    for deed in (*asked, *tapped):
        existing = await reception.would_say(update_of(deed.format("504")))
        assert existing == await reception.would_say(update_of(deed.format("999")))


@pytest.mark.parametrize("unit_code", ["402", "504"])
async def test_the_buttons_of_another_person_do_nothing(reception: Reception, unit_code: str) -> None:
    ids = await reception.opens()
    await reception.admits(ANA, Role.ENLACE)
    await reception.admits(BETO, Role.ENLACE, unit_code)
    (question,) = await reception.hears(a_tap(ANA, f"o:{ids['own']}:3T2025"))
    assert isinstance(question, Question)

    said = await reception.hears(a_tap(BETO, f"a:{question.token}:met:0"))

    assert [name_of(each) for each in said] == ["old button"]
    assert await reception.office.avance(ids["own"]) is None
    after = await reception.hears(a_text(ANA, "mucho"))
    assert [name_of(each) for each in after] == ["refused"]


async def test_a_forged_answer_touches_only_the_forgers_own_question(reception: Reception) -> None:
    ids = await reception.opens()
    await reception.admits(ANA, Role.ENLACE)
    await reception.admits(BETO, Role.ENLACE, "504")
    await reception.hears(a_tap(ANA, f"o:{ids['own']}:3T2025"))
    (theirs,) = await reception.hears(a_tap(BETO, f"o:{ids['foreign']}:3T2025"))
    assert isinstance(theirs, Question)

    said = await reception.hears(a_tap(BETO, f"a:{theirs.token}:met:0"))

    assert isinstance(said[0], Question)
    assert said[0].unit_code == "504"
    (refused,) = await reception.hears(a_text(ANA, "mucho"))
    assert name_of(refused) == "refused"


async def test_a_role_that_is_lost_in_the_middle_saves_nothing(reception: Reception) -> None:
    ids = await reception.opens()
    enlace = await reception.admits(ANA, Role.ENLACE)
    await reception.hears(a_tap(ANA, f"m:{ids['own']}:3T2025"))
    (review, _) = await reception.hears(a_text(ANA, "SP/112/2025 24 sep 2025"))
    assert isinstance(review, Question)
    await reception.revokes(enlace)

    said = await reception.hears(a_tap(ANA, f"a:{review.token}:save:0"))

    assert [name_of(each) for each in said] == ["stranger"]
    assert await reception.office.avance(ids["own"]) is None


async def test_an_enlace_of_two_units_may_capture_both(reception: Reception) -> None:
    ids = await reception.opens()
    await reception.admits(ANA, Role.ENLACE, "402")
    await reception.admits(ANA, Role.ENLACE, "504")

    for indicator_id, unit_code in ((ids["own"], "402"), (ids["foreign"], "504")):
        question = (await reception.hears(a_tap(ANA, f"o:{indicator_id}:3T2025")))[0]
        assert isinstance(question, Question)
        assert question.unit_code == unit_code
