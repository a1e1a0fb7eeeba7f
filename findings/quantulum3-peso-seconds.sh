#!/usr/bin/env bash
# quantulum3 0.10.0: "1200 pesos" is 1200 mexican peso seconds.
#
# Behaviour: the unit "peso" is known, its plural is not: the last s is read as the symbol of the second, and the
#   two are multiplied into one unit. The surface text is given as a sure match.
# Seen: "1200 pesos" -> 1200.0 mexican peso second; "1200 dollars" -> 1200.0 dollar.
# Guess: an amount in Mexican pesos, as with dollars and dollars; or no unit.
# Why it matters: figures of public works and collection come with the word pesos. A reader built on this library
#   would refuse a right figure, or add up two units that are not the same ("1 peso" and "1200 pesos").
set -euo pipefail
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"
"$d/v/bin/pip" install -q --no-compile --disable-pip-version-check quantulum3==0.10.0
"$d/v/bin/python" -W ignore - <<'PY'
from quantulum3 import parser


def read(text):
    [found] = parser.parse(text)
    return found.value, found.unit.name, found.surface


for text in ("1200 pesos", "1200 dollars"):
    print(text, "->", read(text))
assert read("1200 pesos") == (1200.0, "mexican peso second", "1200 pesos")
assert read("1200 dollars")[1] == "dollar"
PY
