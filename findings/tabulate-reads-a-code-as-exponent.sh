#!/usr/bin/env bash
# tabulate 0.10.0: the code 2E5 is printed as 200000, while 007 stays 007.
#
# Behaviour: a column in which every text can be read as a number with an exponent is printed as numbers: 2E5 becomes
#   200000. A column of 007 and 012 keeps its zeros, so that a first trial with folios finds nothing.
#   disable_numparse=True keeps both.
# Seen: "007  200000" and "012  30" for the rows 007, 2E5 and 012, 3E1.
# Guess: texts stay texts; or, if they are parsed, 007 becomes 7 as well.
# Why it matters: codes of administrative units and spending lines are a digit, a letter and a digit. A table sent to
#   the chat would name units that do not exist, for those whose letter happens to be E.
set -euo pipefail
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"
"$d/v/bin/pip" install -q --no-compile --disable-pip-version-check tabulate==0.10.0
"$d/v/bin/python" - <<'PY'
from tabulate import tabulate

rows = [["007", "2E5"], ["012", "3E1"]]
parsed = [line.split() for line in tabulate(rows, tablefmt="plain").splitlines()]
kept = [line.split() for line in tabulate(rows, tablefmt="plain", disable_numparse=True).splitlines()]
print(parsed, kept)
assert parsed == [["007", "200000"], ["012", "30"]], parsed
assert kept == rows, kept
PY
