"""people choose a language

Revision ID: 0021
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("language", sa.String(length=8), nullable=True))
        people.create_check_constraint(op.f("ck_people_language"), "language IN ('en', 'de')")


def downgrade():
    with op.batch_alter_table("people") as people:
        people.drop_constraint(op.f("ck_people_language"), type_="check")
        people.drop_column("language")
