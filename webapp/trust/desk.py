"""What was found in votes, for managers of those people; who looked says so."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from webapp.core import clock
from webapp.core.navigation import on_desk
from webapp.core.problems import Invalid
from webapp.core.work import work
from webapp.people import queries as people
from webapp.people.models import Person
from webapp.trust import actions, queries
from webapp.trust.models import Finding
from webapp.trust.words import evidence, headline

bp = Blueprint("judges", __name__)

on_desk(
    6,
    lambda: (
        {"url": url_for("judges.page"), "label": _("Judges")} if current_user.role in ("manager", "admin") else None
    ),
)


@bp.get("/desk/judging")
@login_required
def page() -> str:
    return _show()


@bp.post("/desk/judging/<int:finding_id>")
@login_required
def settle(finding_id: int) -> Response | tuple[str, int]:
    try:
        with work():
            finding = actions.settle(current_user, finding_id, request.form.get("why", ""), now=clock.now())
            still = queries.judges_under_findings({finding.judge_id})
    except Invalid as problem:
        return _show(refused=finding_id, error=problem.detail), problem.status
    flash(
        _("Noted. Something else found about them stands, so their votes go on weighing half until you settle it too.")
        if still
        else _("Noted. Their open and coming votes weigh again what they did.")
    )
    return redirect(url_for("judges.page"))


def _show(refused: int | None = None, error: str | None = None) -> str:
    """What was typed for the finding that was refused comes back with it."""
    mine = people.managed_team_ids(current_user)
    standing, settled = (
        [_shape(current_user, mine, one) for one in queries.findings_for(current_user, standing=which)]
        for which in (True, False)
    )
    return render_template("trust/desk.html", standing=standing, settled=settled, refused=refused, error=error)


def _shape(viewer: Person, teams: set[int], finding: Finding) -> dict[str, Any]:
    other = _other(viewer, teams, finding)
    return {
        "id": finding.id,
        "headline": headline(finding, other),
        "evidence": evidence(finding, other),
        "at": finding.at,
        "settled_at": finding.settled_at,
        "by": finding.settled_by and finding.settled_by.name,
        "why": finding.why,
    }


def _other(viewer: Person, teams: set[int], finding: Finding) -> str:
    """By name only for who manages them too."""
    if finding.other is None:
        return ""
    mine = viewer.role == "admin" or finding.other.team_id in teams
    return finding.other.name if mine else _("a colleague of another team")
