"""The boards' page."""

from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, abort, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user, login_required
from htmx_flask import request

from webapp.core import clock
from webapp.core.install import in_launcher
from webapp.core.navigation import in_navigation
from webapp.people.models import Person
from webapp.points.queries import by_day
from webapp.standings.boards import Board, board_for, scope_for, watch_of, why_off
from webapp.standings.queries import Row, Scope, points_since
from webapp.standings.rules import BOARDS, PERIODS, SMALLEST_TEAM

bp = Blueprint("standings", __name__)

TOP = 10
TREND_DAYS = 14

in_navigation(3, lambda: {"url": url_for("standings.page"), "label": _("Boards"), "icon": "trophy"})
in_launcher(2, lambda: {"name": _("Boards"), "url": url_for("standings.page"), "picture": "shortcut-boards.png"})


@bp.get("/boards")
@bp.get("/boards/<any('people', 'teams', 'cohorts'):board>")
@login_required
def page(board: str | None = None) -> str:
    board = board or _first_board(current_user)
    period = request.args.get("period", "week")
    if period not in PERIODS:
        abort(404)
    scope, now = _scope(current_user, board), clock.now()
    found = board_for(current_user, board, period, scope, top=TOP, now=now)
    shown = _shown(current_user, found, now)
    return render_template("standings/_board.html" if request.htmx else "standings/board.html", board=shown)


def _first_board(viewer: Person) -> str:
    mine = Scope(cohort=viewer.cohort_id)
    return "people" if viewer.cohort_id and not why_off(viewer, mine) else "teams"


def _scope(viewer: Person, board: str) -> Scope:
    """My cohort is what opens first; `cohort=0` asks for everybody."""
    if board != "people":
        return Scope()
    cohort, team = request.args.get("cohort", type=int), request.args.get("team", type=int)
    if cohort is None and team is None and viewer.cohort_id is not None:
        return Scope(cohort=viewer.cohort_id)
    return scope_for(viewer, cohort or None, team or None)


def _shown(viewer: Person, found: Board, now: datetime) -> dict[str, Any]:
    top = [row for row in found.rows if found.board != "people" or row.place <= TOP]
    beyond = found.me is not None and found.me.place > TOP and found.board == "people"
    around = [row for row in found.rows if found.me and abs(row.place - found.me.place) <= 2] if beyond else []
    return {
        "board": found.board,
        "period": found.period,
        "boards": [_tab(key, label, found.board, board=key) for key, label in _boards()],
        "periods": _periods(found),
        "scopes": _scopes(viewer, found) if found.board == "people" and not found.off else [],
        "off": found.off,
        "mine": points_since(viewer.id, found.period, found.start) if found.off else None,
        "top": [_row(row, found) for row in top],
        "nobody": not any(row.size for row in found.rows),
        "around": [_row(row, found) for row in around],
        "me": _row(found.me, found) if found.me else None,
        "trend": _trend(viewer, clock.local_day(now, viewer.time_zone)) if viewer.role == "rep" else [],
        "explanation": _explanation(found.board),
        "watch": None if found.off else watch_of(found),
    }


def _row(row: Row, found: Board) -> dict[str, Any]:
    detail = None
    if found.board != "people":
        detail = ngettext("%(num)s person", "%(num)s people", row.size)
        detail += " · " + ngettext("%(num)s day at work", "%(num)s days at work", row.days)
    mine = found.me is not None and row.id == found.me.id
    return {
        "rank": row.rank,
        "id": row.id,
        "name": row.name,
        "points": row.points,
        "detail": detail,
        "is_me": mine,
    }


def _boards() -> list[tuple[str, str]]:
    return list(zip(BOARDS, (_("People"), _("Teams"), _("Cohorts")), strict=True))


def _tab(key: str, label: str, current: str, **address: Any) -> dict[str, Any]:
    return {"label": label, "url": url_for("standings.page", **address), "current": key == current}


def _periods(found: Board) -> list[dict[str, Any]]:
    labels = zip(PERIODS, (_("Today"), _("Week"), _("Month"), _("All time")), strict=True)
    whose = _whose(found.scope) if found.board == "people" else {}
    return [_tab(key, label, found.period, board=found.board, period=key, **whose) for key, label in labels]


def _scopes(viewer: Person, found: Board) -> list[dict[str, Any]]:
    choices = [(_("My cohort"), Scope(cohort=viewer.cohort_id))] if viewer.cohort_id else []
    choices += [(_("My team"), Scope(team=viewer.team_id))] if viewer.team_id else []
    choices.append((_("Everyone"), Scope()))
    return [
        {
            "label": label,
            "url": url_for("standings.page", board="people", period=found.period, **_whose(scope)),
            "current": scope == found.scope,
        }
        for label, scope in choices
    ]


def _whose(scope: Scope) -> dict[str, Any]:
    return {k: v for k, v in scope._asdict().items() if v} or {"cohort": 0}


def _trend(viewer: Person, today: date) -> list[dict[str, Any]]:
    first = today - timedelta(days=TREND_DAYS - 1)
    earned = by_day(viewer.id, first)
    return [{"day": day, "points": earned.get(day, 0)} for day in clock.days(first, today)]


def _explanation(board: str) -> str | None:
    if board == "people":
        return None
    return _(
        "Points for each person and day at work, so that size does not decide. "
        "Below %(smallest)s people there is no rank.",
        smallest=SMALLEST_TEAM,
    )
