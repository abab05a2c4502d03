"""imports of the roster, cohorts that managers were given, accounts that were merged

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "managed_cohorts",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_managed_cohorts_person_id_people")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_managed_cohorts_cohort_id_cohorts")),
        sa.PrimaryKeyConstraint("person_id", "cohort_id", name=op.f("pk_managed_cohorts")),
    )
    op.create_table(
        "roster_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("header", sa.JSON(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("deactivate_missing", sa.Boolean(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.String(length=20), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('previewed', 'waiting', 'running', 'done', 'failed')", name=op.f("ck_roster_imports_state")
        ),
        sa.CheckConstraint("progress BETWEEN 0 AND 100", name=op.f("ck_roster_imports_progress")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_roster_imports_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_imports")),
    )
    op.create_index(op.f("ix_roster_imports_by_id"), "roster_imports", ["by_id"])
    op.create_index(op.f("ix_roster_imports_state"), "roster_imports", ["state"])
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        people.create_foreign_key(op.f("fk_people_merged_into_id_people"), "people", ["merged_into_id"], ["id"])


def downgrade():
    with op.batch_alter_table("people") as people:
        people.drop_constraint(op.f("fk_people_merged_into_id_people"), type_="foreignkey")
        people.drop_column("merged_into_id")
    op.drop_table("roster_imports")
    op.drop_table("managed_cohorts")
