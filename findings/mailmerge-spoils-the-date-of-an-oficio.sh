#!/usr/bin/env bash
# docx-mailmerge2 1.0.3: words in quotes inside a date format are read as parts of the date.
#
# Behaviour: a Word template may hold { MERGEFIELD fecha \@ "d 'de' MMMM 'de' yyyy" }; the quotes mark plain words.
#   The library replaces the d inside 'de' by the day and leaves the quotes in the text; H, h, m, M, s and y go the
#   same way. Month and weekday names come in English.
# Seen: 15 July 2026 gives   15 '15e' July '15e' 2026   and   H:mm 'horas'   gives   9:05 '9ora0'.
# Guess: "15 de julio de 2026" as Word writes it, or "15 de July de 2026" where the language is not known.
# Why it matters: the date line of a Spanish oficio always has its two "de". Every letter merged from an office's
#   own Word template would go out with a spoiled date, and no error.
set -euo pipefail
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"
"$d/v/bin/pip" install -q --no-compile --disable-pip-version-check docx-mailmerge2==1.0.3 python-docx==1.2.0
cd "$d"
"$d/v/bin/python" - <<'PY'
from datetime import datetime

import docx
import mailmerge
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn


def merged(shown):
    template = docx.Document()
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" MERGEFIELD fecha \\@ &quot;{shown}&quot; "/>'
    template.add_paragraph()._p.append(parse_xml(field.replace("/>", "><w:r><w:t>x</w:t></w:r></w:fldSimple>")))
    template.save("template.docx")
    with mailmerge.MailMerge("template.docx") as letter:
        letter.merge(fecha=datetime(2026, 7, 15, 9, 5))
        letter.write("letter.docx")
    return "".join(text.text for text in docx.Document("letter.docx").element.body.iter(qn("w:t")))


day, hour = merged("d 'de' MMMM 'de' yyyy"), merged("H:mm 'horas'")
print(day, "|", hour)
assert day == "15 '15e' July '15e' 2026", day
assert hour == "9:05 '9ora0'", hour
PY
