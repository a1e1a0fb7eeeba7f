#!/usr/bin/env bash
# SheetJS (npm xlsx) 0.18.5: a day written into a workbook in Mexico City becomes the day before.
#
# Behaviour: with the zone America/Mexico_City, new Date(2026, 6, 15) given to aoa_to_sheet, and the text
#   15-jul-26 of a CSV, are stored as 46217.99958333333 instead of 46218. The 36 seconds come from the local mean
#   time of 1899 (UTC-6:36:36), with which the library counts the days since the start of Excel's calendar.
# Seen: "7/14/26" in both cases; with the zone UTC "7/15/26".
# Guess: local midnight of 15 July is shown as 15 July, whatever the zone.
# Why it matters: offices make their lists of due dates with web pages that use this library. The workbook that
#   reaches Puntual then really says 14 July, a cut-off day earlier than the one that was typed.
set -euo pipefail
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
cd "$d"
npm install --silent --no-audit --no-fund xlsx@0.18.5 >/dev/null
cat > show.js <<'JS'
const X = require('xlsx');
const made = X.utils.aoa_to_sheet([[new Date(2026, 6, 15)]]).A1;
const read = X.read('corte\n15-jul-26\n', { type: 'string' }).Sheets.Sheet1.A2;
console.log([made.v, made.w, read.v, read.w].join(' '));
JS
mexico=$(TZ=America/Mexico_City node show.js)
utc=$(TZ=UTC node show.js)
echo "Mexico City: $mexico"
echo "UTC:         $utc"
[ "$mexico" = "46217.99958333333 7/14/26 46217.99958333333 7/14/26" ]
[ "$utc" = "46218 7/15/26 46218 7/15/26" ]
