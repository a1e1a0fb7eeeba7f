#!/usr/bin/env bash
# pendulum 3.3.0: from_format in Spanish cannot read the date that format has just written.
#
# Behaviour: text in square brackets is literal for format(). from_format() with locale="es" replaces the letters of
#   formats inside the brackets all the same: the d of [de] becomes a pattern for the day of the week. Once, the
#   text does not match; twice, the pattern holds the same group two times and re.error comes out.
# Seen: format gives "15 de julio de 2026"; reading it with the same format raises re.error "redefinition of group
#   name 'd'". In English "D [of] MMMM YYYY" works both ways.
# Guess: what format() writes with a format, from_format() reads with the same one.
# Why it matters: "15 de julio de 2026" is the only way in which oficios write a date. The failure is not even a
#   ValueError, so that the clause for bad dates does not catch it.
set -euo pipefail
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"
"$d/v/bin/pip" install -q --no-compile --disable-pip-version-check pendulum==3.3.0
"$d/v/bin/python" - <<'PY'
import re

import pendulum

SPANISH = "D [de] MMMM [de] YYYY"
written = pendulum.datetime(2026, 7, 15).format(SPANISH, locale="es")
try:
    read = str(pendulum.from_format(written, SPANISH, locale="es"))
except re.error as error:
    read = f"re.error: {error}"
english = pendulum.from_format("15 of July 2026", "D [of] MMMM YYYY")
print(written, "->", read)
assert written == "15 de julio de 2026", written
assert read.startswith("re.error: redefinition of group name 'd'"), read
assert english.to_date_string() == "2026-07-15"
PY
