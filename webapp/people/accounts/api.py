"""Invitations, and links for who cannot get in."""

from flask.views import MethodView
from flask_babel import gettext as _
from flask_login import current_user

from webapp.core import clock, mail
from webapp.core.programs import RoomApi
from webapp.core.work import work
from webapp.people.accounts import actions, queries
from webapp.people.accounts.actions import Invitation
from webapp.people.accounts.schemas import AskedSchema, AskSchema, InvitationSchema, InviteSchema
from webapp.people.limits import seldom

blp = RoomApi("Accounts", "Invitations, and links for who cannot get in")


@blp.route("/people/<int:person_id>/invitation", methods=["POST"])
@blp.refuses(409)
@blp.arguments(InviteSchema)
@blp.response(201, InvitationSchema)
def invite(asked: dict[str, bool], person_id: int) -> Invitation:
    """Invite somebody, in place of any earlier invitation; the link is told once."""
    with work():
        (person,) = queries.invitable(current_user, [person_id])
        return actions.invite(person, current_user, mail.our_address(), mailed=asked["mail"], now=clock.now())


@blp.route("/sign-in-links")
class SignInLinks(MethodView):
    @blp.open_to_all
    @blp.refuses(409, 429)
    @blp.arguments(AskSchema)
    @blp.response(202, AskedSchema)
    @seldom
    def post(self, asked: dict[str, str]) -> dict[str, str]:
        """Have a link mailed that signs in once."""
        return _ask("sign_in", asked["email"])


@blp.route("/password-resets")
class PasswordResets(MethodView):
    @blp.open_to_all
    @blp.refuses(409, 429)
    @blp.arguments(AskSchema)
    @blp.response(202, AskedSchema)
    @seldom
    def post(self, asked: dict[str, str]) -> dict[str, str]:
        """Have a link mailed that leads to a new password."""
        return _ask("reset", asked["email"])


def _ask(purpose: str, email: str) -> dict[str, str]:
    with work():
        actions.ask(purpose, email, mail.our_address(), now=clock.now())
    return {"detail": _("If there is an account with this address, a mail is on its way to it.")}
