"""Database faults, in one sentence for the operator."""

from storage.faults import DatabaseFault, fault_of

DATABASE_FAULTS = {
    DatabaseFault.BUSY: (
        "La base de datos está ocupada por otro proceso: espere un momento, o pregunte a quien administra "
        "el equipo qué programa la tiene abierta."
    ),
    DatabaseFault.CROSSED: (
        "Dos procesos pidieron los mismos datos a la vez y PostgreSQL detuvo a uno: intente de nuevo. Nada "
        "quedó escrito a medias."
    ),
    DatabaseFault.FULL: "El disco está lleno: libere espacio. Nada quedó escrito a medias.",
    DatabaseFault.READ_ONLY: (
        "La base de datos o su carpeta es de solo lectura: dé permiso de escritura al usuario que ejecuta "
        "Puntual, o cambie PUNTUAL_DATABASE_URL."
    ),
    DatabaseFault.UNOPENED: (
        "No se puede abrir la base de datos: revise que PUNTUAL_DATABASE_URL nombre un archivo, en una "
        "carpeta donde se pueda escribir."
    ),
    DatabaseFault.NOT_A_DATABASE: (
        "El archivo de PUNTUAL_DATABASE_URL no es una base de datos de SQLite: corrija la ruta o restaure "
        "un respaldo en un archivo nuevo."
    ),
    DatabaseFault.DAMAGED: (
        "La base de datos está dañada: detenga Puntual, conserve el archivo y restaure el último respaldo "
        "con «puntual restore» en uno nuevo."
    ),
    DatabaseFault.DISK: "El disco no deja leer o escribir la base de datos: revise el disco del equipo.",
    DatabaseFault.UNREACHABLE: (
        "No se puede conectar con PostgreSQL: revise que el servidor esté en marcha y su dirección en "
        "PUNTUAL_DATABASE_URL."
    ),
    DatabaseFault.REFUSED: (
        "PostgreSQL rechazó la conexión: revise el usuario, la contraseña y el nombre de la base en "
        "PUNTUAL_DATABASE_URL."
    ),
    DatabaseFault.OTHER: "La base de datos rechazó lo que se le pidió.",
}

OVERTAKEN = "Alguien más cambió lo mismo en este momento y aquí no se guardó nada: intente de nuevo."
"""A concurrent transaction committed first."""


def database_fault(error: BaseException) -> str:
    """Return the sentence; it never quotes the error, which may contain a password."""
    return DATABASE_FAULTS[fault_of(error)]
