"""deals come in with files and from programs, and their words mean topics

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def key(table, column, to, **more):
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), **more)


def number(name, nullable=False):
    return sa.Column(name, sa.Integer(), nullable=nullable)


def words(name, length, nullable=False):
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def instant(name, nullable=False):
    return sa.Column(name, INSTANT, nullable=nullable)


def document(name):
    return sa.Column(name, sa.JSON(), nullable=False)


def upgrade():
    _imports()
    _terms()
    _rates()
    _hooks()
    with op.batch_alter_table("deals") as deals:
        deals.add_column(number("import_id", nullable=True))
        deals.create_foreign_key(op.f("fk_deals_import_id_deal_imports"), "deal_imports", ["import_id"], ["id"])
        deals.create_index(op.f("ix_deals_import_id"), ["import_id"])


def _imports():
    op.create_table(
        "deal_imports",
        number("id"),
        number("by_id"),
        instant("at"),
        words("file_name", 200),
        words("state", 10),
        words("source", 20),
        document("header"),
        sa.Column("cells", sa.LargeBinary(), nullable=False),
        number("rows"),
        document("mapping"),
        sa.Column("day_first", sa.Boolean(), nullable=True),
        words("decimal", 1, nullable=True),
        words("currency", 3),
        document("preview"),
        words("digest", 64),
        document("counts"),
        number("progress"),
        words("trouble", 20, nullable=True),
        instant("claimed_until", nullable=True),
        instant("ended_at", nullable=True),
        number("removed_by_id", nullable=True),
        instant("removed_at", nullable=True),
        key("deal_imports", "by_id", "people"),
        key("deal_imports", "removed_by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_imports")),
        sa.CheckConstraint(
            "state IN ('previewed', 'waiting', 'running', 'done', 'failed', 'removed')",
            name=op.f("ck_deal_imports_state"),
        ),
        sa.CheckConstraint("progress BETWEEN 0 AND 100", name=op.f("ck_deal_imports_progress")),
    )
    op.create_index("ix_deal_imports_state", "deal_imports", ["state"])


def _terms():
    op.create_table(
        "deal_terms",
        number("id"),
        words("kind", 10),
        words("key", 64),
        words("words", 1000),
        number("topic_id", nullable=True),
        number("by_id", nullable=True),
        instant("at", nullable=True),
        key("deal_terms", "topic_id", "topics"),
        key("deal_terms", "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_terms")),
        sa.UniqueConstraint("kind", "key", name=op.f("uq_deal_terms_kind_key")),
        sa.CheckConstraint("kind IN ('reason', 'competitor', 'objection')", name=op.f("ck_deal_terms_kind")),
        sa.CheckConstraint(
            "(by_id IS NULL) = (at IS NULL) AND (topic_id IS NULL OR at IS NOT NULL)",
            name=op.f("ck_deal_terms_confirmed"),
        ),
    )
    op.create_table(
        "deal_words",
        number("deal_id"),
        number("term_id"),
        key("deal_words", "deal_id", "deals", ondelete="CASCADE"),
        key("deal_words", "term_id", "deal_terms"),
        sa.PrimaryKeyConstraint("deal_id", "term_id", name=op.f("pk_deal_words")),
    )
    op.create_index("ix_deal_words_term_id", "deal_words", ["term_id"])


def _rates():
    op.create_table(
        "deal_rates",
        words("currency", 3),
        sa.Column("rate", sa.Double(), nullable=False),
        number("by_id"),
        instant("at"),
        key("deal_rates", "by_id", "people"),
        sa.PrimaryKeyConstraint("currency", name=op.f("pk_deal_rates")),
        sa.CheckConstraint("rate > 0", name=op.f("ck_deal_rates_rate")),
    )


def _hooks():
    op.create_table(
        "deal_hooks",
        number("id"),
        words("nonce", 32),
        number("made_by_id"),
        instant("made_at"),
        number("withdrawn_by_id", nullable=True),
        instant("withdrawn_at", nullable=True),
        key("deal_hooks", "made_by_id", "people"),
        key("deal_hooks", "withdrawn_by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_hooks")),
        sa.UniqueConstraint("nonce", name=op.f("uq_deal_hooks_nonce")),
    )


def downgrade():
    with op.batch_alter_table("deals") as deals:
        deals.drop_index(op.f("ix_deals_import_id"))
        deals.drop_constraint(op.f("fk_deals_import_id_deal_imports"), type_="foreignkey")
        deals.drop_column("import_id")
    for table in ("deal_words", "deal_terms", "deal_imports", "deal_rates", "deal_hooks"):
        op.drop_table(table)
