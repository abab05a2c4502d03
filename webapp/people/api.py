"""Signing programs in and out."""

from typing import Any

from flask.views import MethodView

from webapp.core import clock
from webapp.core.programs import RoomApi
from webapp.core.work import work
from webapp.people import actions, signed_in
from webapp.people.limits import limited
from webapp.people.schemas import TokenRequestSchema, TokenSchema

blp = RoomApi("People", "Signing in, and the people, teams and cohorts one may see")


@blp.route("/tokens")
class Tokens(MethodView):
    @blp.open_to_all
    @blp.refuses(401, 429)
    @blp.arguments(TokenRequestSchema)
    @blp.response(201, TokenSchema)
    @limited
    def post(self, asked: dict[str, str]) -> dict[str, Any]:
        """Sign a program in."""
        person = signed_in.authenticate(asked["email"], asked["password"])
        with work():
            row, secret = actions.open_sign_in(person, "token", now=clock.now())
        return {"token": secret, "expires_at": row.expires_at}

    @blp.response(204)
    def delete(self) -> None:
        """Sign this program out."""
        with work():
            signed_in.end_session(now=clock.now())
