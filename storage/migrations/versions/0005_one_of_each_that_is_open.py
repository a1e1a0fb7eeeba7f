"""One of each that is open: requests to IMPLAN, reminders put off, reopenings."""

from alembic import op
import sqlalchemy as sa
from storage.migrations.doubles_before import settle_doubles

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

OPEN = (
    ('prorroga', 'uq_prorroga_asked', ['unit_code', 'year', 'quarter'], "state = 'asked'"),
    ('correction', 'uq_correction_asked', ['indicator_id', 'quarter'], "state = 'asked'"),
    ('reassignment', 'uq_reassignment_open', ['person_id', 'indicator_id', 'year'], "state = 'open'"),
    ('snooze', 'uq_snooze_open', ['person_id', 'year', 'quarter'], 'reminded_at IS NULL'),
    ('reopening', 'uq_reopening_running', ['unit_code', 'year', 'quarter'], 'ended_at IS NULL'),
)


def upgrade() -> None:
    settle_doubles(op.get_bind())
    for table, name, columns, condition in OPEN:
        where = {'sqlite_where': sa.text(condition), 'postgresql_where': sa.text(condition)}
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(name, columns, unique=True, **where)


def downgrade() -> None:
    for table, name, _, condition in OPEN:
        where = {'sqlite_where': sa.text(condition), 'postgresql_where': sa.text(condition)}
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_index(name, **where)
