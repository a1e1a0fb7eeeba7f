#!/usr/bin/env bash
# workalendar 17.0.0: in Mexico's calendar 31 December is a holiday in six years of seven.
#
# Behaviour: Mexico().holidays(year) holds 31 December, "New Year Day substitute", whenever the next 1 January
#   is NOT a Monday. 31 December 2026 is a Thursday and the next day a Friday: nothing is substituted.
# Seen: of the years 2024 to 2033 only 2028 lets 31 December work, and one working day after 30 December 2026 is
#   4 January 2027.
# Guess: 31 December is a working day; at most it is free when 1 January is a Saturday.
# Why it matters: the fourth quarter closes on 31 December. A due date counted in working days would move into
#   the next year, so that a director who answers on the last day would be told that the day does not count.
set -euo pipefail
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"
"$d/v/bin/pip" install -q --no-compile --disable-pip-version-check workalendar==17.0.0
"$d/v/bin/python" - <<'PY'
from datetime import date

from workalendar.america import Mexico

mexico = Mexico()
years = [year for year in range(2024, 2034) if date(year, 12, 31) in dict(mexico.holidays(year))]
last = date(2026, 12, 31)
after = mexico.add_working_days(date(2026, 12, 30), 1)
print("31 December is a holiday in:", years)
print(last, "works:", mexico.is_working_day(last), "| one working day after 30 December:", after)
assert years == [2024, 2025, 2026, 2027, 2029, 2030, 2031, 2032, 2033], years
assert not mexico.is_working_day(last)
assert after == date(2027, 1, 4), after
PY
