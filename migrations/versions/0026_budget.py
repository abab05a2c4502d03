"""the minutes a day that a coach has

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "coach_budgets",
        sa.Column("coach_id", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("beyond_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["coach_id"], ["people.id"], name=op.f("fk_coach_budgets_coach_id_people")),
        sa.PrimaryKeyConstraint("coach_id", name=op.f("pk_coach_budgets")),
        sa.CheckConstraint("minutes BETWEEN 1 AND 120", name=op.f("ck_coach_budgets_minutes")),
    )


def downgrade():
    op.drop_table("coach_budgets")
