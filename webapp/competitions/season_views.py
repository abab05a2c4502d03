"""Seasons: beginning one at the desk, and its table for those in it."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from webapp.competitions import league, queries, seasons
from webapp.competitions.season_models import Season
from webapp.core import clock
from webapp.core.problems import Forbidden, Invalid, Problem
from webapp.core.work import work

bp = Blueprint("seasons", __name__)

Answer = str | Response | tuple[str, int]


@bp.route("/desk/competitions/seasons", methods=["GET", "POST"])
@login_required
def desk() -> Answer:
    if not queries.may_make(current_user):
        raise Forbidden(_("Managers and admins make seasons."))
    if request.method == "GET":
        return _desk({"name": "", "teams": [], "first": seasons_first()})
    teams = request.form.getlist("teams", type=int)
    try:
        with work():
            season = seasons.begin(
                current_user,
                request.form.get("name", ""),
                teams,
                _day(request.form.get("first", "")),
                current_user.time_zone,
                now=clock.now(),
            )
    except Problem as problem:
        return _desk({**request.form.to_dict(), "teams": teams}, problem.detail), problem.status
    flash(_("The season is on. Every Monday its week is written down by itself."))
    return redirect(url_for("seasons.page", season_id=season.id))


@bp.get("/seasons/<int:season_id>")
@login_required
def page(season_id: int) -> str:
    now = clock.now()
    season = seasons.own(current_user, season_id)
    if season_id in seasons.weeks_due(now):
        with work():
            seasons.write_week(season_id, current_user, now=now)
        season = seasons.own(current_user, season_id)
    return render_template("competitions/season.html", season=season, **_shown(season))


@bp.post("/seasons/<int:season_id>/end")
@login_required
def end(season_id: int) -> Response:
    with work():
        seasons.call_off(seasons.own(current_user, season_id), current_user, now=clock.now())
    flash(_("Called off. What was played stays."))
    return redirect(url_for("seasons.page", season_id=season_id))


def seasons_first() -> str:
    today = clock.local_day(clock.now(), current_user.time_zone)
    return (today + timedelta(days=7 - today.weekday())).isoformat()


def _desk(form: dict[str, Any], wrong: str | None = None) -> str:
    return render_template(
        "competitions/seasons.html",
        seasons=seasons.seasons_of(current_user),
        teams=queries.choices(current_user, "teams"),
        form=form,
        wrong=wrong,
    )


def _day(given: str) -> date:
    try:
        day = date.fromisoformat(given)
    except ValueError:
        raise Invalid(_("Choose the week it begins with.")) from None
    if not 2000 <= day.year < 2100:
        raise Invalid(_("That date is out of this world. Choose one between 2000 and 2100."))
    return day


def _shown(season: Season) -> dict[str, Any]:
    teams, weeks = seasons.teams_of(season), seasons.played(season)
    names = {one.team_id: one.team.name for one in season.teams}
    rounds = len(league.round_robin(teams))
    champion = league.winner(weeks[-1][0]) if seasons.is_over(season) else None
    return {
        "table": league.table(teams, [result for week in weeks[:rounds] for result in week]),
        "names": names,
        "weeks": [_week(season, n, weeks) for n in range(league.weeks_of(len(teams)))],
        "champion": names.get(champion or 0),
        "mine": current_user.team_id,
        "may_end": season.cancelled_at is None and champion is None and seasons.runs(current_user, season),
    }


def _week(season: Season, number: int, weeks: list[list[league.Result]]) -> dict[str, Any]:
    teams = seasons.teams_of(season)
    monday = season.first_monday + number * seasons.A_WEEK
    pairs = league.pairs_of(number, teams, weeks) or []
    results = {(result.home, result.away): result for result in weeks[number]} if number < len(weeks) else {}
    return {
        "number": number + 1,
        "stage": league.stage_of(number, len(teams)),
        "monday": monday,
        "matches": [(pair, results.get(pair)) for pair in pairs],
        "rests": [team for team in teams if pairs and not any(team in pair for pair in pairs)]
        if league.stage_of(number, len(teams)) == "round"
        else [],
    }
