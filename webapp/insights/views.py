"""Insights on the desk: three sentences, the sections behind them, and every figure as a file."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from webapp.core import clock
from webapp.core.navigation import on_desk
from webapp.core.requests import row_id
from webapp.core.tables import write_csv
from webapp.insights import reading, saying, sight, tiles
from webapp.insights.periods import LENGTHS, period
from webapp.insights.sections.catalogue import SECTIONS, Asked, Section
from webapp.insights.words import span, topic_names

bp = Blueprint("insights", __name__)


def _first() -> dict[str, Any] | None:
    """What a manager comes for."""
    return _link() if current_user.role == "manager" else None


def _later() -> dict[str, Any] | None:
    return _link() if current_user.role in sight.LOOKING and current_user.role != "manager" else None


def _link() -> dict[str, Any]:
    return {"url": url_for("insights.page"), "label": _("Insights")}


on_desk(0, _first)
on_desk(5, _later)


@bp.before_request
@login_required
def _admit() -> None:
    sight.check_looking(current_user)


@bp.get("/insights")
def door() -> Response:
    """The address one would guess."""
    return redirect(url_for("insights.page", **_chosen()))


@bp.get("/desk/insights")
def page() -> str:
    asked = _asked()
    return render_template(
        "insights/page.html",
        sentences=saying.three(asked.sight, asked.period),
        tiles=tiles.tiles(asked.sight, asked.period),
        **_around(asked),
    )


@bp.get("/desk/insights/<string:section>")
def one(section: str) -> str:
    asked, found = _asked(), _section(section)
    topics = topic_names() if section == "topics" else {}
    return render_template(
        "insights/section.html", section=found, figures=found.figures(asked), topics=topics, **_around(asked)
    )


@bp.get("/desk/insights/<string:section>/<string:figure>.csv")
def table(section: str, figure: str) -> Response:
    found = next((one for one in _section(section).figures(_asked()) if one.key == figure), None) or abort(404)
    return Response(
        write_csv(found.header, found.rows),
        mimetype="text/csv",
        headers={"Content-Disposition": f"attachment; filename=insights-{section}-{figure}.csv"},
    )


def _asked() -> Asked:
    args, now = request.args, clock.now()
    today = clock.local_day(now, current_user.time_zone)
    team, cohort = args.get("team", type=row_id), args.get("cohort", type=row_id)
    seen = sight.sight_of(current_user, team, cohort)
    return Asked(seen, period(today, args.get("weeks", type=int)), now, args.get("topic", type=row_id))


def _section(name: str) -> Section:
    return SECTIONS.get(name) or abort(404)


def _around(asked: Asked) -> dict[str, Any]:
    """What every page of the insights has on top."""
    choice = sight.choice(current_user)
    return {
        "sections": SECTIONS.values(),
        "choice": choice,
        "chosen_names": _chosen_names(choice),
        "chosen": _chosen(),
        "lengths": LENGTHS,
        "length": len(asked.period.weeks),
        "span": span(asked.period),
        "counted_at": reading.counted_at(),
        "topic_id": asked.topic_id,
    }


def _chosen_names(choice: sight.Choice) -> list[str]:
    """Of the team and the cohort that the page is about."""
    wanted = [(request.args.get("team", type=row_id), choice.teams)]
    wanted.append((request.args.get("cohort", type=row_id), choice.cohorts))
    return [row.name for chosen_id, rows in wanted for row in rows if row.id == chosen_id]


def _chosen() -> dict[str, Any]:
    """What leads on from page to page."""
    return {name: request.args[name] for name in ("weeks", "team", "cohort") if request.args.get(name)}
