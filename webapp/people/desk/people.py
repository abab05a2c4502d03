"""The list of people, and one person's page."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.core import clock
from webapp.core.first_steps import first_steps
from webapp.core.problems import Invalid, Problem
from webapp.core.work import work
from webapp.people import editing, managing, merging
from webapp.people.accounts.given_up import how_many
from webapp.people.accounts.queries import how_many_never_signed_in
from webapp.people.desk import bp, forms
from webapp.people.managing import PAGE, Wanted
from webapp.people.models import ROLES, Person
from webapp.people.roster import words

Page = str | Response | tuple[str, int]


@bp.get("")
def people_page() -> str:
    wanted = _wanted()
    people, total = managing.people(current_user, wanted)
    roles = [(role, words.role_name(role)) for role in ROLES]
    return render_template(
        "people/desk/people.html",
        people=people,
        total=total,
        wanted=wanted,
        pages=-(-total // PAGE),
        offered=forms.offered() | {"roles": roles},
        role_name=words.role_name,
        ways=forms.ways(),
        uninvited=how_many_never_signed_in(current_user),
        mails_given_up=how_many(current_user, now=clock.now()),
        first_steps=first_steps() if current_user.role == "admin" else [],
    )


@bp.get("/new")
def new_person() -> str:
    return _form(None, {"time_zone": current_user.time_zone, "calendar_id": current_user.calendar_id, "role": "rep"})


@bp.post("/new")
def add() -> Page:
    try:
        said = forms.person_said() | {"joined_on": forms.day("joined_on")}
        with work():
            person = editing.add(current_user, said, now=clock.now())
    except Problem as problem:
        return _form(None, request.form, problem.detail), problem.status
    flash(_("%(name)s is here.", name=person.name))
    return redirect(url_for("people_desk.person_page", person_id=person.id))


@bp.get("/<int:person_id>")
def person_page(person_id: int) -> str:
    return _form(managing.person(current_user, person_id))


@bp.post("/<int:person_id>")
def change(person_id: int) -> Page:
    person = managing.person(current_user, person_id)
    try:
        with work():
            editing.change(current_user, person, forms.person_changed(), now=clock.now())
    except Problem as problem:
        return _form(managing.person(current_user, person_id), request.form, problem.detail), problem.status
    flash(_("Kept."))
    return _back(person_id)


@bp.post("/<int:person_id>/deactivation")
def deactivate(person_id: int) -> Response:
    person = managing.person(current_user, person_id)
    with work():
        editing.deactivate(current_user, person, now=clock.now())
    flash(_("%(name)s can no longer sign in. Nothing of theirs was deleted.", name=person.name))
    return _back(person_id)


@bp.post("/<int:person_id>/reactivation")
def reactivate(person_id: int) -> Response:
    person = managing.person(current_user, person_id)
    with work():
        editing.reactivate(current_user, person, now=clock.now())
    flash(_("%(name)s is back.", name=person.name))
    return _back(person_id)


@bp.post("/<int:person_id>/absences")
def enter_absence(person_id: int) -> Page:
    person = managing.person(current_user, person_id)
    try:
        first, last = forms.day("first_day"), forms.day("last_day")
        if first is None:
            raise Invalid(_("Say when the days off begin."))
        with work():
            absence = editing.enter_absence(current_user, person, first, last or first, now=clock.now())
    except Problem as problem:
        return _form(person, absence=request.form, absence_error=problem.detail), problem.status
    forms.say_kept(absence)
    return redirect(url_for("people_desk.person_page", person_id=person_id, _anchor="absences"))


@bp.post("/<int:person_id>/absences/<int:absence_id>/removal")
def remove_absence(person_id: int, absence_id: int) -> Response:
    person = managing.person(current_user, person_id)
    with work():
        editing.remove_absence(current_user, person, managing.absence_of(person, absence_id), now=clock.now())
    flash(_("Removed."), "beside")
    return redirect(url_for("people_desk.person_page", person_id=person_id, _anchor="absences"))


@bp.get("/<int:person_id>/merge")
def merge_page(person_id: int) -> str:
    return _merging(person_id)


@bp.post("/<int:person_id>/merge")
def merge(person_id: int) -> Page:
    keep = managing.person(current_user, person_id)
    try:
        if (other := forms.number("other")) is None:
            raise Invalid(_("Choose the account that goes."))
        drop = managing.person(current_user, other)
        with work():
            merging.merge(current_user, keep, drop, now=clock.now())
    except Problem as problem:
        return _merging(person_id, problem.detail), problem.status
    flash(_("One account now. %(email)s can no longer sign in.", email=drop.email))
    return _back(person_id)


def _back(person_id: int) -> Response:
    return redirect(url_for("people_desk.person_page", person_id=person_id))


def _wanted() -> Wanted:
    active = {"gone": False, "all": None}.get(request.args.get("active", ""), True)
    role = request.args.get("role") or None
    return Wanted(
        search=request.args.get("search", "")[:100].replace("\0", ""),
        team=forms.number("team"),
        cohort=forms.number("cohort"),
        role=role if role in ROLES else None,
        active=active,
        page=max(1, forms.number("page") or 1),
    )


def _form(
    person: Person | None,
    said: Any = None,
    error: str | None = None,
    absence: Any = None,
    absence_error: str | None = None,
) -> str:
    shown = said if said is not None else {field: getattr(person, field) for field in forms.OF_A_PERSON}
    offered = forms.offered()
    if person and person.role not in dict(offered["roles"]):
        offered["roles"] = [*offered["roles"], (person.role, words.role_name(person.role))]
    return render_template(
        "people/desk/person.html",
        person=person,
        said=shown,
        was=_was(person) if person else {},
        error=error,
        offered=offered,
        absences=managing.absences(person) if person else [],
        absence=absence or {},
        absence_error=absence_error,
        ways=forms.ways(),
        role_name=words.role_name,
    )


def _was(person: Person) -> dict[str, Any]:
    """What the page showed first; after a refusal it still goes by that."""
    return {field: request.form.get(f"was_{field}", getattr(person, field)) for field in forms.OF_A_PERSON}


def _merging(person_id: int, error: str | None = None) -> str:
    keep = managing.person(current_user, person_id)
    search = request.values.get("search", "")[:100].replace("\0", "")
    found: list[Person] = []
    if search:
        found, _total = managing.people(current_user, Wanted(search=search, active=None))
    others = [one for one in found if one.id != keep.id and one.merged_into_id is None]
    return render_template(
        "people/desk/merge.html", keep=keep, search=search, others=others, error=error, ways=forms.ways()
    )
