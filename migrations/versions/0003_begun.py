"""a challenge that waits on a phone is not begun

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("servings", sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE servings SET begun_at = served_at")


def downgrade():
    with op.batch_alter_table("servings") as servings:
        servings.drop_column("begun_at")
