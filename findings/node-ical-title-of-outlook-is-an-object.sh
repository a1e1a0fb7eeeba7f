#!/usr/bin/env bash
# node-ical (npm) 0.27.2: the title of an event from a Spanish Outlook is an object, not a text.
#
# Behaviour: Outlook writes SUMMARY;LANGUAGE=es-mx:... For a property with a parameter the library gives
#   {params, val} in the place of the string that it gives otherwise. The same field has two types.
# Seen: typeof is "object" with LANGUAGE=es-mx and "string" without; put into a sentence it reads [object Object].
# Guess: a string in both cases. The language of a title does not change what the title is.
# Why it matters: invitations from a municipality's Outlook carry LANGUAGE, those from a phone do not. Tried with
#   one of the second kind, a program announces "[object Object]" to everybody from the first delivery on.
set -euo pipefail
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
cd "$d"
npm install --silent --no-audit --no-fund node-ical@0.27.2 >/dev/null
cat > show.js <<'JS'
const { sync } = require('node-ical');
const title = (property) => {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//ejemplo//ES', 'BEGIN:VEVENT', 'UID:1',
    'DTSTAMP:20260701T000000Z', 'DTSTART;VALUE=DATE:20260715', property, 'END:VEVENT', 'END:VCALENDAR', ''];
  return Object.values(sync.parseICS(lines.join('\r\n'))).find((one) => one.type === 'VEVENT').summary;
};
for (const property of ['SUMMARY:Cierre', 'SUMMARY;LANGUAGE=es-mx:Cierre']) {
  console.log(typeof title(property), `Recuerde: ${title(property)}`);
}
JS
node show.js | tee seen
diff seen - <<'SEEN'
string Recuerde: Cierre
object Recuerde: [object Object]
SEEN
