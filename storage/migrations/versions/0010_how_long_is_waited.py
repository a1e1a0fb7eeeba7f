"""Beside each instant that is waited for, when it was set."""

from alembic import op
import sqlalchemy as sa
from storage import types

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

COLUMNS = (
    ('inbox', 'waits_since'),
    ('outbox', 'waits_since'),
    ('outbox', 'deferred_at'),
    ('pace', 'since'),
    ('lease', 'since'),
    ('paper_order', 'claimed_at'),
)


def upgrade() -> None:
    for table, column in COLUMNS:
        op.add_column(table, sa.Column(column, types.UtcDateTime(), nullable=True))


def downgrade() -> None:
    for table, column in reversed(COLUMNS):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column(column)
