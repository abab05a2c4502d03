"""Reporting a reply, and deciding on it, from its own page."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from htmx_flask import request
from werkzeug.wrappers import Response

from webapp.core import clock
from webapp.core.work import work
from webapp.voting import moderation

bp = Blueprint("voting", __name__)


@bp.post("/answers/<int:answer_id>/report")
@login_required
def report(answer_id: int) -> Response | str:
    with work():
        complaint, words = request.form.get("complaint", ""), request.form.get("words")
        moderation.report(current_user, answer_id, complaint, words, now=clock.now())
    if request.htmx:
        return render_template("voting/_reported.html")
    flash(_("Thank you. A coach will look at it."))
    return redirect(url_for("today.answer_page", answer_id=answer_id))


@bp.post("/answers/<int:answer_id>/moderation")
@login_required
def moderate(answer_id: int) -> Response:
    with work():
        moderation.moderate(
            current_user, answer_id, request.form.get("kind", ""), request.form.get("why", ""), now=clock.now()
        )
    flash(_("Done. The author reads your sentence, and the points have followed."))
    return redirect(url_for("today.answer_page", answer_id=answer_id))


@bp.post("/answers/<int:answer_id>/reports/settled")
@login_required
def settle(answer_id: int) -> Response:
    with work():
        moderation.settle_reports(current_user, answer_id, now=clock.now())
    flash(_("It stays. Nobody is asked about it again."))
    return redirect(url_for("today.answer_page", answer_id=answer_id))
