"""Fair starts: the draws, a new one, and what became of each."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from webapp.core import clock
from webapp.core.problems import Invalid
from webapp.core.requests import row_id
from webapp.core.tables import write_csv
from webapp.core.work import work
from webapp.insights import reading
from webapp.insights.counting.weeks import WEEK
from webapp.insights.sections.catalogue import SECTIONS
from webapp.insights.starts import actions, queries, rules, words
from webapp.insights.statistics.differences import FEWEST_DRAWS
from webapp.mastery.rules import monday
from webapp.people import managing

bp = Blueprint("fair_starts", __name__, url_prefix="/desk/insights/starts")


@bp.before_request
@login_required
def _admit() -> None:
    managing.check_managing(current_user)


@bp.get("")
def page() -> str:
    return _page()


@bp.post("")
def draw() -> Response | tuple[str, int]:
    form = request.form
    teams, waves = form.getlist("team", type=row_id), form.get("waves", 0, type=int)
    try:
        _check_orders(teams, waves)
        with work():
            name, first = form.get("name", ""), _date(form.get("first", ""))
            start = actions.draw(current_user, name, teams, first, waves, today=_today(), now=clock.now())
    except Invalid as problem:
        flash(problem.detail, "error")
        return _page(form), problem.status
    flash(_("Drawn. The order stands, and anybody can check it."))
    return redirect(url_for("fair_starts.one", start_id=start.id))


@bp.get("/<int:start_id>")
def one(start_id: int) -> str:
    start = queries.start_of(current_user, start_id)
    figures = [words.figure(report) for report in queries.reports(start, _today())]
    return render_template("insights/start.html", start=start, figures=figures, today=_today(), **_around())


@bp.get("/<int:start_id>/<string:figure>.csv")
def table(start_id: int, figure: str) -> Response:
    start = queries.start_of(current_user, start_id)
    figures = [words.figure(report) for report in queries.reports(start, _today())]
    found = next((one for one in figures if one.key == figure), None) or abort(404)
    return Response(
        write_csv(found.header, found.rows),
        mimetype="text/csv",
        headers={"Content-Disposition": f"attachment; filename=fair-start-{start_id}-{figure}.csv"},
    )


def _page(given: Any = None) -> str:
    given = request.args if given is None else given
    return render_template(
        "insights/starts.html",
        starts=queries.starts_of(current_user),
        teams=managing.teams(current_user),
        next_monday=monday(_today()) + WEEK,
        waves=actions.WAVES,
        given=given,
        are_few=_are_few(given.getlist("team", type=row_id), given.get("waves", 0, type=int)),
        fewest=FEWEST_DRAWS,
        chosen_teams=set(given.getlist("team", type=row_id)),
        **_around(),
    )


def _check_orders(teams: list[int], waves: int) -> None:
    """A draw that cannot give an interval is made knowingly."""
    if _are_few(teams, waves) and not request.form.get("few"):
        raise Invalid(
            _(
                "Chance could draw only %(orders)s different orders of these; for an interval it takes %(fewest)s. "
                "Choose more teams or more weeks, or tick below that you go without.",
                orders=rules.orders(len(set(teams)), waves),
                fewest=FEWEST_DRAWS,
            )
        )


def _are_few(teams: list[int], waves: int) -> bool:
    """What cannot be drawn at all is refused for that."""
    return len(set(teams)) > 1 and waves in actions.WAVES and rules.orders(len(set(teams)), waves) < FEWEST_DRAWS


def _around() -> dict[str, Any]:
    """What every page of the insights has on top."""
    return {"sections": SECTIONS.values(), "section": "starts", "chosen": {}, "counted_at": reading.counted_at()}


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min


def _today() -> date:
    return clock.local_day(clock.now(), current_user.time_zone)
