"""Files that are being read are noted."""

from alembic import op
import sqlalchemy as sa
from storage import types

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'file_reading',
        sa.Column('sha256', sa.Text(), nullable=False),
        sa.Column('tries', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('begun_at', types.UtcDateTime(), nullable=False),
        sa.Column('ended_as', sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint('sha256', name=op.f('pk_file_reading')),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table('file_reading')
