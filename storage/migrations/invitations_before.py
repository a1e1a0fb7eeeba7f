"""For revision 0004: records whom each invitation is for; of two for one person the newer stays open."""

import unicodedata

from sqlalchemy import Connection, bindparam, column, select, table, update

from storage.types import UtcDateTime

# The table as of that revision, independent of the models.
INVITATION = table(
    "invitation",
    *map(column, ("code_sha256", "role", "unit_code", "name", "name_key", "invited_by")),
    column("created_at", UtcDateTime()),
    column("used_at", UtcDateTime()),
    *map(column, ("ended_as", "ended_by")),
    column("ended_at", UtcDateTime()),
)
UNKNOWN = ""
"""The issuer was not stored then."""


def settle_invitations(connection: Connection) -> None:
    rows = connection.execute(select(INVITATION).order_by(INVITATION.c.created_at)).all()
    named = update(INVITATION).where(INVITATION.c.code_sha256 == bindparam("code"))
    newest = {_whose(row): row for row in rows if row.used_at is None}
    for row in rows:
        values = {"name_key": _key(row.name), "invited_by": UNKNOWN}
        newer = newest.get(_whose(row))
        if row.used_at is None and newer is not row:
            assert newer is not None
            values |= {"ended_as": "replaced", "ended_at": newer.created_at, "ended_by": UNKNOWN}
        connection.execute(named.values(values), {"code": row.code_sha256})


def _whose(row: object) -> tuple[str, str, str]:
    return row.role, row.unit_code, _key(row.name)  # type: ignore[attr-defined]


def _key(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name.casefold())
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(bare.split())
