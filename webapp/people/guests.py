"""Who came by a link that opens one challenge: known at the few doors that are open to them, nobody anywhere else."""

from datetime import date

from flask import g, request, session, url_for
from flask_login import current_user

from webapp.core import clock
from webapp.people import queries
from webapp.people.actions import hash_secret
from webapp.people.models import Person, SignIn

_doors: list[str] = ["people.sign_out"]
_leads_to: list[str] = []


def open_to_guests(landing: str, *more: str) -> None:
    """The room that has the challenge names its doors; a link leads to the first. They see to it that a guest
    gets no further than the day of their link: see `guest_day`."""
    _leads_to[:] = [landing]
    _doors.extend(door for door in (landing, *more) if door not in _doors)


def landing() -> str:
    return url_for(_leads_to[0])


def guest_day() -> date | None:
    """The day whose challenge is open to who asks; None for who is signed in, or nobody."""
    if not current_user.is_authenticated:
        return None
    sign_in: SignIn = g.sign_in
    return sign_in.day


def at_this_door() -> tuple[SignIn, Person] | None:
    """The guest who knocks, where this door is open to them."""
    return in_this_browser() if request.endpoint in _doors else None


def in_this_browser() -> tuple[SignIn, Person] | None:
    """The guest whose browser this is, whichever door they knock at."""
    return queries.guest_with(hash_secret(session.get("sign_in", "")), clock.now()) if "sign_in" in session else None


def came_by_link() -> bool:
    """Whether this browser was a guest's last; the link may have done its work."""
    return "sign_in" in session and queries.is_link(hash_secret(session["sign_in"]))
