"""no two people go by one alias

Revision ID: 0012
Revises: 0011
"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

people = sa.table("people", sa.column("id"), sa.column("alias"), sa.column("alias_key"))


def upgrade():
    with op.batch_alter_table("people") as batch:
        batch.add_column(sa.Column("alias_key", sa.String(length=800), nullable=True))
    _keep_keys()
    with op.batch_alter_table("people") as batch:
        batch.create_unique_constraint(batch.f("uq_people_alias_key"), ["alias_key"])


def downgrade():
    with op.batch_alter_table("people") as batch:
        batch.drop_constraint(batch.f("uq_people_alias_key"), type_="unique")
        batch.drop_column("alias_key")


def _keep_keys():
    """Who came first keeps the alias; the others go by their names until they choose another."""
    seen = set()
    connection = op.get_bind()
    rows = connection.execute(sa.select(people.c.id, people.c.alias).where(people.c.alias.is_not(None)).order_by("id"))
    for person_id, alias in rows.all():
        key = " ".join(unicodedata.normalize("NFKC", alias).casefold().split())
        kept = {"alias": None} if key in seen else {"alias_key": key}
        seen.add(key)
        connection.execute(people.update().where(people.c.id == person_id).values(kept))
