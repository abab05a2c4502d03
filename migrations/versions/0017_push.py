"""push: devices, when somebody wants to be reminded, and what they were sent

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
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
    op.create_table(
        "push_devices",
        number("id"),
        number("person_id"),
        number("sign_in_id"),
        words("endpoint", 800),
        words("p256dh", 100),
        words("auth", 40),
        instant("at"),
        key("push_devices", "person_id", "people"),
        key("push_devices", "sign_in_id", "sign_ins"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_devices")),
        sa.UniqueConstraint("endpoint", name=op.f("uq_push_devices_endpoint")),
    )
    op.create_index(op.f("ix_push_devices_person_id"), "push_devices", ["person_id"])
    op.create_index(op.f("ix_push_devices_sign_in_id"), "push_devices", ["sign_in_id"])
    op.create_table(
        "push_remindings",
        number("person_id"),
        number("hour", nullable=True),
        number("learned"),
        number("quiet_from"),
        number("quiet_until"),
        sa.Column("off", sa.JSON(), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("saved_on", sa.Date(), nullable=True),
        sa.CheckConstraint("hour BETWEEN 0 AND 1439", name=op.f("ck_push_remindings_hour")),
        sa.CheckConstraint("learned BETWEEN 0 AND 1439", name=op.f("ck_push_remindings_learned")),
        sa.CheckConstraint(
            "quiet_until < quiet_from AND quiet_until >= 0 AND quiet_from <= 1439",
            name=op.f("ck_push_remindings_quiet"),
        ),
        key("push_remindings", "person_id", "people"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_push_remindings")),
    )
    op.create_table(
        "pushes",
        number("id"),
        number("person_id"),
        words("kind", 10),
        words("source", 40),
        sa.Column("said", sa.JSON(), nullable=False),
        words("url", 500),
        instant("at"),
        instant("until"),
        number("tries"),
        instant("next_try_at", nullable=True),
        sa.Column("devices", sa.JSON(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        number("slot", nullable=True),
        instant("begun_at", nullable=True),
        instant("sent_at", nullable=True),
        words("error", 200, nullable=True),
        sa.CheckConstraint("slot IN (1, 2)", name=op.f("ck_pushes_slot")),
        sa.CheckConstraint("(day IS NULL) = (slot IS NULL)", name=op.f("ck_pushes_place")),
        sa.CheckConstraint(
            "begun_at IS NULL OR slot IS NOT NULL OR kind = 'test'", name=op.f("ck_pushes_counted")
        ),
        key("pushes", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pushes")),
        sa.UniqueConstraint("person_id", "kind", "source", name=op.f("uq_pushes_person_id_kind_source")),
        sa.UniqueConstraint("person_id", "day", "slot", name=op.f("uq_pushes_person_id_day_slot")),
    )
    waiting = sa.text("next_try_at IS NOT NULL")
    op.create_index(
        "ix_pushes_next_try_at", "pushes", ["next_try_at"], postgresql_where=waiting, sqlite_where=waiting
    )


def downgrade():
    for table in ("pushes", "push_remindings", "push_devices"):
        op.drop_table(table)
