"""The desk's competitions: the list, the wizard, publishing, the big screen's link, the records."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from webapp.competitions import actions, listeners, queries, screens, showing, wizard, words
from webapp.competitions.board import board_of, rehearsed
from webapp.competitions.looking import look
from webapp.competitions.models import Competition
from webapp.competitions.ready_made import TEMPLATES
from webapp.competitions.rules import BETWEEN, STATES
from webapp.core import clock
from webapp.core.first_steps import Step, first_step
from webapp.core.navigation import on_desk
from webapp.core.problems import Forbidden, Problem
from webapp.core.work import work

bp = Blueprint("competitions", __name__, url_prefix="/desk/competitions")

ORDER = ("live", "counting", "scheduled", "draft", "final", "cancelled")
Answer = str | Response | tuple[str, int]


def _link() -> dict[str, Any] | None:
    return {"url": url_for("competitions.desk"), "label": _("Competitions")} if _may_make() else None


def _may_make() -> bool:
    return current_user.is_authenticated and queries.may_make(current_user)


on_desk(4, _link)

first_step(
    3,
    lambda: Step(
        _("Start a competition"),
        _("A week of friendly rivalry, and a big screen for the wall."),
        url_for("competitions.new"),
        queries.has_anything_run(),
    ),
)


@bp.before_request
@login_required
def _managers_only() -> None:
    if not _may_make():
        raise Forbidden(_("Managers and admins make competitions."))


@bp.get("")
def desk() -> str:
    now = clock.now()
    cards = [
        showing.card(one, now) | {"runs": queries.runs(current_user, one)}
        for one in queries.competitions_of(current_user)
    ]
    groups = [(words.STATE_WORDS[state], [c for c in cards if c["state"] == state]) for state in ORDER]
    assert set(ORDER) == set(STATES)
    return render_template(
        "competitions/desk.html", groups=[group for group in groups if group[1]], templates=TEMPLATES
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> Answer:
    """The first step; from the second on there is a draft that waits."""
    template = wizard.ready_made(request.values.get("template"))
    between = request.values.get("between") or (template.between if template else "teams")
    if between not in BETWEEN:
        abort(404)
    begun = {"name": str(template.name) if template else "", "between": between, "members": []}
    if request.method == "GET":
        return _step("who", None, begun, template=template)
    try:
        now = clock.now()
        given = wizard.begun_with(template, current_user, now) if template else {}
        with work():
            competition = actions.draft(current_user, given | wizard.who_of(request.form), now=now)
    except Problem as problem:
        return _step("who", None, begun | wizard.typed(request.form), problem, template), problem.status
    return redirect(url_for("competitions.step", competition_id=competition.id, name="what"))


@bp.route("/<int:competition_id>/<any('who', 'what', 'when'):name>", methods=["GET", "POST"])
def step(competition_id: int, name: str) -> Answer:
    now = clock.now()
    competition = _mine(competition_id)
    begun = wizard.kept(competition, clock.local_day(now, competition.time_zone))
    if request.method == "GET":
        asked = request.args.get("between")
        return _step(name, competition, begun | ({"between": asked} if asked in BETWEEN else {}))
    try:
        with work():
            competition = queries.run_by(current_user, competition_id)
            actions.change(competition, current_user, wizard.asked(name, request.form, competition), now=now)
            listeners.tell_changed(competition)
    except Problem as problem:
        return _step(name, _mine(competition_id), begun | wizard.typed(request.form), problem), problem.status
    following = dict(zip(wizard.STEPS, wizard.STEPS[1:], strict=False)).get(name)
    if following and competition.published_at is None:
        return redirect(url_for("competitions.step", competition_id=competition_id, name=following))
    return redirect(url_for("competitions.one", competition_id=competition_id))


@bp.get("/<int:competition_id>")
def one(competition_id: int) -> str:
    return _page(competition_id)


@bp.post("/<int:competition_id>/publication")
def publish(competition_id: int) -> Response:
    with work():
        competition = queries.run_by(current_user, competition_id)
        actions.publish(competition, current_user, now=clock.now())
    flash(
        _("It runs for you alone; nobody else hears of it.")
        if competition.hidden
        else _("Published. Those in it know, and it starts and ends by itself.")
    )
    return _back(competition_id)


@bp.post("/<int:competition_id>/cancellation")
def cancel(competition_id: int) -> Response:
    with work():
        competition = queries.run_by(current_user, competition_id)
        actions.cancel(competition, current_user, request.form.get("because", ""), now=clock.now())
    flash(_("Called off. Those in it are told; nothing of what they earned is lost."))
    return _back(competition_id)


@bp.post("/<int:competition_id>/discard")
def discard(competition_id: int) -> Response:
    with work():
        actions.discard(queries.run_by(current_user, competition_id))
    flash(_("The draft is gone."))
    return redirect(url_for("competitions.desk"))


@bp.post("/<int:competition_id>/copy")
def copy(competition_id: int) -> Response:
    with work():
        draft = actions.copied(_mine(competition_id), current_user, now=clock.now())
    flash(_("A draft with the same people and rules. Say when it is."))
    return redirect(url_for("competitions.step", competition_id=draft.id, name="when"))


@bp.post("/<int:competition_id>/screen")
def open_screen(competition_id: int) -> str:
    """The link is shown on this page and never again."""
    with work():
        competition = queries.run_by(current_user, competition_id)
        secret = screens.open_screen(competition, current_user, now=clock.now())
    return _page(competition_id, screen_link=url_for("screens.screen", secret=secret, _external=True))


@bp.post("/<int:competition_id>/screen/withdrawal")
def withdraw_screen(competition_id: int) -> Response:
    with work():
        screens.withdraw(queries.run_by(current_user, competition_id), current_user, now=clock.now())
    flash(_("Withdrawn. Whatever showed it has gone dark."))
    return _back(competition_id)


def _mine(competition_id: int) -> Competition:
    """One that they run; one they merely see has no page on their desk."""
    competition = look(current_user, competition_id, now=clock.now())
    if not queries.runs(current_user, competition):
        abort(404)
    return competition


def _back(competition_id: int) -> Response:
    return redirect(url_for("competitions.one", competition_id=competition_id))


def _page(competition_id: int, screen_link: str | None = None) -> str:
    now, competition = clock.now(), _mine(competition_id)
    board = board_of(competition, now)
    is_draft = board.state == "draft"
    rows = board._replace(rows=rehearsed(competition, now)) if is_draft else board
    return render_template(
        "competitions/one.html",
        card=showing.card(competition, now),
        table=showing.table(competition, rows),
        watch={"competition_id": competition.id} if board.state in ("scheduled", "live", "counting") else None,
        begun=showing.begun(competition, now) if is_draft else None,
        overlap=showing.overlap(queries.overlapping(current_user, competition))
        if competition.starts_at and not competition.frozen_at
        else None,
        screen_link=screen_link,
        has_screen=screens.current_screen(competition) is not None,
        runs=queries.runs(current_user, competition),
    )


def _step(
    name: str,
    competition: Competition | None,
    form: dict[str, Any],
    problem: Problem | None = None,
    template: Any = None,
) -> str:
    members = [e.subject_id for e in competition.entrants] if competition else []
    same = competition is not None and competition.between == form["between"]
    return render_template(
        f"competitions/{name}.html",
        competition=competition,
        form=form,
        wrong=problem.detail if problem else None,
        steps=wizard.STEPS,
        current=name,
        template=template,
        between_words=words.BETWEEN_WORDS,
        metric_words=words.METRIC_WORDS,
        meanings=words.MEANINGS,
        choices=wizard.choices(current_user, form["between"], form["members"], members if same else [])
        if name == "who" and form["between"] in BETWEEN
        else [],
    )
