"""A link that opens one challenge, from mail, chat or push. Looking uses nothing up, for scanners open every link."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.core import clock, mail
from webapp.core.work import work
from webapp.people import guests, signed_in
from webapp.people.accounts import challenge_links
from webapp.people.accounts.challenge_links import Opened

bp = Blueprint("challenge_links", __name__)


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    """Whoever has the address has the challenge, so no cache keeps its page."""
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/now/<string:secret>")
def page(secret: str) -> Response:
    link = challenge_links.read(secret, now=clock.now())
    if (way := _already_in(link)) is not None:
        return redirect(way)
    if link is None or link.state != "open":
        return _closed(link)
    return make_response(render_template("people/now.html", link=link, secret=secret, another=_another()))


@bp.post("/now/<string:secret>")
def use(secret: str) -> Response:
    now = clock.now()
    link = challenge_links.read(secret, now=now)
    if (way := _already_in(link)) is not None:
        return redirect(way)
    if link is None or link.state != "open":
        return _closed(link)
    if _another() and request.form.get("instead") != "1":
        return redirect(url_for("challenge_links.page", secret=secret))
    with work():
        if (sign_in := challenge_links.use(link, now=now)) is not None:
            signed_in.end_session(now=now)
            signed_in.start_guest_session(link.person, sign_in)
    return redirect(guests.landing()) if sign_in else _closed(link._replace(state="used"))


def _already_in(link: Opened | None) -> str | None:
    """Where who needs no link goes: signed in as whom it is for, or let in by it, or by one like it, before."""
    if link is None:
        return None
    if current_user.is_authenticated:
        return url_for("today.page") if current_user.get_id() == link.person.get_id() else None
    guest = guests.in_this_browser()
    let_in = guest is not None and (guest[1].id, guest[0].day) == (link.person.id, link.day)
    return guests.landing() if let_in else None


def _another() -> str | None:
    """Who else is signed in here; a link replaces nobody unless they say so."""
    return current_user.name if current_user.is_authenticated else None


def _closed(link: Opened | None) -> Response:
    return make_response(
        render_template("people/now_closed.html", link=link, mail_offered=mail.is_offered()),
        409 if link and link.state == "early" else 410,
    )
