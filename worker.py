"""The worker beside the server: votes close by themselves, also after a night asleep, and mail goes out."""

from gevent import monkey

monkey.patch_all()

from collections.abc import Callable  # noqa: E402
from typing import Any  # noqa: E402

import gevent  # noqa: E402
import structlog  # noqa: E402
from huey import RedisHuey, SqliteHuey, crontab  # noqa: E402

from webapp import create_app  # noqa: E402
from webapp.alerts.chat.tasks import post_due  # noqa: E402
from webapp.alerts.digests.tasks import write_due_digests  # noqa: E402
from webapp.competitions.tasks import end_and_repeat  # noqa: E402
from webapp.core.mail_sending import send_due  # noqa: E402
from webapp.extensions import db  # noqa: E402
from webapp.people.accounts.tasks import answer_asked  # noqa: E402
from webapp.people.roster.tasks import carry_out_imports, resume  # noqa: E402
from webapp.voting.tasks import close_all_due  # noqa: E402

app = create_app()
log = structlog.get_logger()

EVERY = 1.0
"""Seconds between two looks for what somebody waits for; huey's own clock ticks once a minute only."""
NOW_AND_THEN = 30.0
"""Seconds between two looks for what a morning brings."""


def _queue() -> Any:
    if app.config["REDIS_URL"]:
        return RedisHuey("repartee", url=app.config["REDIS_URL"])
    return SqliteHuey("repartee", filename=str(app.config["REPARTEE_DATA"] / "queue.db"))


huey = _queue()


def _run(task: Callable[[], int]) -> None:
    with app.app_context():
        try:
            if done := task():
                log.info("task", name=task.__name__, done=done)
        finally:
            db.session.remove()


@huey.on_startup()
def catch_up() -> None:
    _run(close_all_due)
    _run(end_and_repeat)
    _run(resume)
    gevent.spawn(look_often, carry_out_imports)
    gevent.spawn(look_often, answer_asked)
    # Apart from each other, since a morning's mail and a slow chat take minutes.
    gevent.spawn(look_often, send_due)
    gevent.spawn(look_often, write_due_digests, every=NOW_AND_THEN)
    gevent.spawn(look_often, post_due, every=NOW_AND_THEN)


def look_often(*tasks: Callable[[], int], every: float = EVERY) -> None:
    """For progress bars that are watched and links that are waited for."""
    while True:
        gevent.sleep(every)
        for task in tasks:
            try:
                _run(task)
            except Exception:
                log.exception("task_failed", name=task.__name__)


@huey.periodic_task(crontab(minute="*"))
def close_voting() -> None:
    _run(close_all_due)


@huey.periodic_task(crontab(minute="*"))
def end_competitions() -> None:
    _run(end_and_repeat)


if __name__ == "__main__":
    huey.create_consumer(workers=1, worker_type="greenlet").run()
