#!/usr/bin/env bash
# python-docx 1.2.0: with tracked changes, the corrected figure is missing from the text of the paragraph.
#
# Behaviour: Paragraph.text leaves out what stands in w:ins (inserted) as well as what stands in w:del (deleted).
#   Neither the old nor the new reading of the sentence comes out, but one with a hole. No warning.
# Seen: "El avance fue  al cierre." for a sentence where 12 % was corrected to 97.2 %; mammoth 1.13.0 reads
#   "El avance fue 97.2 % al cierre." from the same file, as Word shows it once the changes are accepted.
# Guess: the sentence as it stands now, with 97.2 %; or as it stood before, with 12 %.
# Why it matters: reviewers at IMPLAN correct the areas' reports with the changes tracked. The corrected figure, the
#   one that counts, would be the one that is not found.
set -euo pipefail
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"
"$d/v/bin/pip" install -q --no-compile --disable-pip-version-check python-docx==1.2.0 mammoth==1.13.0
cd "$d"
"$d/v/bin/python" - <<'PY'
import docx
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

W = nsdecls("w")
report = docx.Document()
sentence = report.add_paragraph("El avance fue ")
sentence._p.append(parse_xml(f'<w:del {W} w:id="1" w:author="R"><w:r><w:delText>12 %</w:delText></w:r></w:del>'))
sentence._p.append(parse_xml(f'<w:ins {W} w:id="2" w:author="R"><w:r><w:t>97.2 %</w:t></w:r></w:ins>'))
sentence.add_run(" al cierre.")
report.save("report.docx")

holed = docx.Document("report.docx").paragraphs[0].text
with open("report.docx", "rb") as file:
    whole = mammoth.extract_raw_text(file).value.strip()
print([holed, whole])
assert holed == "El avance fue  al cierre.", holed
assert whole == "El avance fue 97.2 % al cierre.", whole
PY
