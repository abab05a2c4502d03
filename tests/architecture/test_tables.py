"""Every constraint has a name, the same on both databases, and every reference is one."""

from flask import Flask
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, PrimaryKeyConstraint, UniqueConstraint, inspect

from webapp.extensions import db
from webapp.insights.models import SUMS

PREFIXES = {
    PrimaryKeyConstraint: "pk_",
    ForeignKeyConstraint: "fk_",
    UniqueConstraint: "uq_",
    CheckConstraint: "ck_",
}
POSTGRESQL_CUTS_AT = 63


def test_every_constraint_and_index_bears_its_tables_name(app: Flask):
    for table in db.metadata.sorted_tables:
        for constraint in table.constraints:
            name = str(constraint.name)
            assert name.startswith(f"{PREFIXES[type(constraint)]}{table.name}"), f"{table.name}: {name}"
            assert len(name) <= POSTGRESQL_CUTS_AT
        for index in table.indexes:
            assert str(index.name).startswith(f"ix_{table.name}")


def test_the_migrated_database_has_them_under_these_names(app: Flask):
    there = inspect(db.engine)
    for table in db.metadata.sorted_tables:
        kept = {one["name"] for one in there.get_unique_constraints(table.name)}
        kept |= {one["name"] for one in there.get_check_constraints(table.name)}
        kept |= {one["name"] for one in there.get_indexes(table.name)}
        kept |= {one["name"] for one in there.get_foreign_keys(table.name)}
        meant = {c.name for c in table.constraints if not isinstance(c, PrimaryKeyConstraint)}
        meant |= {index.name for index in table.indexes}
        assert meant <= kept, table.name


def test_what_looks_like_a_reference_is_one():
    loose = {
        "standings.subject_id",
        "answers.client_id",
        "huddle_replies.client_id",
        "deals.external_id",
        "deal_ids.external_id",
    }
    loose |= {f"{model.__tablename__}.{of}_id" for model in SUMS for of in ("team", "cohort")}
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            if column.name.endswith("_id") and f"{table.name}.{column.name}" not in loose:
                assert column.foreign_keys, f"{table.name}.{column.name}"


def test_sqlite_enforces_its_references(app: Flask):
    assert db.session.scalar(db.text("PRAGMA foreign_keys")) == 1
    assert db.session.scalar(db.text("PRAGMA journal_mode")) == "wal"
