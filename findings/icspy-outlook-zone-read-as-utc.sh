#!/usr/bin/env bash
# ics 0.7.3: an hour in a zone that Outlook names is taken for UTC, although the file defines the zone.
#
# Behaviour: DTSTART;TZID=Central Standard Time (Mexico) together with its VTIMEZONE is read as the same hour in UTC.
#   The VTIMEZONE is not looked at; only names of the IANA list are known. No warning, no error.
# Seen: 09:00+00:00; the same event with TZID=America/Mexico_City gives 09:00-06:00.
# Guess: 09:00-06:00, for RFC 5545 makes the VTIMEZONE of the file the meaning of the name; at worst an error.
# Why it matters: municipal offices send invitations from Outlook. A delivery at nine in the morning would be
#   announced for three in the morning in Mexico.
set -euo pipefail
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"
"$d/v/bin/pip" install -q --no-compile --disable-pip-version-check ics==0.7.3 tatsu==5.15.1
"$d/v/bin/python" - <<'PY'
import ics


def begin_of(zone):
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ejemplo//ES",
        "BEGIN:VTIMEZONE", f"TZID:{zone}", "BEGIN:STANDARD", "DTSTART:16010101T000000",
        "TZOFFSETFROM:-0600", "TZOFFSETTO:-0600", "END:STANDARD", "END:VTIMEZONE",
        "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260701T000000Z", f"DTSTART;TZID={zone}:20260715T090000", "END:VEVENT",
        "END:VCALENDAR", "",
    ]  # fmt: skip
    [event] = ics.Calendar("\r\n".join(lines)).events
    return event.begin.isoformat()


outlook, iana = begin_of("Central Standard Time (Mexico)"), begin_of("America/Mexico_City")
print("zone named by Outlook:", outlook)
print("zone of the IANA list:", iana)
assert outlook == "2026-07-15T09:00:00+00:00", outlook
assert iana == "2026-07-15T09:00:00-06:00", iana
PY
