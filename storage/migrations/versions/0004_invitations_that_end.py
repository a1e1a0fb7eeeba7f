"""Invitations that end: withdrawn, replaced by a newer one, or to a place that is still held."""

from alembic import op
import sqlalchemy as sa
from storage import types
from storage.migrations.invitations_before import settle_invitations

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

OPEN = sa.text('used_at IS NULL AND ended_as IS NULL')


def upgrade() -> None:
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('name_key', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('invited_by', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('leaver_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.add_column(sa.Column('ended_as', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('ended_at', types.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('ended_by', sa.Text(), nullable=True))

    settle_invitations(op.get_bind())
    # SQLite rebuilds the table, and reflection does not tell that the old one is STRICT.
    with op.batch_alter_table('invitation', schema=None, table_kwargs={'sqlite_strict': True}) as batch_op:
        batch_op.alter_column('name_key', existing_type=sa.Text(), nullable=False)
        batch_op.alter_column('invited_by', existing_type=sa.Text(), nullable=False)
        batch_op.create_check_constraint(op.f('ck_invitation_ended_as'), "ended_as IN ('withdrawn', 'replaced', 'expired')")
        batch_op.create_foreign_key(op.f('fk_invitation_leaver_id_person'), 'person', ['leaver_id'], ['id'])
        batch_op.create_index('uq_invitation_person', ['role', 'unit_code', 'name_key'], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)
        batch_op.create_index('uq_invitation_place', ['unit_code', 'leaver_id'], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    # An older version would accept ended invitations again.
    op.execute("DELETE FROM invitation WHERE ended_as IS NOT NULL")
    with op.batch_alter_table('invitation', schema=None, table_kwargs={'sqlite_strict': True}) as batch_op:
        batch_op.drop_index('uq_invitation_place', sqlite_where=OPEN, postgresql_where=OPEN)
        batch_op.drop_index('uq_invitation_person', sqlite_where=OPEN, postgresql_where=OPEN)
        batch_op.drop_constraint(op.f('fk_invitation_leaver_id_person'), type_='foreignkey')
        batch_op.drop_constraint(op.f('ck_invitation_ended_as'), type_='check')
        for name in ('ended_by', 'ended_at', 'ended_as', 'leaver_id', 'invited_by', 'name_key'):
            batch_op.drop_column(name)
