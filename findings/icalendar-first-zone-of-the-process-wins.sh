#!/usr/bin/env bash
# icalendar 7.3.2: the first file read decides the hours of every later file with the same zone name.
#
# Behaviour: a VTIMEZONE with a name outside the IANA list is kept for the whole process under that name. A later
#   calendar that brings its own, other VTIMEZONE under the same name is read with the rules of the first one.
#   The order of reading decides, and nothing is said.
# Seen: a file of 2026 (no summer time: -06:00) reads 09:00-06:00 when it is first, 09:00-05:00 when a file
#   written before October 2022 (with summer time) was read earlier in the same process.
# Guess: each calendar is read with the zone that it carries; reading one file does not change another.
# Why it matters: Outlook writes "Central Standard Time (Mexico)" with its rules. One old invitation sent to the bot
#   would move every meeting and deadline of July read afterwards by an hour, until the bot is started again.
set -euo pipefail
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"
"$d/v/bin/pip" install -q --no-compile --disable-pip-version-check icalendar==7.3.2
cat > "$d/show.py" <<'PY'
import sys

import icalendar

NAME = "Central Standard Time (Mexico)"
STANDARD = ["BEGIN:STANDARD", "DTSTART:16010101T000000", "TZOFFSETFROM:-0600", "TZOFFSETTO:-0600", "END:STANDARD"]
SUMMER = [
    "BEGIN:STANDARD", "DTSTART:16011028T020000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    "TZOFFSETFROM:-0500", "TZOFFSETTO:-0600", "END:STANDARD",
    "BEGIN:DAYLIGHT", "DTSTART:16010401T020000", "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=4",
    "TZOFFSETFROM:-0600", "TZOFFSETTO:-0500", "END:DAYLIGHT",
]  # fmt: skip


def calendar(rules):
    zone = ["BEGIN:VTIMEZONE", f"TZID:{NAME}", *rules, "END:VTIMEZONE"]
    event = ["BEGIN:VEVENT", "UID:1", "DTSTAMP:20260701T000000Z", f"DTSTART;TZID={NAME}:20260715T090000", "END:VEVENT"]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ejemplo//ES", *zone, *event, "END:VCALENDAR", ""]
    return icalendar.Calendar.from_ical("\r\n".join(lines))


seen = {}
for name in sys.argv[1:]:
    calendar_read = calendar(SUMMER if name == "old" else STANDARD)
    seen[name] = calendar_read.walk("VEVENT")[0]["dtstart"].dt.isoformat()
print(seen["new"])
PY
alone=$("$d/v/bin/python" "$d/show.py" new)
after=$("$d/v/bin/python" "$d/show.py" old new)
echo "the new file alone:             $alone"
echo "the new file after an old file: $after"
[ "$alone" = "2026-07-15T09:00:00-06:00" ]
[ "$after" = "2026-07-15T09:00:00-05:00" ]
