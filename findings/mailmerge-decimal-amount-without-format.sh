#!/usr/bin/env bash
# docx-mailmerge2 1.0.3: an amount as Decimal loses its currency format, the same amount as float keeps it.
#
# Behaviour: with the field format \# $#,##0.00 the library builds a Python format with "_" as thousands sign, which
#   Decimal does not know. It warns and writes the bare number. Formats without thousands work with Decimal.
# Seen: 1234.5 gives $1,234.50; Decimal("1234.50") gives 1234.50; with \# 0.00 both give two places.
# Guess: the same "$1,234.50" for both. Decimal is what an amount of money should be.
# Why it matters: amounts in the letters to the areas (budget of a programme, collection of the quarter) would lose
#   the peso sign and the thousands just when the program does its sums right, with Decimal.
set -euo pipefail
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"
"$d/v/bin/pip" install -q --no-compile --disable-pip-version-check docx-mailmerge2==1.0.3 python-docx==1.2.0
cd "$d"
"$d/v/bin/python" -W ignore - <<'PY'
from decimal import Decimal

import docx
import mailmerge
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn


def merged(shown, amount):
    template = docx.Document()
    start = f'<w:fldSimple {nsdecls("w")} w:instr=" MERGEFIELD monto \\# {shown} ">'
    template.add_paragraph()._p.append(parse_xml(f"{start}<w:r><w:t>x</w:t></w:r></w:fldSimple>"))
    template.save("template.docx")
    with mailmerge.MailMerge("template.docx") as letter:
        letter.merge(monto=amount)
        letter.write("letter.docx")
    return "".join(text.text for text in docx.Document("letter.docx").element.body.iter(qn("w:t")))


seen = [merged("$#,##0.00", 1234.5), merged("$#,##0.00", Decimal("1234.50")), merged("0.00", Decimal("1234.5"))]
print(seen)
assert seen == ["$1,234.50", "1234.50", "1234.50"], seen
PY
