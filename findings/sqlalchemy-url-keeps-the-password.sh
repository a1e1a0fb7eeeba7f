#!/usr/bin/env bash
# SQLAlchemy 2.1.9: URL.set(password=None) keeps the password.
#
# Behaviour: set() takes None as "not given", so that no part of an address can be taken away with it. The same call
#   with username=None or database=None returns an equal address. Nothing is raised.
# Seen: .set(password=None).password is still "secreta"; .set(password="") writes "usuario:@host".
# Guess: an address without the password, as the signature allows None and the attribute is None when there is none.
# Why it matters: an address is cleaned in this way before it is shown in a check of the installation or given to a
#   program that takes the password from its own file. The password of the municipality's database goes along.
set -euo pipefail
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"
"$d/v/bin/pip" install -q --no-compile --disable-pip-version-check SQLAlchemy==2.1.9
"$d/v/bin/python" - <<'PY'
from sqlalchemy import make_url

url = make_url("postgresql://usuario:secreta@host/puntual")
kept = url.set(password=None)
empty = url.set(password="").render_as_string(hide_password=False)
print(kept.render_as_string(hide_password=False), empty)
assert kept == url
assert kept.password == "secreta"
assert empty == "postgresql://usuario:@host/puntual", empty
PY
