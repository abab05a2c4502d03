"""What is written, reviewed, lived with and retired: the columns that facts and prompts share."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, func, text
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship
from sqlalchemy.sql.elements import ColumnElement

from webapp.people.models import Person

STATES = ("draft", "review", "live", "retired")


class Versioned:
    """One version of something that is written and then lives. What anybody met keeps the version it was:
    a change is a new row under the same key."""

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80))
    """The same for every version."""
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(10))

    @declared_attr
    @classmethod
    def first_id(cls) -> Mapped[int | None]:
        """The first version, by which all of them are known outside; None on the first itself."""
        return mapped_column(ForeignKey(f"{cls.__tablename__}.id"), index=True)  # type: ignore[attr-defined]

    @declared_attr
    @classmethod
    def owner_id(cls) -> Mapped[int | None]:
        """Who sees to it that it stays true."""
        return mapped_column(ForeignKey("people.id"))

    @declared_attr
    @classmethod
    def owner(cls) -> Mapped[Person | None]:
        return relationship(Person, foreign_keys=[cls.owner_id])

    @hybrid_property
    def origin_id(self) -> int:
        return self.first_id or self.id

    @origin_id.inplace.expression
    @classmethod
    def _origin_id(cls) -> ColumnElement[int]:
        return func.coalesce(cls.first_id, cls.id)


def versions_of(table: str) -> tuple[Any, ...]:
    """At most one version of a key is live, and at most one is being written."""
    return (
        UniqueConstraint("key", "version"),
        CheckConstraint("state IN ('draft', 'review', 'live', 'retired')", name="state"),
        *(
            Index(f"ix_{table}_{name}", "key", unique=True, sqlite_where=text(where), postgresql_where=text(where))
            for name, where in (("live", "state = 'live'"), ("written", "state IN ('draft', 'review')"))
        ),
    )
