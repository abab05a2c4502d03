"""Who is asking: the browser's session or a program's bearer token, both rows that can be ended. For guests, who
came by a link, see `guests`."""

from datetime import datetime

from flask import Flask, Request, g, request, session
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user

from webapp.core import clock, uploads, words
from webapp.core.problems import Forbidden, Invalid, NotSignedIn
from webapp.extensions import login
from webapp.people import actions, guests, passwords, queries
from webapp.people.models import Person, SignIn

WRITES = {"POST", "PUT", "PATCH", "DELETE"}
MEANT = "X-Person"
"""The header in which a page says whose it is."""


def register(app: Flask) -> None:
    login.user_loader(_from_session)
    login.request_loader(_from_token)
    login.session_protection = None
    login.login_view = "people.sign_in_page"
    app.before_request(_refuse_foreign_writes)
    app.before_request(_refuse_in_anothers_name)


def authenticate(email: str, password: str) -> Person:
    """The person with this e-mail and password. Raises NotSignedIn without saying which was wrong."""
    person = queries.by_email(email)
    if not passwords.is_password(password, person.password_hash if person else None):
        raise NotSignedIn(_("That e-mail and password do not go together. Nothing was changed; try again."))
    assert person is not None
    if person.deactivated_at is not None:
        raise NotSignedIn(_("This account was deactivated. Your manager can say why."))
    return person


def start_session(person: Person, *, now: datetime) -> None:
    if (guest := guests.in_this_browser()) is not None:
        actions.end_sign_in(guest[0].id, now=now)
    _row, secret = actions.open_sign_in(person, "browser", now=now)
    person.browser_language = words.of_browser()
    session.clear()
    session["sign_in"] = secret
    session.permanent = True
    login_user(person)


def start_guest_session(person: Person, secret: str) -> None:
    """Of who came by a link; the browser forgets it when it is closed."""
    session.clear()
    session["sign_in"] = secret
    login_user(person)


def end_session(*, now: datetime) -> None:
    """End the sign-in that this request came with: browser, token or link."""
    if current_user.is_authenticated:  # Asking is what finds the sign-in.
        sign_in: SignIn = g.sign_in
        actions.end_sign_in(sign_in.id, now=now)
    elif (guest := guests.in_this_browser()) is not None:
        actions.end_sign_in(guest[0].id, now=now)
    logout_user()
    session.clear()


def _from_session(_user_id: str) -> Person | None:
    return _found(session.get("sign_in")) or _guest()


def _guest() -> Person | None:
    if (found := guests.at_this_door()) is None:
        return None
    g.sign_in = found[0]
    return found[1]


def _from_token(asking: Request) -> Person | None:
    kind, _space, token = asking.headers.get("Authorization", "").partition(" ")
    return _found(token.strip()) if kind.lower() == "bearer" else None


def _found(secret: str | None) -> Person | None:
    found = queries.signed_in_with(actions.hash_secret(secret), clock.now()) if secret else None
    if found is None:
        return None
    g.sign_in = found[0]
    return found[1]


def _refuse_foreign_writes() -> None:
    """The API takes no form token; instead it refuses a browser that comes from another site."""
    if request.method not in WRITES or not request.path.startswith("/api/"):
        return
    origin = request.headers.get("Origin")
    if origin and origin.split("://")[-1] != request.host and "Authorization" not in request.headers:
        raise Forbidden(_("This request came from another site."))
    if uploads.is_expected() and request.mimetype == "multipart/form-data":
        return
    if request.content_length and request.mimetype != "application/json":
        raise Invalid(_("Send JSON, with the content type application/json."))


def _refuse_in_anothers_name() -> None:
    """What one person left on a phone is never taken for the work of who is signed in there now."""
    meant = request.headers.get(MEANT)
    if not meant or request.method not in WRITES or not current_user.is_authenticated:
        return
    if meant != current_user.get_id():
        raise NotSignedIn(_("Somebody else is signed in here now. This is kept until its author is back."))
