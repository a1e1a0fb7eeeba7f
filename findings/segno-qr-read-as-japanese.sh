#!/usr/bin/env bash
# segno 1.6.6 read by zxing-cpp 3.1.1: a short Spanish text in a QR code comes back with Japanese letters.
#
# Behaviour: segno writes text that fits ISO 8859-1 in that encoding and, as its default, without saying so in the
#   code (ECI). The reader must guess, and takes a lone º, ª, ° or accented capital for half-width katakana.
#   Longer texts mostly come back right, so that a first trial finds nothing.
# Seen: "Nº 5" reads "Nｺ 5", "1.º T" reads "1.ｺ T", "2ª SESIÓN" reads "2ｪ SESIﾓN"; "OBRAS PÚBLICAS" is right.
#   eci=True alone changes nothing, for the encoding is the default one; with encoding="utf-8" all four are right.
# Guess: what one well-kept library writes by the book the other reads, or none of the accented texts is read.
# Why it matters: a QR code on an acuse holds just such short texts (folio, number of the quarter, session). The
#   text that a window clerk reads would differ from the one in the database.
set -euo pipefail
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"
"$d/v/bin/pip" install -q --no-compile --disable-pip-version-check segno==1.6.6 zxing-cpp==3.1.1 pillow==13.0.0 numpy==2.4.6
"$d/v/bin/python" - <<'PY'
import io

import segno
import zxingcpp
from PIL import Image


def read(text, **options):
    picture = io.BytesIO()
    segno.make(text, micro=False, **options).save(picture, kind="png", scale=5)
    picture.seek(0)
    [code] = zxingcpp.read_barcodes(Image.open(picture).convert("L"))
    return code.text


texts = ["Nº 5", "1.º T", "2ª SESIÓN", "OBRAS PÚBLICAS"]
seen = {text: read(text) for text in texts}
print(seen)
print("with eci=True:", [read(text, eci=True) for text in texts])
print("in UTF-8:     ", [read(text, encoding="utf-8") for text in texts])
assert list(seen.values()) == ["Nｺ 5", "1.ｺ T", "2ｪ SESIﾓN", "OBRAS PÚBLICAS"], seen
assert [read(text, eci=True) for text in texts] == list(seen.values())
assert [read(text, encoding="utf-8") for text in texts] == texts
PY
