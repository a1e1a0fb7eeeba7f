#!/usr/bin/env bash
# pandas 3.1.1 with holidays 0.109: the calendar of Mexico, handed to pandas, holds no holiday.
#
# Behaviour: holidays.MX() fills itself only when a day is asked of it. pandas takes it as a list and copies what is
#   in it at that moment: nothing. CustomBusinessDay then counts 16 September as a working day, without a warning.
# Seen: one working day after 15 September 2026 is 16 September; with holidays.MX(years=2026) it is 17 September.
#   numpy.busday_count(..., holidays=sorted(holidays.MX())) is wrong in the same way.
# Guess: an object that answers True to "2026-09-16" in holidays.MX() brings that day to pandas too.
# Why it matters: IMPLAN counts the time to answer an oficio in working days, and both libraries are the usual
#   choice. Independence Day would count, and an area would seem late by a day.
set -euo pipefail
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"
"$d/v/bin/pip" install -q --no-compile --disable-pip-version-check pandas==3.1.1 holidays==0.109
"$d/v/bin/python" - <<'PY'
import holidays
import pandas as pd

eve = pd.Timestamp("2026-09-15")
lazy = eve + pd.offsets.CustomBusinessDay(holidays=holidays.MX())
filled = eve + pd.offsets.CustomBusinessDay(holidays=holidays.MX(years=2026))
print("asked itself:", "2026-09-16" in holidays.MX())
print("one working day after 15 September:", lazy.date(), "| with the year named:", filled.date())
assert "2026-09-16" in holidays.MX()
assert str(lazy.date()) == "2026-09-16", lazy
assert str(filled.date()) == "2026-09-17", filled
PY
