#!/usr/bin/env bash
# fpdf2 2.8.9 read by pdfminer.six 20260107: words of a justified paragraph come apart by two spaces.
#
# Behaviour: multi_cell justifies unless told otherwise. fpdf2 stretches the lines by moving the words after a space
#   that it also writes; pdfminer adds a space of its own for the distance. Lines that are not stretched are right.
# Seen: "El  oficio  SP/112/2025  del"; with align="L" "El oficio SP/112/2025 del".
# Guess: single spaces; the file holds one space between the words, and a copy from a viewer gives one.
# Why it matters: whoever searches the text for "oficio SP/112/2025" finds it or not according to where the lines of
#   the letter happened to break.
set -euo pipefail
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"
"$d/v/bin/pip" install -q --no-compile --disable-pip-version-check fpdf2==2.8.9 pdfminer.six==20260107
cd "$d"
"$d/v/bin/python" - <<'PY'
from fpdf import FPDF
from pdfminer.high_level import extract_text

TEXT = "El oficio SP/112/2025 del primer trimestre informa un avance de 97.2 % en obras"


def read(**options):
    letter = FPDF()
    letter.add_page()
    letter.set_font("Helvetica", size=12)
    letter.multi_cell(60, 8, TEXT, **options)
    letter.output("letter.pdf")
    return extract_text("letter.pdf")


justified, left = read(), read(align="L")
print([justified, left])
assert "oficio  SP/112/2025" in justified
assert "oficio SP/112/2025" not in justified
assert "oficio SP/112/2025" in left
PY
