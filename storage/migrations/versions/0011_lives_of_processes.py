"""Processes say when they begin, and take that back when they end well."""

from alembic import op
import sqlalchemy as sa
from storage import types

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'life',
        sa.Column('id', sa.Text(), nullable=False),
        sa.Column('host', sa.Text(), nullable=False),
        sa.Column('pid', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('begun_at', types.UtcDateTime(), nullable=False),
        sa.Column('found_dead_at', types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_life')),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table('life')
