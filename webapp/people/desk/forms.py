"""What a desk's form says, and what it offers."""

from datetime import date
from typing import Any

from flask import flash, request
from flask_babel import gettext as _
from flask_login import current_user

from webapp.core.problems import Invalid
from webapp.core.words import day as day_words
from webapp.people import managing
from webapp.people.models import ROLES, Absence
from webapp.people.roster import words

OF_A_PERSON = ("name", "email", "alias", "role", "team_id", "cohort_id", "calendar_id", "time_zone")


def number(name: str) -> int | None:
    """An id from a form or an address; None where nothing was chosen."""
    value = request.values.get(name, "")
    if not value:
        return None
    if not _is_whole(value):
        raise Invalid(_("Choose one of what is offered."))
    return int(value)


def numbers(name: str) -> set[int]:
    values = request.form.getlist(name)
    if not all(map(_is_whole, values)):
        raise Invalid(_("Choose among what is offered."))
    return {int(value) for value in values}


def day(name: str) -> date | None:
    value = request.form.get(name, "").strip()
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise Invalid(_("“%(value)s” is no date. Write it as 2026-01-31.", value=value)) from None


def say_kept(absence: Absence) -> None:
    """Beside the days off, which are far down a page."""
    first, last = day_words(absence.first_day), day_words(absence.last_day)
    one = _("Kept: %(day)s.", day=first)
    flash(one if first == last else _("Kept: %(first)s to %(last)s.", first=first, last=last), "beside")


def person_said() -> dict[str, Any]:
    said: dict[str, Any] = {field: request.form.get(field, "") for field in ("name", "email", "alias", "time_zone")}
    said |= {field: number(field) for field in ("team_id", "cohort_id", "calendar_id")}
    if role := request.form.get("role"):
        said["role"] = role
    return said


def person_changed() -> dict[str, Any]:
    """What differs from what the page showed; a colleague may have changed the rest meanwhile."""
    shown = {field: request.form.get(f"was_{field}") for field in OF_A_PERSON}
    return {field: value for field, value in person_said().items() if request.form.get(field) != shown[field]}


def offered() -> dict[str, Any]:
    """The choices of a person's form, as far as who asks may give them."""
    roles = ROLES if current_user.role == "admin" else managing.GIVEN_BY_MANAGERS
    return {
        "roles": [(role, words.role_name(role)) for role in roles],
        "teams": [(team.id, team.name) for team in managing.teams(current_user)],
        "cohorts": [(cohort.id, cohort.name) for cohort in managing.cohorts(current_user)],
        "calendars": [(calendar.id, calendar.name) for calendar in managing.calendars()],
    }


def ways() -> list[dict[str, str]]:
    """The pages beside each other."""
    pages = [("people_page", _("People")), ("teams_page", _("Teams")), ("cohorts_page", _("Cohorts"))]
    if current_user.role == "admin":
        pages.append(("calendars_page", _("Calendars")))
    return [{"endpoint": f"people_desk.{page}", "label": label} for page, label in pages]


def _is_whole(value: str) -> bool:
    """Its length first: Python reads no number of thousands of digits."""
    return value.isascii() and value.isdigit() and len(value) <= 10 and int(value) < 2**31
