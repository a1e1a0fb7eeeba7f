#!/usr/bin/env bash
# phonenumbers 9.0.43: a Mexican mobile number saved with the 1 after 52 is not even a possible number.
#
# Behaviour: until August 2019 a mobile number of Mexico was written +52 1 and ten digits for calls from abroad, and
#   that is how it stands in contact cards of that time. is_possible_number says no, and E.164 keeps the 1.
# Seen: +52 1 771 123 4567 -> not possible, not valid, "+5217711234567"; +52 771 123 4567 -> valid.
# Guess: a number that is brought to +527711234567; at least two spellings that are recognised as one number.
# Why it matters: an area's contact card from an old phone names the person who reports. It would be refused, or kept
#   as another person than the one with the same ten digits.
set -euo pipefail
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"
"$d/v/bin/pip" install -q --no-compile --disable-pip-version-check phonenumbers==9.0.43
"$d/v/bin/python" - <<'PY'
import phonenumbers as p


def read(text):
    number = p.parse(text, "MX")
    return p.is_possible_number(number), p.is_valid_number(number), p.format_number(number, p.PhoneNumberFormat.E164)


old, new = read("+52 1 771 123 4567"), read("+52 771 123 4567")
print(old, new)
assert old == (False, False, "+5217711234567"), old
assert new == (True, True, "+527711234567"), new
assert p.is_number_match("+5217711234567", "+527711234567") != p.MatchType.EXACT_MATCH
PY
