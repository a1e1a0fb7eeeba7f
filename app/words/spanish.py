"""An argument parser whose built-in sentences are Spanish."""

import argparse
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    Parsers = argparse._SubParsersAction["Parser"]

SENTENCES = {
    "usage: ": "uso: ",
    "positional arguments": "argumentos",
    "options": "opciones",
    "subcommands": "órdenes",
    "%(heading)s:": "%(heading)s:",
    "show this help message and exit": "muestra esta ayuda y termina",
    "show program's version number and exit": "muestra la versión y termina",
    " (default: %(default)s)": " (si falta: %(default)s)",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s.\nCómo se escribe: %(prog)s -h\n",
    "%(prog)s: warning: %(message)s\n": "%(prog)s: aviso: %(message)s.\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "the following arguments are required: %s": "falta %s",
    "one of the arguments %s is required": "falta una de estas opciones: %s",
    "unrecognized arguments: %s": "sobra o no se conoce: %s",
    "unexpected option string: %s": "no se esperaba %s",
    "not allowed with argument %s": "no puede ir junto con %s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s puede ser %(matches)s",
    "ignored explicit argument %r": "no lleva valor, y se le dio %r",
    "expected one argument": "le falta su valor",
    "expected at most one argument": "admite un valor a lo más",
    "expected at least one argument": "necesita al menos un valor",
    "invalid %(type)s value: %(value)r": "«%(value)s» no es un valor válido",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "«%(value)s» no se conoce; elija entre %(choices)s"
    ),
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "«%(value)s» no se conoce; ¿quiso decir «%(closest)s»? Elija entre %(choices)s"
    ),
    "unknown parser %(parser_name)r (choices: %(choices)s)": (
        "«%(parser_name)s» no se conoce; elija entre %(choices)s"
    ),
    "can't open '%(filename)s': %(error)s": "no se puede abrir %(filename)s: %(error)s",
    'argument "-" with mode %r': "«-» no se puede abrir en el modo %r",
    "command '%(parser_name)s' is deprecated": "la orden %(parser_name)s va a desaparecer",
    "option '%(option)s' is deprecated": "la opción %(option)s va a desaparecer",
    "argument '%(argument_name)s' is deprecated": "%(argument_name)s va a desaparecer",
}
"""The sentences of argparse from Python 3.11 on, with our translations."""
LAST_PORT = 65535
COUNTED = {"expected %s argument": ("necesita %s valor", "necesita %s valores")}


class Parser(argparse.ArgumentParser):
    """A Spanish ArgumentParser; the parsers of its commands are of this class too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        _teach_argparse()
        super().__init__(*args, **kwargs)


def add_command(commands: "Parsers", name: str, does: str, more: str = "") -> Parser:
    """Add a command; its summary appears in the list of commands and opens its own help."""
    sentence = f"{does[0].upper()}{does[1:]}."
    return commands.add_parser(name, help=does, description=f"{sentence} {more}".rstrip())


def whole_number(text: str) -> int:
    """Accept only digits: `int` alone would also read 8_0, ٨٠ and +80."""
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise argparse.ArgumentTypeError(f"«{text}» no es un número entero")
    return int(text)


def port(text: str) -> int:
    number = whole_number(text)
    if not 0 <= number <= LAST_PORT:
        raise argparse.ArgumentTypeError(f"«{text}» no es un puerto; van de 0 a {LAST_PORT}")
    return number


def _teach_argparse() -> None:
    # argparse asks gettext for each sentence, which follows the terminal's language, often none; replacing
    # these two names of its module is the only other way.
    vars(argparse).update(_=_said, ngettext=_counted)


def _said(sentence: str) -> str:
    return SENTENCES.get(sentence, sentence)


def _counted(one: str, many: str, number: int) -> str:
    return COUNTED.get(one, (one, many))[number != 1]
