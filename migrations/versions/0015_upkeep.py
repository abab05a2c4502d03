"""what the worker did, and imports that outlive who had them

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "round_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=80), nullable=False),
        sa.Column("slot", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["asked_by_id"], ["people.id"], name=op.f("fk_round_runs_asked_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_runs")),
        sa.UniqueConstraint("round", "slot", name=op.f("uq_round_runs_round_slot")),
    )
    op.create_index(op.f("ix_round_runs_round"), "round_runs", ["round"])
    op.create_index(
        op.f("ix_round_runs_open"),
        "round_runs",
        ["round"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    with op.batch_alter_table("roster_imports") as table:
        table.add_column(sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE roster_imports SET state = 'waiting', progress = 0 WHERE state = 'running'")


def downgrade():
    with op.batch_alter_table("roster_imports") as table:
        table.drop_column("claimed_until")
    op.drop_index(op.f("ix_round_runs_open"), table_name="round_runs")
    op.drop_index(op.f("ix_round_runs_round"), table_name="round_runs")
    op.drop_table("round_runs")
