"""How stored files were when they were last read is kept."""

from alembic import op
import sqlalchemy as sa
from storage import types

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

FAULTY = sa.text("state <> 'ok'")


def upgrade() -> None:
    op.create_table(
        'file_check',
        sa.Column('sha256', sa.Text(), nullable=False),
        sa.Column('state', sa.Text(), nullable=False),
        sa.Column('checked_at', types.UtcDateTime(), nullable=False),
        sa.Column('found_at', types.UtcDateTime(), nullable=True),
        sa.Column('told_at', types.UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "state IN ('ok', 'altered', 'missing', 'unreadable')", name=op.f('ck_file_check_state')
        ),
        sa.PrimaryKeyConstraint('sha256', name=op.f('pk_file_check')),
        sqlite_strict=True,
    )
    op.create_index(
        'uq_file_check_faulty',
        'file_check',
        ['sha256'],
        unique=True,
        sqlite_where=FAULTY,
        postgresql_where=FAULTY,
    )


def downgrade() -> None:
    op.drop_table('file_check')
