"""what was chosen by need and why, and how people do in each situation

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def key(table, column, to):
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def column(name, type):
    return sa.Column(name, type, nullable=False)


def upgrade():
    op.create_table(
        "need_decisions",
        column("cohort_id", sa.Integer()),
        column("day", sa.Date()),
        column("challenge_id", sa.Integer()),
        column("is_new", sa.Boolean()),
        column("terms", sa.JSON()),
        column("at", INSTANT),
        key("need_decisions", "cohort_id", "cohorts"),
        key("need_decisions", "challenge_id", "challenges"),
        sa.PrimaryKeyConstraint("cohort_id", "day", name=op.f("pk_need_decisions")),
    )
    op.create_table(
        "need_plans",
        column("cohort_id", sa.Integer()),
        column("due_at", INSTANT),
        key("need_plans", "cohort_id", "cohorts"),
        sa.PrimaryKeyConstraint("cohort_id", name=op.f("pk_need_plans")),
    )
    op.create_index("ix_need_plans_due_at", "need_plans", ["due_at"])
    op.create_table(
        "knacks",
        column("person_id", sa.Integer()),
        column("topic_id", sa.Integer()),
        column("situation", sa.String(length=20)),
        column("stability", sa.Double()),
        column("difficulty", sa.Double()),
        column("reviewed_at", INSTANT),
        column("replies", sa.Integer()),
        column("persuasion", sa.Double()),
        key("knacks", "person_id", "people"),
        key("knacks", "topic_id", "topics"),
        sa.PrimaryKeyConstraint("person_id", "topic_id", "situation", name=op.f("pk_knacks")),
        sa.CheckConstraint("stability > 0", name=op.f("ck_knacks_stability")),
        sa.CheckConstraint("replies > 0", name=op.f("ck_knacks_replies")),
    )


def downgrade():
    for table in ("knacks", "need_plans", "need_decisions"):
        op.drop_table(table)
