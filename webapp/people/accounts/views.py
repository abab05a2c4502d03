"""Pages for who comes by a link, and for who asks for one."""

from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.core import clock, mail
from webapp.core.problems import Invalid
from webapp.core.work import work
from webapp.people import checks, passwords, signed_in
from webapp.people.accounts import actions, queries
from webapp.people.accounts.models import Link
from webapp.people.limits import seldom
from webapp.people.models import Person

bp = Blueprint("accounts", __name__)

Page = Response | str | tuple[str, int]


@bp.get("/links")
def link() -> Page:
    """Changes nothing, for scanners open every link in a mail; the button on it does."""
    key = request.args.get("key", "")
    found = queries.opened_with(key, clock.now())
    return _opened(*found, key) if found else _gone(key)


@bp.post("/links")
def use_link() -> Page:
    key, password = request.form.get("key", ""), request.form.get("password", "")
    if (found := queries.opened_with(key, clock.now())) is None:
        return _gone(key)
    try:
        hashed = _hashed(found[0], password)
    except Invalid as problem:
        return _opened(*found, key, problem.detail), problem.status
    return redirect(url_for("today.page")) if _let_in(*found, hashed) else _gone(key)


@bp.get("/sign-in/<any(link, password):what>")
def ask_page(what: str) -> Page:
    return _asking(what, request.args.get("email", ""))


@bp.post("/sign-in/<any(link, password):what>")
@seldom
def ask(what: str) -> Page:
    """From the sign-in page too, where the address may still be missing."""
    if not (email := request.form.get("email", "").strip()):
        return redirect(url_for("accounts.ask_page", what=what))
    try:
        with work():
            purpose = "sign_in" if what == "link" else "reset"
            actions.ask(purpose, email, mail.our_address(), now=clock.now())
    except Invalid as problem:
        return _asking(what, email, problem.detail), problem.status
    in_folder = not current_app.config["MAIL_SERVER"]
    return render_template("people/asked.html", what=what, email=email, in_folder=in_folder)


def _hashed(link: Link, password: str) -> str | None:
    """Of the password that was chosen, if one was. Slow, so it is done before the work."""
    if link.purpose == "sign_in" or not (password or _needs_password(link)):
        return None
    return passwords.hash_password(checks.long_enough(password))


def _needs_password(link: Link) -> bool:
    return link.purpose == "reset" or (link.purpose == "invitation" and not mail.is_offered())


def _let_in(link: Link, person: Person, password_hash: str | None) -> bool:
    now = clock.now()
    with work():
        if not actions.use(link, person, password_hash, now=now):
            return False
        if current_user.is_authenticated:
            signed_in.end_session(now=now)
        signed_in.start_session(person, now=now)
    return True


def _opened(link: Link, person: Person, key: str, error: str | None = None) -> str:
    opened: dict[str, Any] = {"key": key, "purpose": link.purpose, "name": person.name, "email": person.email}
    opened |= {"error": error, "needs_password": _needs_password(link)}
    return render_template("people/link.html", opened=opened)


def _gone(key: str) -> tuple[str, int]:
    left = queries.who_left(key)
    return render_template("people/link_gone.html", left=left, mail_offered=mail.is_offered()), 410


def _asking(what: str, email: str, error: str | None = None) -> str:
    return render_template("people/ask.html", what=what, email=email, error=error, mail_offered=mail.is_offered())
