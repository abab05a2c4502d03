"""Writes docs/permissions.md: `python -m tests.permissions`."""

import contextlib
import io
import tempfile
from pathlib import Path

from flask_migrate import upgrade

from tests.conftest import settings_for
from tests.permissions import table
from tests.permissions.doors import doors_of
from tests.permissions.house import a_house
from webapp import create_app


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stderr(io.StringIO()):
        app = create_app(settings_for(Path(folder)))
        with app.app_context():
            upgrade()
        with a_house(app, Path(folder) / "repartee.db") as house:
            rows = [row for door in doors_of(app) for row in house.rows(door)]
            table.PLACE.write_text(table.written({row: house.answers(row) for row in rows}))


if __name__ == "__main__":
    main()
