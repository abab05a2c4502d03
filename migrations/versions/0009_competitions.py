"""competitions, their big screens, and seasons

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "competitions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("sides", sa.String(length=10), nullable=False),
        sa.Column("metric", sa.String(length=20), nullable=False),
        sa.Column("against_baseline", sa.Boolean(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("prize", sa.String(length=200), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("weekly", sa.Boolean(), nullable=False),
        sa.Column("suspense", sa.Boolean(), nullable=False),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_by_id", sa.Integer(), nullable=True),
        sa.Column("cancelled_because", sa.String(length=200), nullable=True),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("frozen_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "metric IN ('points', 'quality', 'participation', 'streak_days')", name=op.f("ck_competitions_metric")
        ),
        sa.CheckConstraint("sides IN ('teams', 'cohorts', 'people')", name=op.f("ck_competitions_sides")),
        sa.CheckConstraint("cancelled_at IS NULL OR frozen_at IS NULL", name=op.f("ck_competitions_one_end")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_competitions_window")),
        sa.CheckConstraint(
            "published_at IS NOT NULL OR (cancelled_at IS NULL AND frozen_at IS NULL)",
            name=op.f("ck_competitions_ended"),
        ),
        sa.CheckConstraint(
            "published_at IS NULL OR (starts_at IS NOT NULL AND ends_at IS NOT NULL)",
            name=op.f("ck_competitions_published"),
        ),
        sa.ForeignKeyConstraint(
            ["cancelled_by_id"], ["people.id"], name=op.f("fk_competitions_cancelled_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["follows_id"], ["competitions.id"], name=op.f("fk_competitions_follows_id_competitions")
        ),
        sa.ForeignKeyConstraint(["frozen_by_id"], ["people.id"], name=op.f("fk_competitions_frozen_by_id_people")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_competitions_made_by_id_people")),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["people.id"], name=op.f("fk_competitions_published_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_competitions")),
        sa.UniqueConstraint("follows_id", name=op.f("uq_competitions_follows_id")),
    )
    with op.batch_alter_table("competitions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_competitions_made_by_id"), ["made_by_id"], unique=False)
        batch_op.create_index("ix_competitions_open", ["frozen_at", "ends_at"], unique=False)

    op.create_table(
        "seasons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("first_monday", sa.Date(), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["cancelled_by_id"], ["people.id"], name=op.f("fk_seasons_cancelled_by_id_people")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_seasons_made_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seasons")),
    )
    op.create_table(
        "competition_notices",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("competition_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('published', 'cancelled', 'ended')", name=op.f("ck_competition_notices_kind")),
        sa.ForeignKeyConstraint(
            ["competition_id"], ["competitions.id"], name=op.f("fk_competition_notices_competition_id_competitions")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_competition_notices_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", "competition_id", "kind", name=op.f("pk_competition_notices")),
    )
    op.create_table(
        "entrants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("competition_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("cohort_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(CASE WHEN team_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN cohort_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN person_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_entrants_one"),
        ),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_entrants_cohort_id_cohorts")),
        sa.ForeignKeyConstraint(
            ["competition_id"], ["competitions.id"], name=op.f("fk_entrants_competition_id_competitions")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_entrants_person_id_people")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_entrants_team_id_teams")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entrants")),
        sa.UniqueConstraint("competition_id", "cohort_id", name=op.f("uq_entrants_competition_id_cohort_id")),
        sa.UniqueConstraint("competition_id", "person_id", name=op.f("uq_entrants_competition_id_person_id")),
        sa.UniqueConstraint("competition_id", "team_id", name=op.f("uq_entrants_competition_id_team_id")),
    )
    with op.batch_alter_table("entrants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entrants_cohort_id"), ["cohort_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_entrants_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_entrants_team_id"), ["team_id"], unique=False)

    op.create_table(
        "screens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("competition_id", sa.Integer(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["competition_id"], ["competitions.id"], name=op.f("fk_screens_competition_id_competitions")
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_screens_made_by_id_people")),
        sa.ForeignKeyConstraint(["revoked_by_id"], ["people.id"], name=op.f("fk_screens_revoked_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screens")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_screens_secret_hash")),
    )
    with op.batch_alter_table("screens", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_screens_competition_id"), ["competition_id"], unique=False)

    op.create_table(
        "season_matches",
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("away_id", sa.Integer(), nullable=False),
        sa.Column("home_numerator", sa.BigInteger(), nullable=False),
        sa.Column("home_denominator", sa.BigInteger(), nullable=False),
        sa.Column("away_numerator", sa.BigInteger(), nullable=False),
        sa.Column("away_denominator", sa.BigInteger(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "home_denominator > 0 AND away_denominator > 0", name=op.f("ck_season_matches_denominators")
        ),
        sa.CheckConstraint("home_id <> away_id", name=op.f("ck_season_matches_two")),
        sa.ForeignKeyConstraint(["away_id"], ["teams.id"], name=op.f("fk_season_matches_away_id_teams")),
        sa.ForeignKeyConstraint(["frozen_by_id"], ["people.id"], name=op.f("fk_season_matches_frozen_by_id_people")),
        sa.ForeignKeyConstraint(["home_id"], ["teams.id"], name=op.f("fk_season_matches_home_id_teams")),
        sa.ForeignKeyConstraint(["season_id"], ["seasons.id"], name=op.f("fk_season_matches_season_id_seasons")),
        sa.PrimaryKeyConstraint("season_id", "week", "home_id", name=op.f("pk_season_matches")),
        sa.UniqueConstraint("season_id", "week", "away_id", name=op.f("uq_season_matches_season_id_week_away_id")),
    )
    op.create_table(
        "season_teams",
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["season_id"], ["seasons.id"], name=op.f("fk_season_teams_season_id_seasons")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_season_teams_team_id_teams")),
        sa.PrimaryKeyConstraint("season_id", "team_id", name=op.f("pk_season_teams")),
        sa.UniqueConstraint("season_id", "drawn", name=op.f("uq_season_teams_season_id_drawn")),
    )
    op.create_table(
        "final_standings",
        sa.Column("entrant_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("numerator", sa.BigInteger(), nullable=True),
        sa.Column("denominator", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.CheckConstraint("denominator > 0", name=op.f("ck_final_standings_denominator")),
        sa.ForeignKeyConstraint(["entrant_id"], ["entrants.id"], name=op.f("fk_final_standings_entrant_id_entrants")),
        sa.PrimaryKeyConstraint("entrant_id", name=op.f("pk_final_standings")),
    )


def downgrade():
    op.drop_table("final_standings")
    op.drop_table("season_teams")
    op.drop_table("season_matches")
    with op.batch_alter_table("screens", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_screens_competition_id"))

    op.drop_table("screens")
    with op.batch_alter_table("entrants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entrants_team_id"))
        batch_op.drop_index(batch_op.f("ix_entrants_person_id"))
        batch_op.drop_index(batch_op.f("ix_entrants_cohort_id"))

    op.drop_table("entrants")
    op.drop_table("competition_notices")
    op.drop_table("seasons")
    with op.batch_alter_table("competitions", schema=None) as batch_op:
        batch_op.drop_index("ix_competitions_open")
        batch_op.drop_index(batch_op.f("ix_competitions_made_by_id"))

    op.drop_table("competitions")
