#!/usr/bin/env bash
# price-parser 0.5.1: a negative amount comes back positive.
#
# Behaviour: Price.fromstring keeps digits and currency and drops the sign, whatever its place, and the accountants'
#   brackets as well. The amount of a fall equals the amount of a rise.
# Seen: "-$1,234.00", "$-1,234.00", "-1,234.00 MXN" and "($1,234.00)" all give 1234.00.
# Guess: -1234.00, or None for what is not a price.
# Why it matters: budget variations and percent changes are negative half of the time. A collection that fell by
#   1,234 pesos would be reported as one that rose.
set -euo pipefail
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"
"$d/v/bin/pip" install -q --no-compile --disable-pip-version-check price-parser==0.5.1
"$d/v/bin/python" - <<'PY'
from price_parser import Price

texts = ["-$1,234.00", "$-1,234.00", "-1,234.00 MXN", "($1,234.00)"]
seen = [str(Price.fromstring(text).amount) for text in texts]
print(dict(zip(texts, seen, strict=True)))
assert seen == ["1234.00"] * 4, seen
PY
