"""facts and prompts are drafted, reviewed, live and retired, a version at a time; pins; search

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

STATES = "state IN ('draft', 'review', 'live', 'retired')"
PARTS = {"live": "state = 'live'", "written": "state IN ('draft', 'review')"}


def upgrade():
    for table in ("facts", "prompts"):
        _version(table)
    _steps()
    _pins()
    _uploads()
    _search(op.get_bind().dialect.name)


def downgrade():
    _search_no_more(op.get_bind().dialect.name)
    op.drop_table("playbook_uploads")
    op.drop_table("pins")
    op.drop_table("playbook_steps")
    for table in ("prompts", "facts"):
        _unversion(table)


def _version(table):
    with op.batch_alter_table(table) as batch:
        batch.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch.add_column(sa.Column("state", sa.String(length=10), nullable=False, server_default="live"))
        batch.add_column(sa.Column("first_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("owner_id", sa.Integer(), nullable=True))
        batch.drop_constraint(f"uq_{table}_key", type_="unique")
        batch.create_unique_constraint(op.f(f"uq_{table}_key_version"), ["key", "version"])
        batch.create_check_constraint(op.f(f"ck_{table}_state"), STATES)
        batch.create_foreign_key(op.f(f"fk_{table}_first_id_{table}"), table, ["first_id"], ["id"])
        batch.create_foreign_key(op.f(f"fk_{table}_owner_id_people"), "people", ["owner_id"], ["id"])
    with op.batch_alter_table(table) as batch:
        batch.alter_column("version", server_default=None)
        batch.alter_column("state", server_default=None)
    op.create_index(op.f(f"ix_{table}_first_id"), table, ["first_id"])
    for name, where in PARTS.items():
        where = sa.text(where)
        op.create_index(
            op.f(f"ix_{table}_{name}"), table, ["key"], unique=True, sqlite_where=where, postgresql_where=where
        )


def _unversion(table):
    for name in ("first_id", *PARTS):
        op.drop_index(op.f(f"ix_{table}_{name}"), table)
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(op.f(f"fk_{table}_owner_id_people"), type_="foreignkey")
        batch.drop_constraint(op.f(f"fk_{table}_first_id_{table}"), type_="foreignkey")
        batch.drop_constraint(op.f(f"ck_{table}_state"), type_="check")
        batch.drop_constraint(op.f(f"uq_{table}_key_version"), type_="unique")
        for column in ("owner_id", "first_id", "state", "version"):
            batch.drop_column(column)
        batch.create_unique_constraint(op.f(f"uq_{table}_key"), ["key"])


def _steps():
    op.create_table(
        "playbook_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fact_id", sa.Integer(), nullable=True),
        sa.Column("prompt_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.CheckConstraint("(fact_id IS NULL) <> (prompt_id IS NULL)", name=op.f("ck_playbook_steps_one")),
        sa.CheckConstraint(STATES, name=op.f("ck_playbook_steps_state")),
        sa.ForeignKeyConstraint(["fact_id"], ["facts.id"], name=op.f("fk_playbook_steps_fact_id_facts")),
        sa.ForeignKeyConstraint(["prompt_id"], ["prompts.id"], name=op.f("fk_playbook_steps_prompt_id_prompts")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_playbook_steps_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_playbook_steps")),
    )
    op.create_index(op.f("ix_playbook_steps_fact_id"), "playbook_steps", ["fact_id"])
    op.create_index(op.f("ix_playbook_steps_prompt_id"), "playbook_steps", ["prompt_id"])
    for one, table in (("fact_id", "facts"), ("prompt_id", "prompts")):
        op.execute(
            f"INSERT INTO playbook_steps ({one}, state, at, note) SELECT id, 'live', CURRENT_TIMESTAMP, '' FROM {table}"
        )


def _pins():
    op.create_table(
        "pins",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id", "day"],
            ["scheduled_challenges.cohort_id", "scheduled_challenges.day"],
            name=op.f("fk_pins_cohort_id_scheduled_challenges"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_pins_by_id_people")),
        sa.PrimaryKeyConstraint("cohort_id", "day", name=op.f("pk_pins")),
    )


def _uploads():
    op.create_table(
        "playbook_uploads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_playbook_uploads_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_playbook_uploads")),
        sa.UniqueConstraint("by_id", name=op.f("uq_playbook_uploads_by_id")),
    )


SEARCHED = {
    "facts": ("fact", ("statement", "why", "proof_text", "source")),
    "prompts": ("prompt", ("text", "persona")),
    "model_replies": ("reply", ("text",)),
}
"""Also written down in webapp/playbook/search.py, whose PostgreSQL expressions have to be these to use the indexes."""


def _search(dialect):
    """Triggers and expression indexes keep it up, whoever writes."""
    if dialect != "sqlite":
        for table, (_kind, columns) in SEARCHED.items():
            words = " || ' ' || ".join(columns)
            op.execute(
                f"CREATE INDEX search_{table} ON {table} USING gin"
                f" (to_tsvector('simple', regexp_replace({words}, '[[:punct:]]', ' ', 'g')))"
            )
        return
    op.execute(
        "CREATE VIRTUAL TABLE search_playbook USING"
        " fts5(kind UNINDEXED, ref UNINDEXED, words, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
    )
    for place, (table, (kind, columns)) in enumerate(SEARCHED.items()):
        _follow(table, kind, place, columns)


def _follow(table, kind, place, columns):
    def row(of):
        return f"{of}id * {len(SEARCHED)} + {place}, '{kind}', {of}id, " + " || ' ' || ".join(of + c for c in columns)

    insert = "INSERT INTO search_playbook (rowid, kind, ref, words)"
    leave = f"DELETE FROM search_playbook WHERE rowid = old.id * {len(SEARCHED)} + {place};"
    enter = f"{insert} VALUES ({row('new.')});"
    op.execute(f"{insert} SELECT {row('')} FROM {table}")
    for event, then in (("INSERT", enter), ("UPDATE", leave + enter), ("DELETE", leave)):
        op.execute(f"CREATE TRIGGER search_{table}_{event.lower()} AFTER {event} ON {table} BEGIN {then} END")


def _search_no_more(dialect):
    for table in SEARCHED:
        if dialect != "sqlite":
            op.execute(f"DROP INDEX search_{table}")
            continue
        for event in ("insert", "update", "delete"):
            op.execute(f"DROP TRIGGER search_{table}_{event}")
    if dialect == "sqlite":
        op.execute("DROP TABLE search_playbook")
