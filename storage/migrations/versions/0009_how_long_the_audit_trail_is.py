"""The database counts how long the audit trail is and keeps with which hash it ends."""

from alembic import op
import sqlalchemy as sa
from storage import append_only

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
TAKE = """
INSERT INTO audit_head (id, length, unchained, last_id, head)
SELECT 1, count(*), sum(CASE WHEN hash IS NULL THEN 1 ELSE 0 END), max(id),
  (SELECT hash FROM audit ORDER BY id DESC LIMIT 1)
FROM audit HAVING count(*) > 0
"""


def upgrade() -> None:
    op.create_table(
        'audit_head',
        sa.Column('id', NUMBER, autoincrement=False, nullable=False),
        sa.Column('length', NUMBER, nullable=False),
        sa.Column('unchained', NUMBER, nullable=False),
        sa.Column('last_id', NUMBER, nullable=False),
        sa.Column('head', sa.Text(), nullable=True),
        sa.CheckConstraint('id = 1', name=op.f('ck_audit_head_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_head')),
        sqlite_strict=True,
    )
    op.execute(TAKE)
    dialect = op.get_bind().dialect.name
    for statement in (*append_only.COUNTING[dialect], *append_only.HEAD_GUARDS[dialect]):
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == 'sqlite':
        op.execute('DROP TRIGGER audit_count')
    else:
        op.execute('DROP TRIGGER audit_count ON audit')
        op.execute('DROP FUNCTION count_audit_entry')
    op.drop_table('audit_head')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP FUNCTION guard_audit_head')
