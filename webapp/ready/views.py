"""The desk's page of who is ready: by cohort, each rep's figures one tap away, a coach's word, a manager's bar."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from markupsafe import Markup
from werkzeug.wrappers import Response

from webapp.core import clock
from webapp.core.cards import on_page
from webapp.core.navigation import on_desk
from webapp.core.problems import Conflict, Forbidden, Invalid, Problem
from webapp.core.work import work
from webapp.people import managing
from webapp.people.desk import forms
from webapp.people.models import Cohort, Person
from webapp.people.queries import coached_cohort_ids
from webapp.ready import actions, overseeing, queries
from webapp.ready.rules import STATES, UNLEARNED, USUAL, Bar
from webapp.ready.words import STATE_WORDS, TONES, lacking

bp = Blueprint("ready", __name__, url_prefix="/desk/ready")

Page = Response | str | tuple[str, int]

on_desk(3, lambda: {"url": url_for("ready.page"), "label": _("Ready")} if current_user.role != "rep" else None)


def check_overseeing(by: Person) -> None:
    if by.role == "rep":
        raise Forbidden(_("Managers and coaches see who is ready. Your own figures are under “Me”."))


@bp.before_request
@login_required
def _not_for_reps() -> None:
    check_overseeing(current_user)


@bp.get("")
def page() -> str:
    return _cohort(forms.number("cohort"))


@bp.get("/<int:person_id>")
def rep(person_id: int) -> str:
    return _rep(person_id)


@bp.post("/<int:person_id>/sign-off")
def sign_off(person_id: int) -> Page:
    overseeing.overseen_one(current_user, person_id)
    try:
        with work():
            actions.sign_off(current_user, person_id, request.form.get("words"), now=clock.now())
    except (Invalid, Conflict) as problem:
        return _rep(person_id, problem), problem.status
    flash(_("Signed off. They have been told."))
    return redirect(url_for("ready.rep", person_id=person_id))


@bp.post("/cohorts/<int:cohort_id>/bar")
def set_bar(cohort_id: int) -> Page:
    try:
        with work():
            actions.set_bar(current_user, cohort_id, _bar_said(), now=clock.now())
    except Invalid as problem:
        return _cohort(cohort_id, problem), problem.status
    flash(_("Kept. Who is ready goes by these from now on."))
    return redirect(url_for("ready.page", cohort=cohort_id))


@on_page("people")
@on_page("coaching")
def card() -> Markup | None:
    """One line on the first page of a desk, where anybody ramps up."""
    people, ready, waiting = overseeing.how_many(current_user)
    return Markup(render_template("ready/_card.html", people=people, ready=ready, waiting=waiting)) if people else None


def _cohort(cohort_id: int | None, problem: Problem | None = None) -> str:
    """That one, else the first."""
    cohorts = overseeing.overseen_cohorts(current_user)
    cohort = overseeing.overseen_cohort(current_user, cohort_id) if cohort_id else next(iter(cohorts), None)
    people = overseeing.overseen(current_user, cohort.id) if cohort else []
    found = queries.standings(people, _today())
    usual = queries.usual_bars([cohort.id])[cohort.id] if cohort else UNLEARNED
    return render_template(
        "ready/page.html",
        cohorts=cohorts,
        cohort=cohort,
        found=sorted(found, key=lambda one: -STATES.index(one.state)),
        coaches=queries.coaches_of(found),
        bar=queries.bars_of([cohort.id]).get(cohort.id) if cohort else None,
        usual=usual,
        is_learned=usual == USUAL,
        may_set=cohort is not None and _may_set(cohort),
        error=problem and problem.detail,
        **_words(),
    )


def _rep(person_id: int, problem: Problem | None = None) -> str:
    found = queries.standing(overseeing.overseen_one(current_user, person_id), _today())
    return render_template(
        "ready/rep.html",
        one=found,
        coach=queries.coaches_of([found]).get(found.sign_off.coach_id) if found.sign_off else None,
        may_sign=found.sign_off is None and found.person.cohort_id in coached_cohort_ids(current_user),
        error=problem and problem.detail,
        **_words(),
    )


def _may_set(cohort: Cohort) -> bool:
    mine = current_user.role in managing.MANAGING and cohort in managing.cohorts(current_user)
    return mine and managing.may_change_cohort(current_user, cohort)


def _bar_said() -> Bar:
    """Whole percents, as they are shown."""
    said = [request.form.get(name, "").strip() for name in Bar._fields]
    if not all(one.isascii() and one.isdigit() and len(one) <= 3 for one in said):
        raise Invalid(_("Each of the three is a whole number from 0 to 100."))
    return Bar(*(int(one) / 100 for one in said))


def _today() -> Any:
    return clock.local_day(clock.now(), current_user.time_zone)


def _words() -> dict[str, Any]:
    return {"states": STATE_WORDS, "tones": TONES, "lacking": lacking}
