"""The page on which the cards about reminders lie."""

from flask import Blueprint, render_template
from flask_login import login_required

bp = Blueprint("reminders", __name__)


@bp.get("/reminders")
@login_required
def page() -> str:
    return render_template("alerts/reminders.html")
