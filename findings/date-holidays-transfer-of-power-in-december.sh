#!/usr/bin/env bash
# date-holidays (npm) 3.37.0: Mexico's day of the transfer of power is on 1 December in 2024 and 2030.
#
# Behaviour: the library gives "Transmisión del Poder Ejecutivo Federal" as a public holiday on 1 December of every
#   sixth year. Since the reform of the Constitution of 2014 the term begins on 1 October, from 2024 on.
# Seen: 2018-12-01, 2024-12-01 and 2030-12-01; 1 October 2024 and 2030 are no holidays.
# Guess: 1 December up to 2018, 1 October from 2024 on, as holidays 0.109 for Python has it.
# Why it matters: 1 October opens the month in which the third quarter is reported. Due dates counted in working
#   days would be a day early in that year, and again wrong in December.
set -euo pipefail
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
cd "$d"
npm install --silent --no-audit --no-fund date-holidays@3.37.0 >/dev/null
cat > show.js <<'JS'
const Holidays = require('date-holidays');
const mexico = new Holidays('MX');
for (const year of [2018, 2024, 2030]) {
  const [day] = mexico.getHolidays(year).filter((one) => one.name.startsWith('Transmisi'));
  const isFree = mexico.isHoliday(new Date(year, 9, 1, 12)) !== false;
  console.log(day.date.slice(0, 10), day.type, `1 October: ${isFree}`);
}
JS
node show.js | tee seen
diff seen - <<'SEEN'
2018-12-01 public 1 October: false
2024-12-01 public 1 October: false
2030-12-01 public 1 October: false
SEEN
