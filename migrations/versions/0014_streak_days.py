"""the date that a reply counts for in its author's streak

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("answers", sa.Column("streak_day", sa.Date(), nullable=True))
    op.execute("UPDATE answers SET streak_day = day")
    with op.batch_alter_table("answers") as batch:
        batch.alter_column("streak_day", existing_type=sa.Date(), nullable=False)
        batch.create_check_constraint(op.f("ck_answers_streak_day"), "streak_day >= day")


def downgrade():
    with op.batch_alter_table("answers") as batch:
        batch.drop_constraint(op.f("ck_answers_streak_day"), type_="check")
        batch.drop_column("streak_day")
