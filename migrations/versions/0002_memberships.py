"""who was where on which day

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "memberships",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("cohort_id", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("role IN ('rep', 'coach', 'manager', 'admin')", name=op.f("ck_memberships_role")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_memberships_person_id_people")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_memberships_team_id_teams")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_memberships_cohort_id_cohorts")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["people.id"], name=op.f("fk_memberships_entered_by_id_people")),
        sa.PrimaryKeyConstraint("person_id", "since", name=op.f("pk_memberships")),
    )
    op.create_index(op.f("ix_memberships_team_id"), "memberships", ["team_id"])
    op.create_index(op.f("ix_memberships_cohort_id"), "memberships", ["cohort_id"])
    op.execute(
        "INSERT INTO memberships (person_id, since, role, team_id, cohort_id, entered_at)"
        " SELECT id, joined_on, role, team_id, cohort_id, CURRENT_TIMESTAMP FROM people"
    )
    day_after = (
        "date(deactivated_at, '+1 day')"
        if op.get_bind().dialect.name == "sqlite"
        else "(deactivated_at AT TIME ZONE 'UTC')::date + 1"
    )
    op.execute(
        "INSERT INTO memberships (person_id, since, role, entered_at, entered_by_id)"
        f" SELECT id, {day_after}, role, deactivated_at, deactivated_by_id FROM people"
        " WHERE deactivated_at IS NOT NULL"
    )


def downgrade():
    op.drop_table("memberships")
