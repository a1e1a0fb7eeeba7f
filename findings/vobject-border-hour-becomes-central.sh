#!/usr/bin/env bash
# vobject 0.9.9 with zoneinfo: an event of the northern border is written with the hour of Mexico City.
#
# Behaviour: vobject names a zone by its abbreviation, CST, instead of America/Mexico_City, and writes one VTIMEZONE
#   for each name. America/Mexico_City (no summer time since 2022) and America/Matamoros (summer time of the border)
#   are both CST: the second event of the file gets the rules of the first. Nothing warns of it.
# Seen: 09:00-05:00 in Matamoros is read back, by icalendar 7.3.2 too, as 09:00-06:00, an hour later.
# Guess: two VTIMEZONE with the names that zoneinfo gives, and the same instants on reading.
# Why it matters: a calendar for offices of the border and of the centre (or of Sonora, MST, and Ciudad Juárez, MST)
#   invites half of them at the wrong hour from April to October.
set -euo pipefail
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"
"$d/v/bin/pip" install -q --no-compile --disable-pip-version-check vobject==0.9.9 icalendar==7.3.2 tzdata==2026.6
"$d/v/bin/python" - <<'PY'
from datetime import datetime
from zoneinfo import ZoneInfo

import icalendar
import vobject

calendar = vobject.iCalendar()
meant = []
for zone in ("America/Mexico_City", "America/Matamoros"):
    event = calendar.add("vevent")
    event.add("dtstart").value = datetime(2026, 7, 15, 9, tzinfo=ZoneInfo(zone))
    meant.append(event.dtstart.value.isoformat())
text = calendar.serialize()
read = [event["dtstart"].dt.isoformat() for event in icalendar.Calendar.from_ical(text).walk("VEVENT")]
print("meant:", meant)
print("read: ", read)
assert [line for line in text.splitlines() if line.startswith("TZID:")] == ["TZID:CST"]
assert meant == ["2026-07-15T09:00:00-06:00", "2026-07-15T09:00:00-05:00"]
assert read == ["2026-07-15T09:00:00-06:00"] * 2, read
PY
