"""What the minutes bring: a coach's own, and for managers and admins those of their people's coaches."""

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from webapp.coaching.agreement import FEWEST
from webapp.coaching.gain import FEWEST_LOOKS
from webapp.coaching.minutes import PERIODS
from webapp.coaching.report import report
from webapp.core import clock
from webapp.core.navigation import on_desk

bp = Blueprint("minutes", __name__, url_prefix="/desk/coaching/minutes")

on_desk(
    3,
    lambda: (
        {"url": url_for("minutes.page"), "label": _("Coaching")} if current_user.role in ("manager", "admin") else None
    ),
)


@bp.get("")
@login_required
def page() -> str:
    asked = request.args.get("period")
    period = asked if asked in PERIODS else "week"
    found = report(current_user, period, now=clock.now())
    return render_template(
        "coaching/minutes.html", report=found, tabs=_tabs(period), fewest=FEWEST, fewest_looks=FEWEST_LOOKS
    )


def _tabs(period: str) -> list[dict[str, object]]:
    labels = {"day": _("Today"), "week": _("This week"), "month": _("This month")}
    return [
        {"url": url_for("minutes.page", period=key), "label": label, "current": key == period}
        for key, label in labels.items()
    ]
