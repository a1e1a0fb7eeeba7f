#!/usr/bin/env bash
# xlsx2csv 0.8.6 reading XlsxWriter 3.3.1: a number shown as "3 meses" loses its figure.
#
# Behaviour: the format 0" meses" is valid: digits, then a word in quotes. xlsx2csv finds a letter of dates in the
#   word (d, m, s, y, h), takes the whole format for a date and writes the format itself, with a month or day in
#   the place of some letters. The number is nowhere in the result. A word without those letters gives the figure.
# Seen: 3 meses and 12 meses both become 0" 01eses", 3 obras becomes 0" obras"; 3 lote becomes 3.
# Guess: "3 meses", or 3; in any case something that holds the figure.
# Why it matters: "Días de respuesta" and "Meses de avance" are common units of municipal indicators, and their
#   workbooks show the unit in just this way. Converted to CSV, every row would hold the same meaningless text.
set -euo pipefail
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"
"$d/v/bin/pip" install -q --no-compile --disable-pip-version-check xlsx2csv==0.8.6 XlsxWriter==3.3.1
cd "$d"
"$d/v/bin/python" - <<'PY'
import xlsxwriter

with xlsxwriter.Workbook("a.xlsx") as workbook:
    sheet = workbook.add_worksheet()
    for row, (number, shown) in enumerate([(3, '0" meses"'), (12, '0" meses"'), (3, '0" obras"'), (3, '0" lote"')]):
        sheet.write(row, 0, number, workbook.add_format({"num_format": shown}))
PY
"$d/v/bin/xlsx2csv" a.xlsx | tee a.csv
"$d/v/bin/python" - <<'PY'
import csv

with open("a.csv", encoding="utf-8", newline="") as file:
    [three, twelve, works, lot] = [row[0] for row in csv.reader(file)]
assert three == twelve == '0" 01eses"', (three, twelve)
assert works == '0" obras"', works
assert lot == "3", lot
PY
