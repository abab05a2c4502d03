"""The server at another hour and with other built files, both of which a test may change while it runs."""

import json
import os
from datetime import datetime, timedelta
from pathlib import Path

from webapp.core import assets, clock

PLACE = Path(os.environ["REPARTEE_DATA"])
HOURS, DIST = PLACE / "hours", PLACE / "dist"

_real = clock.now


def _moved() -> datetime:
    return _real() + timedelta(hours=float(HOURS.read_text()) if HOURS.exists() else 0)


clock.now = _moved
assets.DIST = DIST
assets._manifest = lambda: dict(json.loads((DIST / "manifest.json").read_text()))

from wsgi import app  # noqa: E402, F401
