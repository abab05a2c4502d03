"""a deal under other ids, and what a program signed once

Revision ID: 0028
Revises: 0027
"""

import hashlib
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

DEALS = sa.table(
    "deals", sa.column("id", sa.Integer), sa.column("name"), sa.column("closed_on", sa.Date), sa.column("alike")
)
IMPORTS = sa.table(
    "deal_imports",
    sa.column("id", sa.Integer),
    sa.column("state"),
    sa.column("preview", sa.JSON),
    sa.column("cells", sa.LargeBinary),
)
AT_ONCE = 5000


def upgrade():
    op.add_column("deals", sa.Column("alike", sa.String(length=32), nullable=False, server_default=""))
    op.create_index(op.f("ix_deals_alike"), "deals", ["alike"])
    op.create_index("ix_deals_outcome_closed_on_value", "deals", ["outcome", "closed_on", "value"])
    op.add_column("deal_imports", sa.Column("joins", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_table(
        "deal_ids",
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("external_id", sa.String(length=80), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["deals.id"], name=op.f("fk_deal_ids_deal_id_deals"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("source", "external_id", name=op.f("pk_deal_ids")),
    )
    op.create_index(op.f("ix_deal_ids_deal_id"), "deal_ids", ["deal_id"])
    op.create_table(
        "deal_signatures",
        sa.Column("signature", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("signature", name=op.f("pk_deal_signatures")),
    )
    op.create_index(op.f("ix_deal_signatures_at"), "deal_signatures", ["at"])
    _say_what_is_alike()
    _empty_what_is_over()


def downgrade():
    op.drop_table("deal_signatures")
    op.drop_table("deal_ids")
    op.drop_column("deal_imports", "joins")
    op.drop_index("ix_deals_outcome_closed_on_value", "deals")
    op.drop_index(op.f("ix_deals_alike"), "deals")
    op.drop_column("deals", "alike")


def _say_what_is_alike():
    """As `shape.alike` said it then."""
    last, connection = 0, op.get_bind()
    chosen = sa.select(DEALS.c.id, DEALS.c.name, DEALS.c.closed_on).order_by(DEALS.c.id).limit(AT_ONCE)
    said = sa.update(DEALS).where(DEALS.c.id == sa.bindparam("one")).values(alike=sa.bindparam("said"))
    while rows := connection.execute(chosen.where(DEALS.c.id > last)).all():
        connection.execute(said, [{"one": id_, "said": _alike(name, day)} for id_, name, day in rows])
        last = rows[-1][0]


def _empty_what_is_over():
    """What was done or deleted had kept its first deals."""
    connection, emptied = op.get_bind(), sa.update(IMPORTS).where(IMPORTS.c.id == sa.bindparam("one"))
    over = sa.select(IMPORTS.c.id, IMPORTS.c.state, IMPORTS.c.preview).where(IMPORTS.c.state.in_(("done", "removed")))
    for id_, state, preview in connection.execute(over).all():
        kept = {"refused": preview["refused"]} if state == "done" else {}
        connection.execute(emptied.values(preview=kept, cells=b""), {"one": id_})


def _alike(name, day):
    folded = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return hashlib.sha256(f"{folded}\n{day.isoformat()}".encode()).hexdigest()[:32]
