"""Is the process alive, and is what it needs there?"""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, current_app, jsonify
from flask.typing import ResponseReturnValue
from redis import Redis

from webapp.core import clock
from webapp.extensions import db, limiter

bp = Blueprint("health", __name__)
limiter.exempt(bp)


@bp.get("/healthz")
def alive() -> ResponseReturnValue:
    """With our time, so that a device can tell whether its clock is off."""
    return jsonify(ok=True, now=clock.now().isoformat())


@bp.get("/readyz")
def ready() -> ResponseReturnValue:
    checks = {"database": _database, "migrations": is_migrated, "broker": _broker}
    results = {name: _tried(check) for name, check in checks.items()}
    return jsonify(results), 200 if all(r == "ok" for r in results.values()) else 503


def is_migrated() -> bool:
    """Whether the database is at the newest migration."""
    scripts = ScriptDirectory(current_app.extensions["migrate"].directory)
    return MigrationContext.configure(db.session.connection()).get_current_revision() == scripts.get_current_head()


def _tried(check: object) -> str:
    try:
        assert callable(check)
        return "ok" if check() else "behind"
    except Exception as error:
        return type(error).__name__


def _database() -> bool:
    return bool(db.session.execute(db.text("SELECT 1")).scalar() == 1)


def _broker() -> bool:
    """Redis where it is configured; SQLite's queue is a file that the database check covers."""
    url = current_app.config["REDIS_URL"]
    return bool(Redis.from_url(url, socket_timeout=2).ping()) if url else True
