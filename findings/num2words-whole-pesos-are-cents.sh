#!/usr/bin/env bash
# num2words 0.5.14: a whole number of pesos is written as that many cents.
#
# Behaviour: with to="currency" an int counts cents and a float or Decimal counts pesos, so that 1500 and 1500.0, equal
#   for Python, differ by a factor of a hundred in words. No warning.
# Seen: 1500 -> "quince pesos con cero centavos"; 1500.0 -> "mil quinientos pesos con cero centavos".
# Guess: equal numbers give equal words: "mil quinientos pesos".
# Why it matters: the amount in words is the one that counts on a receipt or an oficio. A cell of a workbook with a
#   whole amount is read as an int, the next one with cents as a float: one list, two units.
set -euo pipefail
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"
"$d/v/bin/pip" install -q --no-compile --disable-pip-version-check num2words==0.5.14
"$d/v/bin/python" - <<'PY'
from num2words import num2words

whole, same = (num2words(amount, lang="es", to="currency", currency="MXN") for amount in (1500, 1500.0))
print([whole, same])
assert whole == "quince pesos con cero centavos", whole
assert same == "mil quinientos pesos con cero centavos", same
PY
