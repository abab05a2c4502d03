"""links that open one challenge, once

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

KINDS = "kind IN ('browser', 'token', 'link')"
KINDS_BEFORE = "kind IN ('browser', 'token')"
BOUND = "(kind = 'link') = (day IS NOT NULL)"


def upgrade():
    op.create_table(
        "used_challenge_links",
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_used_challenge_links_person_id_people")),
        sa.PrimaryKeyConstraint("nonce", name=op.f("pk_used_challenge_links")),
    )
    op.create_index(op.f("ix_used_challenge_links_until"), "used_challenge_links", ["until"])
    with op.batch_alter_table("sign_ins") as table:
        table.add_column(sa.Column("day", sa.Date(), nullable=True))
        table.drop_constraint(op.f("ck_sign_ins_kind"), type_="check")
        table.create_check_constraint(op.f("ck_sign_ins_kind"), KINDS)
        table.create_check_constraint(op.f("ck_sign_ins_day"), BOUND)


def downgrade():
    # What they opened was one challenge; without the day they would open everything.
    op.execute("DELETE FROM sign_ins WHERE kind = 'link'")
    with op.batch_alter_table("sign_ins") as table:
        table.drop_constraint(op.f("ck_sign_ins_day"), type_="check")
        table.drop_constraint(op.f("ck_sign_ins_kind"), type_="check")
        table.create_check_constraint(op.f("ck_sign_ins_kind"), KINDS_BEFORE)
        table.drop_column("day")
    op.drop_index(op.f("ix_used_challenge_links_until"), table_name="used_challenge_links")
    op.drop_table("used_challenge_links")
