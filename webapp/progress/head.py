"""The streak and points in every page's head, and the way around."""

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _
from flask_login import current_user
from htmx_flask import request

from webapp.core import clock
from webapp.core.navigation import in_navigation
from webapp.standings.queries import all_time_points
from webapp.streaks.queries import streak_of
from webapp.today.shapes import streak_shape

in_navigation(4, lambda: {"url": url_for("progress.page"), "label": _("Me"), "icon": "user"})


def register(app: Flask) -> None:
    app.context_processor(lambda: {"page_head": page_head()})


def page_head() -> dict[str, Any] | None:
    """None for strangers, for those who do not play, and for fragments, which have no head."""
    if request.htmx or not current_user.is_authenticated or current_user.role != "rep":
        return None
    today = clock.local_day(clock.now(), current_user.time_zone)
    streak = streak_shape(streak_of(current_user, today))
    return {"points": all_time_points(current_user.id), "streak": streak}
