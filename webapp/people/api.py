"""Signing programs in and out."""

from typing import Any

from flask.views import MethodView
from flask_login import login_required
from flask_smorest import Blueprint

from webapp.core import clock
from webapp.core.work import work
from webapp.extensions import csrf, limiter
from webapp.people import actions, signed_in
from webapp.people.schemas import TokenRequestSchema, TokenSchema
from webapp.people.views import account_asked_for, sign_in_limit

blp = Blueprint("people_api", __name__, url_prefix="/api/v1", description="Sign-ins of programs")
csrf.exempt(blp)


@blp.route("/tokens")
class Tokens(MethodView):
    @blp.arguments(TokenRequestSchema)
    @blp.response(201, TokenSchema)
    @limiter.limit(sign_in_limit, key_func=account_asked_for)
    def post(self, asked: dict[str, str]) -> dict[str, Any]:
        """Sign a program in."""
        person = signed_in.authenticate(asked["email"], asked["password"])
        with work():
            row, secret = actions.open_sign_in(person, "token", now=clock.now())
        return {"token": secret, "expires_at": row.expires_at}

    @blp.response(204)
    @login_required
    def delete(self) -> None:
        """Sign this program out."""
        with work():
            signed_in.end_session(now=clock.now())
