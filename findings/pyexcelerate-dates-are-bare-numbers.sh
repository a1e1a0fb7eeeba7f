#!/usr/bin/env bash
# PyExcelerate 0.13.0: a date is written as a bare number, and the workbook has no styles at all.
#
# Behaviour: new_sheet(..., data=rows) turns date and datetime into Excel's count of days and gives the cell no date
#   format. Readers and Excel see a number. A timedelta, by contrast, becomes text.
# Seen: date(2026, 7, 15) is read back by openpyxl 3.1.5 as 46218.0 with the format General; timedelta(hours=30) as
#   the text "1 day, 6:00:00".
# Guess: a date that Excel shows as a date, as XlsxWriter's default_date_format or openpyxl do.
# Why it matters: the column of due dates in a workbook for the areas would show 46218 instead of 15/07/2026.
set -euo pipefail
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"
"$d/v/bin/pip" install -q --no-compile --disable-pip-version-check PyExcelerate==0.13.0 openpyxl==3.1.5
cd "$d"
"$d/v/bin/python" -W ignore - <<'PY'
from datetime import date, timedelta

import openpyxl
import pyexcelerate

workbook = pyexcelerate.Workbook()
workbook.new_sheet("Cortes", data=[[date(2026, 7, 15), timedelta(hours=30)]])
workbook.save("a.xlsx")
[day, span] = openpyxl.load_workbook("a.xlsx").active[1]
print([(cell.value, cell.number_format) for cell in (day, span)])
assert (day.value, day.number_format) == (46218.0, "General")
assert span.value == "1 day, 6:00:00"
PY
