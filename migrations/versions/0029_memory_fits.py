"""what is learned of how memory fades, and the stability each answer was given at

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

AT_ONCE = 5_000
DECAY = 0.1542
"""By which everything was predicted so far."""


def upgrade():
    op.create_table(
        "memory_fits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Double(), nullable=False) for name in ("longer", "decay", "loss_before", "loss_after")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memory_fits")),
        sa.CheckConstraint("longer > 0 AND decay > 0", name=op.f("ck_memory_fits_curve")),
    )
    with op.batch_alter_table("recalls") as recalls:
        recalls.add_column(sa.Column("stability", sa.Double(), nullable=True))
    _fill(op.get_bind())


def _fill(bind):
    """What was predicted, solved for the stability: R = (1 + F t / S) ** -d."""
    recalls = sa.table("recalls", *(sa.column(name) for name in ("id", "since_days", "predicted", "stability")))
    told = (recalls.c.since_days > 0, recalls.c.predicted > 0, recalls.c.predicted < 1)
    factor, last = 0.9 ** (-1 / DECAY) - 1, 0
    some = sa.select(recalls.c.id, recalls.c.since_days, recalls.c.predicted).where(*told).order_by(recalls.c.id)
    while rows := bind.execute(some.where(recalls.c.id > last).limit(AT_ONCE)).all():
        filled = [
            {"one": one, "days": factor * since / (predicted ** (-1 / DECAY) - 1)} for one, since, predicted in rows
        ]
        bind.execute(
            sa.update(recalls).where(recalls.c.id == sa.bindparam("one")).values(stability=sa.bindparam("days")), filled
        )
        last = rows[-1].id


def downgrade():
    with op.batch_alter_table("recalls") as recalls:
        recalls.drop_column("stability")
    op.drop_table("memory_fits")
