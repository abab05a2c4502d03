"""Signing in and out."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.core import clock, mail
from webapp.core.problems import NotSignedIn
from webapp.core.requests import own_path
from webapp.core.work import work
from webapp.people import guests, queries, signed_in
from webapp.people.limits import limited

bp = Blueprint("people", __name__)


@bp.get("/sign-in")
def sign_in_page() -> Response | str:
    if current_user.is_authenticated:
        return redirect(url_for("today.page"))
    return _page(next_url=own_path(request.args.get("next")))


@bp.post("/sign-in")
@limited
def sign_in() -> Response | tuple[str, int]:
    email = request.form.get("email", "")
    next_url = own_path(request.form.get("next"))
    try:
        person = signed_in.authenticate(email, request.form.get("password", ""))
    except NotSignedIn as problem:
        return _page(email, next_url, problem.detail), problem.status
    with work():
        signed_in.start_session(person, now=clock.now())
    return redirect(next_url)


@bp.post("/sign-out")
def sign_out() -> Response:
    with work():
        signed_in.end_session(now=clock.now())
    return redirect(url_for("people.sign_in_page"))


def _page(email: str = "", next_url: str = "/", error: str | None = None) -> str:
    return render_template(
        "people/sign_in.html",
        form={"email": email, "next": next_url, "error": error},
        by_link=guests.came_by_link(),
        mail_offered=mail.is_offered(),
        demo_accounts=_demonstration_accounts(),
    )


def _demonstration_accounts() -> list[dict[str, str]]:
    if current_app.config["REPARTEE_ENV"] == "production":
        return []
    roles = {"ana": _("Rep"), "ben": _("Rep"), "kofi": _("Coach"), "mara": _("Manager"), "ada": _("Admin")}
    found = [(queries.by_email(f"{key}@demo.example"), role) for key, role in roles.items()]
    return [
        {"email": person.email, "name": person.name, "role": role, "password": "repartee-demo"}
        for person, role in found
        if person is not None
    ]
