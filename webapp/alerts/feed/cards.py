"""The card with which a person gets their calendar's link."""

from flask import render_template, request
from flask_login import current_user
from markupsafe import Markup

from webapp.alerts.feed.links import url_of
from webapp.core.cards import on_page


@on_page("reminders")
def in_calendar() -> Markup | None:
    url = url_of(current_user)
    subscribed = url and f"webcal://{url.partition('://')[2]}"
    return Markup(render_template("alerts/feed/_card.html", url=url, webcal=subscribed, back=request.path))
