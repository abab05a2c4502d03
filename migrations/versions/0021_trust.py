"""how far judges can be trusted, samples, and what was found in votes

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def key(table, column, to):
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def column(name, type=sa.Integer, nullable=False):
    return sa.Column(name, type, nullable=nullable)


def upgrade():
    with op.batch_alter_table("assignments") as assignments:
        assignments.add_column(sa.Column("sample", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "reliabilities",
        column("judge_id"),
        column("weight"),
        column("learned"),
        *(
            column(name, sa.Double)
            for name in ("fact_lean", "fact_error", "persuasion_lean", "persuasion_error")
        ),
        column("replies"),
        column("shared"),
        column("learned_at", INSTANT),
        key("reliabilities", "judge_id", "people"),
        sa.PrimaryKeyConstraint("judge_id", name=op.f("pk_reliabilities")),
        sa.CheckConstraint(
            "weight BETWEEN 500 AND 1500 AND learned BETWEEN 500 AND 1500", name=op.f("ck_reliabilities_weight")
        ),
    )
    op.create_table(
        "learned_cohorts",
        column("cohort_id"),
        column("learned_at", INSTANT),
        key("learned_cohorts", "cohort_id", "cohorts"),
        sa.PrimaryKeyConstraint("cohort_id", name=op.f("pk_learned_cohorts")),
    )
    op.create_table(
        "findings",
        column("id"),
        column("kind", sa.String(10)),
        column("judge_id"),
        column("other_id", nullable=True),
        column("team_id", nullable=True),
        column("evidence", sa.JSON),
        column("chance", sa.Double),
        column("at", INSTANT),
        column("settled_at", INSTANT, nullable=True),
        column("settled_by_id", nullable=True),
        column("why", sa.String(280), nullable=True),
        key("findings", "judge_id", "people"),
        key("findings", "other_id", "people"),
        key("findings", "team_id", "teams"),
        key("findings", "settled_by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
        sa.CheckConstraint("kind IN ('favours', 'block', 'bot')", name=op.f("ck_findings_kind")),
    )
    op.create_index("ix_findings_judge", "findings", ["judge_id", "settled_at"])


def downgrade():
    op.drop_table("findings")
    op.drop_table("learned_cohorts")
    op.drop_table("reliabilities")
    with op.batch_alter_table("assignments") as assignments:
        assignments.drop_column("sample")
