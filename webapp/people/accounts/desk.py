"""Inviting: one person, some, or everybody who has never been here. The links are shown once."""

from collections.abc import Iterator

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from webapp.core import clock, mail
from webapp.core.first_steps import Step, first_step
from webapp.core.problems import Conflict
from webapp.core.work import work
from webapp.people.accounts import actions, given_up, queries
from webapp.people.accounts.actions import Invitation
from webapp.people.accounts.pictures import qr_code
from webapp.people.desk import forms

bp = Blueprint("invitations", __name__)

first_step(
    4,
    lambda: Step(
        _("Invite everybody"),
        _("By mail, or with links you hand over. Every rep in a cohort then finds a challenge on Today."),
        url_for("people_desk.people_page", _anchor="invite"),
        queries.has_anybody_come(),
    ),
)

TOGETHER = 50
"""In one transaction, so that nobody's vote waits for a thousand invitations."""


@bp.post("/desk/people/<int:person_id>/invitation")
@login_required
def invite(person_id: int) -> str:
    (invitation,) = _invited([person_id])
    return render_template("people/invitation.html", invitation=invitation, qr_code=qr_code(invitation.url))


@bp.post("/desk/people/invitations")
@login_required
def invite_many() -> str:
    """Those chosen by `id`, or everybody who never signed in."""
    chosen = sorted(forms.numbers("id")) or [one.id for one in queries.never_signed_in(current_user)]
    queries.invitable(current_user, chosen)
    invitations = [one for some in _in_parts(chosen) for one in _invited(some)]
    return render_template("people/invitations.html", invitations=invitations)


@bp.get("/desk/people/mails")
@login_required
def mails_page() -> str:
    return _mails()


@bp.post("/desk/people/mails/<int:mail_id>")
@login_required
def send_again(mail_id: int) -> Response | tuple[str, int]:
    try:
        with work():
            sent = given_up.send_again(current_user, mail_id, mail.our_address(), now=clock.now())
    except Conflict as problem:
        return _mails(problem.detail), problem.status
    flash(_("A new mail with a new link is on its way to %(email)s.", email=sent.mail.to_email))
    return redirect(url_for("invitations.mails_page"))


def _mails(error: str | None = None) -> str:
    found = given_up.given_up(current_user, now=clock.now())
    return render_template("people/desk/mails.html", mails=found, why=given_up.why, error=error, ways=forms.ways())


def _invited(ids: list[int]) -> list[Invitation]:
    with work():
        people = queries.invitable(current_user, ids)
        return actions.invite_all(people, current_user, mail.our_address(), now=clock.now())


def _in_parts(ids: list[int]) -> Iterator[list[int]]:
    for first in range(0, len(ids), TOGETHER):
        yield ids[first : first + TOGETHER]
