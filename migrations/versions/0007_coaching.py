"""coaching: notes, minutes, moderation, model replies, news

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def key(table, column, to):
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def number(name, nullable=False):
    return sa.Column(name, sa.Integer(), nullable=nullable)


def instant(name, nullable=False):
    return sa.Column(name, INSTANT, nullable=nullable)


def words(name, length, nullable=False):
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def upgrade():
    with op.batch_alter_table("tallies") as batch:
        batch.add_column(words("set_aside", 10, nullable=True))
        batch.create_check_constraint(op.f("ck_tallies_set_aside"), "set_aside IN ('hidden', 'no_attempt')")
    with op.batch_alter_table("awards") as batch:
        batch.add_column(number("answer_id", nullable=True))
        batch.create_foreign_key(op.f("fk_awards_answer_id_answers"), "answers", ["answer_id"], ["id"])
        batch.create_unique_constraint(op.f("uq_awards_answer_id"), ["answer_id"])
    _moderation()
    _coaching()
    _lines()
    op.create_table(
        "news",
        number("id"),
        number("person_id"),
        words("kind", 20),
        words("source", 40),
        sa.Column("said", sa.JSON(), nullable=False),
        words("url", 200),
        instant("at"),
        instant("read_at", nullable=True),
        key("news", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news")),
        sa.UniqueConstraint("person_id", "kind", "source", name=op.f("uq_news_person_id_kind_source")),
    )
    op.create_index("ix_news_person_at", "news", ["person_id", "at"])


def _moderation():
    op.create_table(
        "reports",
        number("person_id"),
        number("answer_id"),
        words("complaint", 10),
        words("words", 280, nullable=True),
        instant("at"),
        instant("settled_at", nullable=True),
        number("settled_by_id", nullable=True),
        sa.CheckConstraint(
            "complaint IN ('rude', 'private', 'copied', 'off_topic', 'other')", name=op.f("ck_reports_complaint")
        ),
        key("reports", "person_id", "people"),
        key("reports", "answer_id", "answers"),
        key("reports", "settled_by_id", "people"),
        sa.PrimaryKeyConstraint("person_id", "answer_id", name=op.f("pk_reports")),
    )
    op.create_index("ix_reports_answer", "reports", ["answer_id"])
    op.create_table(
        "moderations",
        number("id"),
        number("answer_id"),
        words("kind", 10),
        words("why", 280),
        number("by_id"),
        instant("at"),
        sa.CheckConstraint("kind IN ('hidden', 'no_attempt', 'restored')", name=op.f("ck_moderations_kind")),
        key("moderations", "answer_id", "answers"),
        key("moderations", "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderations")),
    )
    op.create_index("ix_moderations_answer", "moderations", ["answer_id"])


def _coaching():
    op.create_table(
        "notes",
        number("id"),
        number("answer_id"),
        number("coach_id"),
        words("text", 280),
        sa.Column("chips", sa.JSON(), nullable=False),
        instant("at"),
        instant("read_at", nullable=True),
        key("notes", "answer_id", "answers"),
        key("notes", "coach_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
        sa.UniqueConstraint("answer_id", "coach_id", name=op.f("uq_notes_answer_id_coach_id")),
    )
    op.create_index(op.f("ix_notes_coach_id"), "notes", ["coach_id"])
    op.create_table(
        "coach_looks",
        number("id"),
        number("coach_id"),
        number("answer_id"),
        instant("opened_at"),
        number("seconds", nullable=True),
        key("coach_looks", "coach_id", "people"),
        key("coach_looks", "answer_id", "answers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coach_looks")),
    )
    op.create_index("ix_coach_looks_coach_opened", "coach_looks", ["coach_id", "opened_at"])
    op.create_index("ix_coach_looks_answer", "coach_looks", ["answer_id"])


def _lines():
    op.create_table(
        "model_marks",
        number("answer_id"),
        number("model_reply_id", nullable=True),
        number("marked_by_id"),
        instant("at"),
        key("model_marks", "answer_id", "answers"),
        key("model_marks", "model_reply_id", "model_replies"),
        key("model_marks", "marked_by_id", "people"),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_model_marks")),
        sa.UniqueConstraint("model_reply_id", name=op.f("uq_model_marks_model_reply_id")),
    )
    op.create_table(
        "line_uses",
        number("person_id"),
        number("model_reply_id"),
        instant("used_at"),
        sa.Column("worked", sa.Boolean(), nullable=True),
        key("line_uses", "person_id", "people"),
        key("line_uses", "model_reply_id", "model_replies"),
        sa.PrimaryKeyConstraint("person_id", "model_reply_id", name=op.f("pk_line_uses")),
    )
    op.create_index("ix_line_uses_model_reply", "line_uses", ["model_reply_id"])
    op.create_table(
        "wording_proposals",
        number("id"),
        number("answer_id"),
        number("fact_id"),
        words("point", 120),
        words("words", 120),
        number("proposed_by_id"),
        instant("at"),
        words("state", 10),
        number("decided_by_id", nullable=True),
        instant("decided_at", nullable=True),
        sa.CheckConstraint("state IN ('proposed', 'accepted', 'declined')", name=op.f("ck_wording_proposals_state")),
        key("wording_proposals", "answer_id", "answers"),
        key("wording_proposals", "fact_id", "facts"),
        key("wording_proposals", "proposed_by_id", "people"),
        key("wording_proposals", "decided_by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording_proposals")),
        sa.UniqueConstraint("answer_id", "point", name=op.f("uq_wording_proposals_answer_id_point")),
    )
    op.create_index(op.f("ix_wording_proposals_fact_id"), "wording_proposals", ["fact_id"])
    op.create_index("ix_wording_proposals_state", "wording_proposals", ["state"])


def downgrade():
    for table in (
        "news",
        "wording_proposals",
        "line_uses",
        "model_marks",
        "coach_looks",
        "notes",
        "moderations",
        "reports",
    ):
        op.drop_table(table)
    with op.batch_alter_table("awards") as batch:
        batch.drop_constraint(op.f("uq_awards_answer_id"), type_="unique")
        batch.drop_constraint(op.f("fk_awards_answer_id_answers"), type_="foreignkey")
        batch.drop_column("answer_id")
    with op.batch_alter_table("tallies") as batch:
        batch.drop_constraint(op.f("ck_tallies_set_aside"), type_="check")
        batch.drop_column("set_aside")
