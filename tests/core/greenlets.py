"""python -m tests.core.greenlets URL FOLDER TIMES: greenlets add to one number, patched as the server is."""

from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402
from pathlib import Path  # noqa: E402

import gevent  # noqa: E402
from flask import Flask  # noqa: E402

from tests.conftest import settings_for  # noqa: E402
from webapp import create_app  # noqa: E402
from webapp.core.work import work  # noqa: E402
from webapp.extensions import db  # noqa: E402
from webapp.people.models import Team  # noqa: E402

GREENLETS = 200


def main(url: str, folder: str, times: str) -> None:
    app = create_app(settings_for(Path(folder), SQLALCHEMY_DATABASE_URI=url))
    each = int(times) // GREENLETS
    gevent.joinall([gevent.spawn(increment, app, each) for _ in range(GREENLETS)], raise_error=True)


def increment(app: Flask, times: int) -> None:
    with app.app_context():
        for _ in range(times):
            with work():
                team = db.session.get_one(Team, 1, with_for_update=True, populate_existing=True)
                team.name = str(int(team.name) + 1)
            gevent.sleep(0)
        db.session.remove()


if __name__ == "__main__":
    main(*sys.argv[1:])
