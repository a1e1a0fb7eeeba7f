"""`puntual demo`: plays the main scenes from reminder to summary with the real bot; a wrong step ends it."""

import logging
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from app.example import example_oficio
from app.stage import CAST, START, Stage, open_stage
from app.transcript import Transcript
from sandbox.chat import NoSuchButton
from sandbox.client import NothingArrived, PersonClient, SandboxClient, SandboxError

PATIENCE = 20.0
"""Seconds that any single answer may take before the demonstration fails."""

NEXT_MORNING = START + timedelta(days=1, minutes=1)
"""The hour of the summary, the day after."""

ABOUT_THE_DATA = (
    "Claves, nombres, metas y resultados son de informes reales; las metas y los oficios de la 402, "
    "y las metas de 2025 de las otras, se pusieron para el ejemplo."
)


async def play(out: Transcript | None = None, *, patience: float = PATIENCE) -> int:
    """Play the story on a fresh stage; return 0 when every step succeeded, else 1."""
    transcript = out or Transcript()
    try:
        with tempfile.TemporaryDirectory(prefix="puntual-demo-") as folder:
            async with open_stage(Path(folder)) as stage, SandboxClient(stage.url) as client:
                cast = {part.name: await client.person(part.user_id, part.name) for part in CAST}
                await Story(stage, transcript, cast, patience).play()
    except (NothingArrived, NoSuchButton, SandboxError) as failure:
        print(f"\nLa demostración falló: {failure}", file=sys.stderr)
        return 1
    transcript.scene("Fin: todo salió como debía")
    return 0


@contextmanager
def only_errors_of(library: str) -> Iterator[None]:
    logger = logging.getLogger(library)
    usual = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(usual)


