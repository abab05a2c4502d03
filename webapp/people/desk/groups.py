"""Teams, cohorts and working calendars."""

from typing import Any

from babel import Locale
from flask import flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.core import clock
from webapp.core.problems import Problem
from webapp.core.work import work
from webapp.people import editing, managing, ranks
from webapp.people.desk import bp, forms
from webapp.people.models import CoachedCohort, Cohort, ManagedCohort, ManagedTeam, Person, Team, WorkCalendar

Page = str | Response | tuple[str, int]


@bp.get("/teams")
def teams_page() -> str:
    return _teams()


@bp.post("/teams")
def create_team() -> Page:
    try:
        with work():
            team = editing.create_team(current_user, request.form.get("name"))
    except Problem as problem:
        return _teams(problem.detail), problem.status
    flash(_("The team %(name)s is here.", name=team.name))
    return redirect(url_for("people_desk.teams_page"))


@bp.get("/teams/<int:team_id>")
def team_page(team_id: int) -> str:
    return _team(managing.team(current_user, team_id))


@bp.post("/teams/<int:team_id>")
def change_team(team_id: int) -> Page:
    team = managing.team(current_user, team_id)
    try:
        with work():
            editing.rename_team(team, request.form.get("name"))
            if current_user.role == "admin":
                editing.set_managers(current_user, team, forms.numbers("managers"))
    except Problem as problem:
        return _team(managing.team(current_user, team_id), problem.detail), problem.status
    flash(_("Kept."))
    return redirect(url_for("people_desk.teams_page"))


@bp.get("/cohorts")
def cohorts_page() -> str:
    return _cohorts()


@bp.post("/cohorts")
def create_cohort() -> Page:
    try:
        today = clock.local_day(clock.now(), current_user.time_zone)
        with work():
            cohort = editing.create_cohort(current_user, _cohort_said(), today=today)
    except Problem as problem:
        return _cohorts(problem.detail), problem.status
    flash(_("The cohort %(name)s is here.", name=cohort.name))
    return redirect(url_for("people_desk.cohorts_page"))


@bp.get("/cohorts/<int:cohort_id>")
def cohort_page(cohort_id: int) -> str:
    return _cohort(managing.cohort(current_user, cohort_id))


@bp.post("/cohorts/<int:cohort_id>")
def change_cohort(cohort_id: int) -> Page:
    cohort = managing.cohort(current_user, cohort_id)
    try:
        with work():
            editing.change_cohort(current_user, cohort, _cohort_said())
            if current_user.role == "admin":
                editing.set_cohort_people(current_user, cohort, forms.numbers("coaches"), forms.numbers("managers"))
    except Problem as problem:
        return _cohort(managing.cohort(current_user, cohort_id), problem.detail), problem.status
    flash(_("Kept."))
    return redirect(url_for("people_desk.cohorts_page"))


@bp.get("/calendars")
def calendars_page() -> str:
    managing.check_admin(current_user)
    return _calendars()


@bp.post("/calendars")
@bp.post("/calendars/<int:calendar_id>")
def keep_calendar(calendar_id: int | None = None) -> Page:
    managing.check_admin(current_user)
    calendar = managing.calendar(calendar_id) if calendar_id else None
    try:
        said = {field: request.form.get(field, "").strip() for field in ("name", "country", "subdivision")}
        with work():
            kept = editing.keep_calendar(current_user, calendar, said | {"weekend": forms.numbers("weekend")})
    except Problem as problem:
        return _calendars(problem.detail, calendar_id), problem.status
    flash(_("The calendar %(name)s is kept.", name=kept.name))
    return redirect(url_for("people_desk.calendars_page"))


@bp.get("/calendars/<int:calendar_id>")
def calendar_page(calendar_id: int) -> str:
    managing.check_admin(current_user)
    return _calendars(calendar_id=calendar_id)


def _cohort_said() -> dict[str, Any]:
    return {
        "name": request.form.get("name"),
        "started_on": forms.day("started_on"),
        "ramping": "ramping" in request.form,
    }


def _teams(error: str | None = None) -> str:
    return render_template(
        "people/desk/teams.html",
        teams=managing.teams(current_user),
        people=managing.headcounts(Person.team_id),
        managers=managing.holders(ManagedTeam, ManagedTeam.team_id),
        ranks={
            "off": ranks.are_off_everywhere(),
            "to": url_for("people_desk.turn_everybodys_ranks"),
            "whose": _("everybody"),
        },
        error=error,
        ways=forms.ways(),
    )


def _team(team: Team, error: str | None = None) -> str:
    managers = managing.holders(ManagedTeam, ManagedTeam.team_id).get(team.id, [])
    return render_template(
        "people/desk/team.html",
        team=team,
        name=request.form.get("name", team.name),
        managers={person.id for person in managers},
        possible=managing.of_role(*managing.MANAGING),
        ranks={
            "off": team.id in ranks.teams_without(),
            "to": url_for("people_desk.turn_a_teams_ranks", team_id=team.id),
            "whose": team.name,
        },
        error=error,
        ways=forms.ways(),
    )


def _cohorts(error: str | None = None) -> str:
    return render_template(
        "people/desk/cohorts.html",
        cohorts=managing.cohorts(current_user),
        people=managing.headcounts(Person.cohort_id),
        coaches=managing.holders(CoachedCohort, CoachedCohort.cohort_id),
        error=error,
        ways=forms.ways(),
    )


def _cohort(cohort: Cohort, error: str | None = None) -> str:
    coaches = managing.holders(CoachedCohort, CoachedCohort.cohort_id).get(cohort.id, [])
    managers = managing.holders(ManagedCohort, ManagedCohort.cohort_id).get(cohort.id, [])
    return render_template(
        "people/desk/cohort.html",
        cohort=cohort,
        may_change=managing.may_change_cohort(current_user, cohort),
        coaches={person.id for person in coaches},
        managers={person.id for person in managers},
        possible_coaches=managing.of_role("coach"),
        possible_managers=managing.of_role(*managing.MANAGING),
        error=error,
        ways=forms.ways(),
    )


def _calendars(error: str | None = None, calendar_id: int | None = None) -> str:
    calendar = managing.calendar(calendar_id) if calendar_id else WorkCalendar(name="", country="", weekend="5,6")
    locale: Locale = get_locale()
    return render_template(
        "people/desk/calendars.html",
        calendars=managing.calendars(),
        people=managing.headcounts(Person.calendar_id),
        calendar=calendar,
        weekend={int(day) for day in calendar.weekend.split(",") if day},
        days=[(n, locale.days["format"]["wide"][n]) for n in range(7)],
        days_short=[locale.days["format"]["abbreviated"][n] for n in range(7)],
        error=error,
        ways=forms.ways(),
    )
