"""people choose a language

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("people") as people:
        for name in ("language", "browser_language"):
            people.add_column(sa.Column(name, sa.String(length=8), nullable=True))
            people.create_check_constraint(op.f(f"ck_people_{name}"), f"{name} IN ('en', 'de')")


def downgrade():
    with op.batch_alter_table("people") as people:
        for name in ("browser_language", "language"):
            people.drop_constraint(op.f(f"ck_people_{name}"), type_="check")
            people.drop_column(name)