@dataclass
class Story:
    """The scenes; each step waits for the sentence it must produce."""

    stage: Stage
    transcript: Transcript
    cast: Mapping[str, PersonClient]
    patience: float

    async def play(self) -> None:
        with only_errors_of("apscheduler"):
            await self._play()

    async def _play(self) -> None:
        await self._people_join()
        await self._summary_before()
        await self._reminder_and_first_indicator()
        await self._mistake_and_second_indicator()
        await self._third_indicator_with_file()
        await self._report_is_sent_and_given_back()
        await self._report_is_approved_and_accepted()
        await self._other_unit_begins()
        await self._questions()
        await self._summary_after()

    async def _people_join(self) -> None:
        self.transcript.scene("jue 25 sep 2025, 8:29 · cada quien entra con su invitación")
        self.transcript.note(ABOUT_THE_DATA)
        for part in CAST:
            if part.role is not None:
                person = self.cast[part.name]
                await person.says(f"/start {self.stage.codes[part.user_id]}")
                await self._hears(person, "Usted entra como")

    async def _summary_before(self) -> None:
        self.transcript.scene("8:30 · el resumen de brechas llega al IMPLAN")
        implan = self.cast["IMPLAN"]
        await self._advance()
        await self._hears(implan, "0 completas · 0 incompletas · 3 sin iniciar (3 UR)")
        await self._hears(implan, "Brechas del 3T2025: 20 indicadores de 3 UR.", after=0)

    async def _reminder_and_first_indicator(self) -> None:
        self.transcript.scene("9:00 · el recordatorio es el formulario")
        enlace = self.cast["Enlace 402"]
        await self._advance()
        await self._hears(enlace, "Faltan 3 indicadores. Límite: mar 30 sep (3 días hábiles).")
        await self._taps(enlace, "Componente 7: cumplimos la meta (25 %)", "¿Qué oficio lo comprueba?")
        await self._says(enlace, "Oficio SP/DSAV/112/2025 de fecha 24 de septiembre de 2025", "25 de 25 %")
        await self._taps(enlace, "Guardar", "Guardado. Faltan 2 indicadores.")

    async def _mistake_and_second_indicator(self) -> None:
        self.transcript.scene("un error se dice en palabras llanas")
        enlace = self.cast["Enlace 402"]
        await self._taps(enlace, "Actividad 7.1 · meta 25 %", "¿Cuánto alcanzaron")
        await self._says(enlace, "mucho", "No entendí «mucho» como porcentaje.")
        await self._says(enlace, "26", "1 punto por encima de la meta (25 %)")
        await self._says(enlace, "SP/DSAV/113/2025 24 sep 2025", "26 de 25 %")
        await self._taps(enlace, "Guardar", "Guardado. Falta 1 indicador.")

    async def _third_indicator_with_file(self) -> None:
        self.transcript.scene("debajo de la meta, con el PDF del oficio")
        enlace = self.cast["Enlace 402"]
        await self._taps(enlace, "Actividad 7.2 · meta 25 %", "¿Cuánto alcanzaron")
        await self._says(enlace, "23", "No necesita justificación.")
        await enlace.sends_file("oficio-114.pdf", example_oficio(), "application/pdf")
        await self._hears(enlace, "Leí en el PDF: oficio SP/DSAV/114/2025 (25 sep 2025)")
        await self._taps(enlace, "Sí", "23 de 25 %")
        await self._taps(enlace, "Guardar", "Con esto, 402 completó el 3T2025.")

    async def _report_is_sent_and_given_back(self) -> None:
        self.transcript.scene("la entrega se envía, y el titular devuelve un indicador")
        enlace, titular = self.cast["Enlace 402"], self.cast["Titular 402"]
        await self._taps(enlace, "Enviar entrega", "No falta ningún dato. Para entregarla, toque Enviar.")
        await self._taps(enlace, "Enviar", "Enviada.")
        await self._hears(enlace, "Acuse de envío")
        await self._hears(titular, "Enlace 402 envió la entrega.", after=0)
        await self._taps(titular, "Devolver", "¿Qué indicador tiene una observación?")
        await self._taps(titular, "Actividad 7.1", "¿Qué hay que revisar?")
        await self._says(titular, "Falta la lista de asistencia del taller", "Anotado: Actividad 7.1.")
        await self._taps(titular, "Devolver ya", "Devuelta con 1 observación.")
        await self._hears(enlace, "Titular 402 devolvió la entrega con observaciones.")

    async def _report_is_approved_and_accepted(self) -> None:
        self.transcript.scene("se atiende, recibe el Vo. Bo. y el IMPLAN la acepta")
        enlace, titular, implan = (self.cast[name] for name in ("Enlace 402", "Titular 402", "IMPLAN"))
        await self._says(enlace, "/capturar 7.1", "Observación: «Falta la lista de asistencia del taller»")
        await self._says(enlace, "Minuta del 22 de septiembre de 2025", "Evidencia:")
        await self._taps(enlace, "Guardar", "Ya está atendido lo observado.")
        await self._taps(enlace, "Enviar entrega", "Para entregarla otra vez, toque Enviar.")
        await self._taps(enlace, "Enviar", "Enviada.")
        await self._hears(enlace, "A-402-3T2025-0002")
        await self._hears(titular, "Es el envío número 2.", after=0)
        await self._taps(titular, "Vo. Bo.", "Queda su Vo. Bo.")
        await self._hears(enlace, "Titular 402 dio el Vo. Bo.", after=0)
        await self._hears(implan, "Titular 402 dio el Vo. Bo.", after=0)
        await self._taps(implan, "Aceptar", "Aceptada la entrega de 402.")
        await self._hears(implan, "Acuse de aceptación")
        for person in (enlace, titular):
            await self._hears(person, "IMPLAN aceptó la entrega", after=0)
        code = await self._code_of_the_acuse(enlace)
        await self._says(titular, f"/verificar {code}", "es auténtico.")

    async def _code_of_the_acuse(self, person: PersonClient) -> str:
        said = [each.text for each in await person.messages() if "Acuse de aceptación" in each.text]
        return said[-1].rpartition("/verificar ")[2].strip()

    async def _other_unit_begins(self) -> None:
        self.transcript.scene("otra UR empieza y deja la evidencia para después")
        enlace = self.cast["Enlace 504"]
        await self._hears(enlace, "504 · Instituto Municipal de Planeación", after=0)
        await self._taps(enlace, "Ver los 10: otro valor o sin avance", "¿Cuál captura?")
        await self._taps(enlace, "Actividad 1.1 · PP 4 · meta 25 %", "¿Cuánto alcanzaron")
        await self._says(enlace, "10", "¿Cuál fue la causa?")
        await self._taps(enlace, "Depende de otra área", "Escriba en una frase qué pasó.")
        await self._says(enlace, "La Tesorería entregó el dictamen hasta octubre", "¿qué harán")
        await self._says(enlace, "Se presentará en la sesión de octubre", "¿para qué fecha se recupera?")
        await self._says(enlace, "30 de octubre", "¿Qué oficio lo comprueba?")
        await self._taps(enlace, "Sin evidencia por ahora", "Evidencia: ninguna por ahora.")
        await self._taps(enlace, "Guardar", "Guardado.")

    async def _questions(self) -> None:
        self.transcript.scene("el titular pregunta; quien no tiene invitación no se entera de nada")
        await self._says(self.cast["Titular 402"], "/estado 402", "3 de 3 reportados")
        stranger = self.cast["Persona sin invitación"]
        await self._says(stranger, "/estado 402", "Este bot es para personal del municipio con invitación.")

    async def _summary_after(self) -> None:
        self.transcript.scene("vie 26 sep, 8:30 · al IMPLAN le falta una UR menos")
        await self.stage.clock.to(NEXT_MORNING)
        implan = self.cast["IMPLAN"]
        await self._hears(implan, "1 completa · 1 incompleta · 1 sin iniciar (3 UR)", after=0)
        await self._hears(implan, "Brechas del 3T2025: 17 indicadores de 2 UR.", after=0)

    async def _advance(self) -> None:
        await self.stage.clock.to_next_stop()

    async def _says(self, person: PersonClient, text: str, expected: str) -> None:
        await person.says(text)
        await self._hears(person, expected)

    async def _taps(self, person: PersonClient, label: str, expected: str) -> None:
        await self.transcript.catch_up(person)
        self.transcript.tapped(person, label)
        await person.taps(label)
        await self._hears(person, expected)

    async def _hears(self, person: PersonClient, expected: str, *, after: int | None = None) -> None:
        await person.waits_for(expected, self.patience, after=after)
        await self.transcript.catch_up(person)
