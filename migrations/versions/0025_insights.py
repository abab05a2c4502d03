"""what people did, added up by team, cohort and week; fair starts

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
TOPIC = ("replies", "fact", "fact_squares", "persuasion", "persuasion_squares", "recalls", "recalled")
WHOLE = ("replies", "recalls", "recalled", "asked", "right", "sessions")


def key(table, column, to):
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def number(name):
    return sa.Column(name, sa.Integer(), nullable=False)


def figure(name):
    return sa.Column(name, sa.Integer() if name in WHOLE else sa.Double(), nullable=False)


def day(name):
    return sa.Column(name, sa.Date(), nullable=False)


def instant(name):
    return sa.Column(name, INSTANT, nullable=False)


def upgrade():
    _sums("insight_weeks", *map(number, ("people", "working_days", "replies", "joiners", "settled", "won", "lost")))
    _sums("insight_topics", *map(figure, TOPIC), more=("topic_id",))
    _sums("insight_recalls", *map(figure, ("asked", "right", "predicted", "squares", "surprise")), more=("delay", "bin"))
    _sums("insight_sessions", figure("sessions"), more=("tens",))
    op.create_table(
        "insight_counts",
        number("id"),
        instant("at"),
        day("since"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insight_counts")),
    )
    _fair_starts()


def _sums(table, *figures, more=()):
    op.create_table(
        table,
        sa.Column("grain", sa.String(length=6), nullable=False),
        number("team_id"),
        number("cohort_id"),
        day("week"),
        *map(number, more),
        *figures,
        *([key(table, "topic_id", "topics")] if "topic_id" in more else []),
        sa.PrimaryKeyConstraint("grain", "team_id", "cohort_id", "week", *more, name=op.f(f"pk_{table}")),
        sa.CheckConstraint("grain IN ('cell', 'team', 'cohort', 'all')", name=op.f(f"ck_{table}_grain")),
    )
    op.create_index(f"ix_{table}_cohort", table, ["grain", "cohort_id", "week"])


def _fair_starts():
    op.create_table(
        "fair_starts",
        number("id"),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("seed", sa.String(length=32), nullable=False),
        day("first_week"),
        number("waves"),
        instant("drawn_at"),
        number("drawn_by_id"),
        key("fair_starts", "drawn_by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fair_starts")),
        sa.CheckConstraint("waves > 1", name=op.f("ck_fair_starts_waves")),
    )
    op.create_table(
        "fair_start_teams",
        number("start_id"),
        number("team_id"),
        number("place"),
        day("week"),
        key("fair_start_teams", "start_id", "fair_starts"),
        key("fair_start_teams", "team_id", "teams"),
        sa.PrimaryKeyConstraint("start_id", "team_id", name=op.f("pk_fair_start_teams")),
        sa.UniqueConstraint("start_id", "place", name=op.f("uq_fair_start_teams_start_id_place")),
    )


def downgrade():
    for table in ("fair_start_teams", "fair_starts", "insight_counts", "insight_sessions", "insight_recalls"):
        op.drop_table(table)
    op.drop_table("insight_topics")
    op.drop_table("insight_weeks")
