"""Triggers that refuse to change or delete an entry of the audit trail, on both databases.

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
# Triggers also keep the length and the last hash of the trail in a table of one row.
COUNT = """
INSERT INTO audit_head (id, length, unchained, last_id, head)
VALUES (1, 1, CASE WHEN NEW.hash IS NULL THEN 1 ELSE 0 END, NEW.id, NEW.hash)
ON CONFLICT (id) DO UPDATE SET length = audit_head.length + 1,
  unchained = audit_head.unchained + excluded.unchained, last_id = excluded.last_id, head = excluded.head;
"""
COUNTING = {
    "sqlite": (f"CREATE TRIGGER audit_count AFTER INSERT ON audit BEGIN {COUNT} END",),
    "postgresql": (
        f"""
CREATE FUNCTION count_audit_entry() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN {COUNT} RETURN NULL; END $$
""",
        "CREATE TRIGGER audit_count AFTER INSERT ON audit FOR EACH ROW EXECUTE FUNCTION count_audit_entry()",
    ),
}
FOLLOWS = """NEW.length = OLD.length + 1 AND NEW.last_id > OLD.last_id
  AND COALESCE(NEW.head, '') = COALESCE((SELECT hash FROM audit WHERE audit.id = NEW.last_id), '')"""
HEAD_GUARDS = {
    "sqlite": (
        f"""
CREATE TRIGGER audit_head_update BEFORE UPDATE ON audit_head WHEN NOT ({FOLLOWS})
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
""",
        f"""
CREATE TRIGGER audit_head_delete BEFORE DELETE ON audit_head BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
""",
    ),
    "postgresql": (
        f"""
CREATE FUNCTION guard_audit_head() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN
  IF TG_OP = 'UPDATE' THEN IF {FOLLOWS} THEN RETURN NEW; END IF; END IF;
  RAISE EXCEPTION '{REFUSAL}';
END $$
""",
        """
CREATE TRIGGER audit_head_change BEFORE UPDATE OR DELETE ON audit_head
FOR EACH ROW EXECUTE FUNCTION guard_audit_head()
""",
        """
CREATE TRIGGER audit_head_truncate BEFORE TRUNCATE ON audit_head
FOR EACH STATEMENT EXECUTE FUNCTION guard_audit_head()
""",
    ),
}
GUARDS = {"sqlite": SQLITE, "postgresql": (FUNCTION, CHANGE, TRUNCATE)}
RELEASES = {
    "sqlite": ("DROP TRIGGER audit_update", "DROP TRIGGER audit_delete"),
    "postgresql": (
        "DROP TRIGGER audit_change ON audit",
        "DROP TRIGGER audit_truncate ON audit",
        "DROP FUNCTION refuse_audit_change",
    ),
}
