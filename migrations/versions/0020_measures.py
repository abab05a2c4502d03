"""deals, mastery by week, who is ready, and what memory predicted

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def key(table, column, to, **more):
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), **more)


def number(name, nullable=False, type=sa.Integer):
    return sa.Column(name, type(), nullable=nullable)


def instant(name):
    return sa.Column(name, INSTANT, nullable=False)


def words(name, length, nullable=False):
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def upgrade():
    _deals()
    _mastery()
    _ready()
    with op.batch_alter_table("recalls") as recalls:
        recalls.add_column(number("since_days", nullable=True))
        recalls.add_column(number("predicted", nullable=True, type=sa.Double))


def _deals():
    op.create_table(
        "deals",
        number("id"),
        words("source", 20),
        words("external_id", 80),
        words("name", 200),
        words("outcome", 4),
        number("amount", type=sa.BigInteger),
        words("currency", 3),
        number("value", type=sa.BigInteger),
        sa.Column("closed_on", sa.Date(), nullable=False),
        words("owner_email", 200, nullable=True),
        number("owner_id", nullable=True),
        words("reason", 200, nullable=True),
        words("competitor", 120, nullable=True),
        words("objection", 1000, nullable=True),
        instant("at"),
        key("deals", "owner_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deals")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_deals_source_external_id")),
        sa.CheckConstraint("outcome IN ('won', 'lost')", name=op.f("ck_deals_outcome")),
    )
    op.create_index("ix_deals_closed_on", "deals", ["closed_on"])
    op.create_index("ix_deals_owner_closed_on", "deals", ["owner_id", "closed_on"])
    op.create_table(
        "deal_topics",
        number("deal_id"),
        number("topic_id"),
        key("deal_topics", "deal_id", "deals", ondelete="CASCADE"),
        key("deal_topics", "topic_id", "topics"),
        sa.PrimaryKeyConstraint("deal_id", "topic_id", name=op.f("pk_deal_topics")),
    )
    op.create_index("ix_deal_topics_topic_id", "deal_topics", ["topic_id"])


def _mastery():
    op.create_table(
        "topic_weeks",
        number("person_id"),
        number("topic_id"),
        sa.Column("week", sa.Date(), nullable=False),
        number("replies"),
        *(number(name, type=sa.Double) for name in ("fact", "fact_squares", "persuasion", "persuasion_squares")),
        number("recalls"),
        number("recalled"),
        key("topic_weeks", "person_id", "people"),
        key("topic_weeks", "topic_id", "topics"),
        sa.PrimaryKeyConstraint("person_id", "topic_id", "week", name=op.f("pk_topic_weeks")),
    )
    op.create_index("ix_topic_weeks_week", "topic_weeks", ["week", "topic_id"])


def _ready():
    op.create_table(
        "ready_thresholds",
        number("cohort_id"),
        *(number(name, type=sa.Double) for name in ("recall", "fact", "persuasion")),
        instant("at"),
        number("by_id"),
        key("ready_thresholds", "cohort_id", "cohorts"),
        key("ready_thresholds", "by_id", "people"),
        sa.PrimaryKeyConstraint("cohort_id", name=op.f("pk_ready_thresholds")),
        sa.CheckConstraint(
            "recall BETWEEN 0 AND 1 AND fact BETWEEN 0 AND 1 AND persuasion BETWEEN 0 AND 1",
            name=op.f("ck_ready_thresholds_share"),
        ),
    )
    op.create_table(
        "ready_reached",
        number("person_id"),
        sa.Column("day", sa.Date(), nullable=False),
        instant("at"),
        key("ready_reached", "person_id", "people"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_ready_reached")),
    )
    op.create_table(
        "ready_sign_offs",
        number("person_id"),
        number("coach_id"),
        sa.Column("day", sa.Date(), nullable=False),
        words("words", 280, nullable=True),
        instant("at"),
        key("ready_sign_offs", "person_id", "people"),
        key("ready_sign_offs", "coach_id", "people"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_ready_sign_offs")),
    )


def downgrade():
    with op.batch_alter_table("recalls") as recalls:
        recalls.drop_column("predicted")
        recalls.drop_column("since_days")
    for table in ("ready_sign_offs", "ready_reached", "ready_thresholds", "topic_weeks", "deal_topics", "deals"):
        op.drop_table(table)
