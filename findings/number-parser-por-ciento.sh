#!/usr/bin/env bash
# number-parser 0.3.2, Spanish: "por ciento" becomes "por 100".
#
# Behaviour: parse(text, language="es") replaces number words by digits. In "por ciento" the word ciento is no
#   number of its own but part of the percentage; it is replaced all the same.
# Seen: "avance del veinte por ciento" -> "avance del 20 por 100"; "el cien por ciento" -> "el 100 por 100".
# Guess: "20 por ciento", as the English "twenty percent" stays "20 percent".
# Why it matters: people dictate or type percentages in words. After this step the sentence holds two numbers, and
#   whoever takes the last one, or multiplies, records 100 for every indicator.
set -euo pipefail
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"
"$d/v/bin/pip" install -q --no-compile --disable-pip-version-check number-parser==0.3.2
"$d/v/bin/python" - <<'PY'
from number_parser import parse

twenty = parse("avance del veinte por ciento", language="es")
hundred = parse("el cien por ciento", language="es")
english = parse("twenty percent", language="en")
print([twenty, hundred, english])
assert [twenty, hundred, english] == ["avance del 20 por 100", "el 100 por 100", "20 percent"]
PY
