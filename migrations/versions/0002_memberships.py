"""who was where on which day

Revision ID: 0002
Revises: 0001
"""

from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

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
    _end_the_stays_of_who_left(op.get_bind())


def _end_the_stays_of_who_left(connection):
    """Their last day was the one on which they were deactivated, where they lived."""
    people = sa.table(
        "people", *map(sa.column, ("id", "role", "joined_on", "time_zone")),
        sa.column("deactivated_at", sa.DateTime(timezone=True)), sa.column("deactivated_by_id"),
    )
    memberships = sa.table(
        "memberships", *map(sa.column, ("person_id", "role", "entered_by_id")),
        sa.column("since", sa.Date()), sa.column("entered_at", sa.DateTime(timezone=True)),
    )
    for person in connection.execute(sa.select(people).where(people.c.deactivated_at.is_not(None))).all():
        at = person.deactivated_at.replace(tzinfo=person.deactivated_at.tzinfo or UTC)
        joined = person.joined_on if isinstance(person.joined_on, date) else date.fromisoformat(person.joined_on)
        last = max(at.astimezone(ZoneInfo(person.time_zone)).date(), joined)
        ended = {
            "person_id": person.id, "since": last + timedelta(days=1), "role": person.role,
            "entered_at": person.deactivated_at, "entered_by_id": person.deactivated_by_id,
        }
        connection.execute(memberships.insert().values(ended))


def downgrade():
    op.drop_table("memberships")
