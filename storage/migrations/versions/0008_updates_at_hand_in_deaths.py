"""What was at hand when processes ended is counted."""

from alembic import op
import sqlalchemy as sa

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    op.add_column('inbox', sa.Column('deaths', number, nullable=True))
    op.add_column('inbox', sa.Column('alone_deaths', number, nullable=True))


def downgrade() -> None:
    op.drop_column('inbox', 'alone_deaths')
    op.drop_column('inbox', 'deaths')
