"""huddles: a live round for whoever is in the meeting

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def instant(name, nullable=False):
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def number(name, nullable=False):
    return sa.Column(name, sa.Integer(), nullable=nullable)


def refers(table, column, other):
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def upgrade():
    op.create_table(
        "huddles",
        number("id"),
        sa.Column("code", sa.String(length=6), nullable=False),
        number("leader_id"),
        number("challenge_id"),
        instant("opened_at"),
        number("reply_seconds"),
        number("judge_seconds"),
        sa.CheckConstraint(
            "reply_seconds BETWEEN 30 AND 600 AND judge_seconds BETWEEN 30 AND 600", name=op.f("ck_huddles_lengths")
        ),
        refers("huddles", "leader_id", "people"),
        refers("huddles", "challenge_id", "challenges"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_huddles")),
        sa.UniqueConstraint("code", name=op.f("uq_huddles_code")),
    )
    op.create_index(op.f("ix_huddles_leader_id"), "huddles", ["leader_id"])
    op.create_table(
        "huddle_steps",
        number("huddle_id"),
        number("number"),
        sa.Column("kind", sa.String(length=10), nullable=False),
        instant("at"),
        number("by_id"),
        sa.CheckConstraint("kind IN ('next', 'extended', 'ended')", name=op.f("ck_huddle_steps_kind")),
        refers("huddle_steps", "huddle_id", "huddles"),
        refers("huddle_steps", "by_id", "people"),
        sa.PrimaryKeyConstraint("huddle_id", "number", name=op.f("pk_huddle_steps")),
    )
    op.create_table(
        "huddle_players",
        number("huddle_id"),
        number("person_id"),
        instant("joined_at"),
        refers("huddle_players", "huddle_id", "huddles"),
        refers("huddle_players", "person_id", "people"),
        sa.PrimaryKeyConstraint("huddle_id", "person_id", name=op.f("pk_huddle_players")),
    )
    op.create_index(op.f("ix_huddle_players_person_id"), "huddle_players", ["person_id"])
    op.create_table(
        "huddle_replies",
        number("id"),
        number("huddle_id"),
        number("person_id"),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.String(length=400), nullable=False),
        instant("given_at"),
        instant("changed_at"),
        refers("huddle_replies", "huddle_id", "huddles"),
        refers("huddle_replies", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_huddle_replies")),
        sa.UniqueConstraint("huddle_id", "person_id", name=op.f("uq_huddle_replies_huddle_id_person_id")),
        sa.UniqueConstraint("person_id", "client_id", name=op.f("uq_huddle_replies_person_id_client_id")),
    )
    op.create_table(
        "huddle_ballots",
        number("reply_id"),
        number("judge_id"),
        instant("dealt_at"),
        number("fact", nullable=True),
        number("persuasion", nullable=True),
        number("weight", nullable=True),
        instant("cast_at", nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(cast_at IS NULL AND fact IS NULL AND persuasion IS NULL AND weight IS NULL) OR "
            "(cast_at IS NOT NULL AND fact BETWEEN 0 AND 2 AND persuasion BETWEEN 0 AND 2 AND weight > 0)",
            name=op.f("ck_huddle_ballots_vote"),
        ),
        refers("huddle_ballots", "reply_id", "huddle_replies"),
        refers("huddle_ballots", "judge_id", "people"),
        sa.PrimaryKeyConstraint("reply_id", "judge_id", name=op.f("pk_huddle_ballots")),
    )
    op.create_index("ix_huddle_ballots_judge", "huddle_ballots", ["judge_id"])


def downgrade():
    for table in ("huddle_ballots", "huddle_replies", "huddle_players", "huddle_steps", "huddles"):
        op.drop_table(table)
