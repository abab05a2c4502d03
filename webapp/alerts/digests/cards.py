"""The card with which a person says how often they get a digest."""

from flask import render_template, request
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from markupsafe import Markup

from webapp.alerts.digests.queries import rhythm_of
from webapp.core import clock, mail
from webapp.core.cards import on_page

CHOICES = (
    ("daily", _l("Every working day")),
    ("weekly", _l("Once a week")),
    ("none", _l("Never")),
)


@on_page("reminders")
def by_mail() -> Markup | None:
    """For those who play, where mail goes out."""
    if current_user.role != "rep" or not mail.is_offered():
        return None
    rhythm = rhythm_of(current_user, clock.now())
    return Markup(render_template("alerts/digests/_card.html", choices=CHOICES, rhythm=rhythm, back=request.path))
