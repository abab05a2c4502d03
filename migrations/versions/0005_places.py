"""since when somebody is where they are, and one reply a day

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ONE_A_DAY = sa.text("NOT practice")


def upgrade():
    op.add_column("people", sa.Column("placed_on", sa.Date(), nullable=True))
    op.execute(
        "UPDATE people SET placed_on ="
        " (SELECT max(since) FROM memberships WHERE memberships.person_id = people.id)"
    )
    with op.batch_alter_table("people") as people:
        people.alter_column("placed_on", existing_type=sa.Date(), nullable=False)
    with op.batch_alter_table("servings") as servings:
        servings.add_column(sa.Column("cohort_id", sa.Integer(), nullable=True))
        servings.create_foreign_key(op.f("fk_servings_cohort_id_cohorts"), "cohorts", ["cohort_id"], ["id"])
    op.create_index(
        "ix_answers_one_a_day", "answers", ["person_id", "day"],
        unique=True, sqlite_where=ONE_A_DAY, postgresql_where=ONE_A_DAY,
    )


def downgrade():
    op.drop_index("ix_answers_one_a_day", "answers")
    with op.batch_alter_table("servings") as servings:
        servings.drop_constraint(op.f("fk_servings_cohort_id_cohorts"), type_="foreignkey")
        servings.drop_column("cohort_id")
    with op.batch_alter_table("people") as people:
        people.drop_column("placed_on")
