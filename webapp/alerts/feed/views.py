"""The calendar itself, which its secret opens without a sign-in; and making and ending one's link."""

from flask import Blueprint, Response, flash, redirect, request
from flask_babel import gettext as _
from flask_login import current_user, login_required
from werkzeug.wrappers import Response as AnyResponse

from webapp.alerts.feed import cards, links  # noqa: F401
from webapp.alerts.feed.ics import calendar_for
from webapp.core import clock
from webapp.core.problems import NotFound
from webapp.core.requests import own_path
from webapp.core.words import speaking_to
from webapp.core.work import work

bp = Blueprint("calendar", __name__)


@bp.get("/calendar/<string:secret>.ics")
def calendar(secret: str) -> AnyResponse:
    if (person := links.opened_with(secret)) is None:
        raise NotFound(_("This calendar was ended, or never was one. Its owner finds a new link under reminders."))
    with speaking_to(person):
        response = Response(calendar_for(person, now=clock.now()), content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, max-age=900"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    response.add_etag()
    return response.make_conditional(request)


@bp.post("/calendar-link")
@login_required
def make_link() -> AnyResponse:
    with work():
        links.make(current_user.id, now=clock.now())
    flash(_("Here is your link. An earlier one shows nothing any more."))
    return _back()


@bp.post("/calendar-link/end")
@login_required
def end_link() -> AnyResponse:
    with work():
        links.end(current_user.id)
    flash(_("Your calendar link has ended."))
    return _back()


def _back() -> AnyResponse:
    return redirect(own_path(request.form.get("back"), "/reminders"))
