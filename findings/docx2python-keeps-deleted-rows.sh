#!/usr/bin/env bash
# docx2python 3.7.1: a table row deleted with tracked changes is read as if it were there.
#
# Behaviour: a row that was deleted while changes are tracked carries w:trPr/w:del; Word strikes it out, and drops it
#   when the changes are accepted. docx2python leaves out deleted words (w:del around a run) but keeps such a row.
# Seen: the row "0112 / 12" comes back; mammoth 1.13.0 reads only the heading from the same file.
# Guess: as it drops deleted words it drops deleted rows; the text is what stands when all changes are accepted.
# Why it matters: an area takes an indicator out of its table with the changes tracked and sends the document. The
#   figure that was withdrawn would be recorded.
set -euo pipefail
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"
"$d/v/bin/pip" install -q --no-compile --disable-pip-version-check docx2python==3.7.1 python-docx==1.2.0 mammoth==1.13.0
cd "$d"
"$d/v/bin/python" - <<'PY'
import docx
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python

W = nsdecls("w")
report = docx.Document()
words = report.add_paragraph("Avance")
words._p.append(parse_xml(f'<w:del {W} w:id="1" w:author="R"><w:r><w:delText> viejo</w:delText></w:r></w:del>'))
table = report.add_table(rows=2, cols=2)
for cell, text in zip([*table.rows[0].cells, *table.rows[1].cells], ["UR", "Valor", "0112", "12"], strict=True):
    cell.text = text
table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {W} w:id="2" w:author="R"/>'))
report.save("report.docx")

with docx2python("report.docx") as read:
    kept = read.text.split()
with open("report.docx", "rb") as file:
    accepted = mammoth.extract_raw_text(file).value.split()
print(kept, accepted)
assert kept == ["Avance", "UR", "Valor", "0112", "12"], kept
assert accepted == ["Avance", "UR", "Valor"], accepted
PY
