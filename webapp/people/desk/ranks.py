"""Personal ranks on or off: for a team by its manager, for the whole installation by an admin."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.core import clock
from webapp.core.work import work
from webapp.people import managing, ranks
from webapp.people.desk import bp
from webapp.people.models import Team


@bp.post("/ranks")
def turn_everybodys_ranks() -> Response:
    _turn(None)
    return redirect(url_for("people_desk.teams_page"))


@bp.post("/teams/<int:team_id>/ranks")
def turn_a_teams_ranks(team_id: int) -> Response:
    _turn(managing.team(current_user, team_id))
    return redirect(url_for("people_desk.team_page", team_id=team_id))


def _turn(team: Team | None) -> None:
    on = request.form.get("on") == "1"
    with work():
        ranks.turn_ranks(on, team, current_user, now=clock.now())
    flash(_("Personal ranks are on.") if on else _("Personal ranks are off. Points, streaks and team boards stay."))
