"""digests by e-mail, a team's chat, calendars to subscribe to

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
URGENT = sa.text("next_try_at IS NOT NULL AND unsubscribe IS NULL")
WAITING = sa.text("next_try_at IS NOT NULL")


def upgrade():
    op.add_column("mails", sa.Column("html", sa.Text(), nullable=True))
    op.add_column("mails", sa.Column("unsubscribe", sa.String(300), nullable=True))
    op.create_index("ix_mails_urgent", "mails", ["next_try_at"], postgresql_where=URGENT, sqlite_where=URGENT)
    op.create_table(
        "digest_wishes",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("rhythm", sa.String(10), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("rhythm IN ('daily', 'weekly', 'none')", name=op.f("ck_digest_wishes_rhythm")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_digest_wishes_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_digest_wishes")),
    )
    op.create_table(
        "digests",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_digests_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", "day", name=op.f("pk_digests")),
    )
    op.create_table(
        "digest_rounds",
        sa.Column("time_zone", sa.String(64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("finished_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("time_zone", "day", name=op.f("pk_digest_rounds")),
    )
    op.create_table(
        "calendar_links",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.String(32), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_calendar_links_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_calendar_links")),
        sa.UniqueConstraint("nonce", name=op.f("uq_calendar_links_nonce")),
    )
    op.create_table(
        "team_chats",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("set_at", INSTANT, nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.CheckConstraint("kind IN ('slack', 'teams')", name=op.f("ck_team_chats_kind")),
        sa.ForeignKeyConstraint(["set_by_id"], ["people.id"], name=op.f("fk_team_chats_set_by_id_people")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_team_chats_team_id_teams")),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_team_chats")),
    )
    op.create_table(
        "chat_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", INSTANT, nullable=True),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("error", sa.String(40), nullable=True),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_chat_posts_team_id_teams")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_posts")),
        sa.UniqueConstraint("team_id", "kind", "source", name=op.f("uq_chat_posts_team_id_kind_source")),
    )
    op.create_index(
        "ix_chat_posts_next_try_at", "chat_posts", ["next_try_at"], postgresql_where=WAITING, sqlite_where=WAITING
    )


def downgrade():
    for table in ("chat_posts", "team_chats", "calendar_links", "digest_rounds", "digests", "digest_wishes"):
        op.drop_table(table)
    # A digest that waits would go out as if somebody had asked for it.
    op.execute("DELETE FROM mails WHERE unsubscribe IS NOT NULL AND next_try_at IS NOT NULL")
    op.drop_index("ix_mails_urgent", "mails")
    with op.batch_alter_table("mails") as mails:
        mails.drop_column("unsubscribe")
        mails.drop_column("html")
