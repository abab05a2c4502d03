"""The unit of work: one transaction per use case, opened at the door, told to audiences after it."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol, TypeVar

import structlog
from sqlalchemy.exc import OperationalError

from webapp.core.database import is_sqlite
from webapp.core.turns import Turns
from webapp.extensions import db

log = structlog.get_logger()

RETRIED_STATES = {"40001", "40P01"}
"""PostgreSQL's serialisation failure and deadlock: the whole use case is run again."""
ATTEMPTS = 5


class Gathered(Protocol):
    """Changes that are collected through a work and written together just before its commit."""

    def write(self) -> None: ...


G = TypeVar("G", bound=Gathered)


class Work:
    def __init__(self) -> None:
        self._gathered: dict[type, Gathered] = {}
        self._news: list[Callable[[], None]] = []

    def gather(self, kind: type[G]) -> G:
        """This work's only instance of `kind`; its `write` runs once, just before the commit."""
        found = self._gathered.setdefault(kind, kind())
        assert isinstance(found, kind)
        return found

    def then(self, news: Callable[[], None]) -> None:
        """Run `news` after the commit, and only if there is one."""
        self._news.append(news)

    def write_gathered(self) -> None:
        """Kind by kind in one order, so that no two works wait for each other's rows."""
        while self._gathered:
            first = min(self._gathered, key=lambda kind: kind.__qualname__)
            self._gathered.pop(first).write()

    def tell(self) -> None:
        for news in self._news:
            try:
                news()
            except Exception:
                # The commit stands and was promised; a client that missed the news asks again.
                log.exception("news_not_told")


_one_writer = Turns(1)
"""SQLite has no more."""
_few_writers = Turns(8)
"""On PostgreSQL more at once would only wait for each other's rows, and leave readers no connection."""
_current: ContextVar[Work | None] = ContextVar("work", default=None)


def current() -> Work:
    """The work under way. Raises RuntimeError where a door forgot to open one."""
    if (found := _current.get()) is None:
        raise RuntimeError("writes belong inside `with work():`")
    return found


@contextmanager
def work() -> Iterator[Work]:
    """Begin, commit once, then tell. Nothing inside may yield or talk to a network."""
    if _current.get() is not None:
        raise RuntimeError("one use case, one work")
    _end_reading()
    with (_one_writer if is_sqlite() else _few_writers).mine():
        mine = Work()
        token = _current.set(mine)
        try:
            db.session.connection(execution_options={"writing": True})
            yield mine
            mine.write_gathered()
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
        finally:
            _current.reset(token)
    mine.tell()


def retried(door: Callable[..., Any]) -> Callable[..., Any]:
    """A door whose use case is run again when PostgreSQL broke a deadlock at its expense."""

    @functools.wraps(door)
    def opened(*args: Any, **kwargs: Any) -> Any:
        for attempt in range(ATTEMPTS):
            try:
                return door(*args, **kwargs)
            except OperationalError as error:
                if getattr(error.orig, "sqlstate", None) not in RETRIED_STATES or attempt == ATTEMPTS - 1:
                    raise
                log.warning("retried", attempt=attempt + 1)
        raise AssertionError("unreachable")

    return opened


def _end_reading() -> None:
    """A read transaction cannot be upgraded on SQLite, and what it read may be stale."""
    if db.session.new or db.session.dirty or db.session.deleted:
        raise RuntimeError("something was changed outside a work")
    db.session.rollback()
