"""Triggers that let nobody change or remove an entry of the audit trail, on both databases.

A migration that rebuilds the table on SQLite loses them and has to create them again.
"""

REFUSAL = "audit is append-only"

SQLITE = (
    f"CREATE TRIGGER audit_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"CREATE TRIGGER audit_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
)
FUNCTION = f"""
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$
"""
CHANGE = """
CREATE TRIGGER audit_change BEFORE UPDATE OR DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()
"""
TRUNCATE = """
CREATE TRIGGER audit_truncate BEFORE TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()
"""
GUARDS = {"sqlite": SQLITE, "postgresql": (FUNCTION, CHANGE, TRUNCATE)}
RELEASES = {
    "sqlite": ("DROP TRIGGER audit_update", "DROP TRIGGER audit_delete"),
    "postgresql": (
        "DROP TRIGGER audit_change ON audit",
        "DROP TRIGGER audit_truncate ON audit",
        "DROP FUNCTION refuse_audit_change",
    ),
}
