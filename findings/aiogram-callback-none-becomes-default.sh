#!/usr/bin/env bash
# aiogram 3.31.0: a button that says "no value" comes back with the default value.
#
# Behaviour: CallbackData packs None as an empty part, and unpacks an empty part as the default of the field. For a
#   field whose default is not None, None is lost on the way through the button. Nothing warns of it.
# Seen: Meta(valor=None).pack() is "m:"; Meta.unpack("m:") has valor=100.
# Guess: unpack(x.pack()) == x for every value that the type allows.
# Why it matters: "sin meta" is a real answer for an indicator. A button for it, in a class whose usual target is
#   100, would record a target of 100 that nobody gave.
set -euo pipefail
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"
"$d/v/bin/pip" install -q --no-compile --disable-pip-version-check aiogram==3.31.0
"$d/v/bin/python" - <<'PY'
from aiogram.filters.callback_data import CallbackData


class Meta(CallbackData, prefix="m"):
    valor: int | None = 100


sent = Meta(valor=None)
back = Meta.unpack(sent.pack())
print(repr(sent), "->", repr(sent.pack()), "->", repr(back))
assert sent.pack() == "m:"
assert back.valor == 100
PY
