"""Tokens, and the people, teams and cohorts one may see."""

from typing import Any

from flask.views import MethodView
from flask_login import current_user

from webapp.core import clock
from webapp.core.programs import RoomApi
from webapp.core.work import work
from webapp.people import actions, queries, signed_in
from webapp.people.limits import limited
from webapp.people.models import Cohort, Person, Team
from webapp.people.schemas import NamedSchema, PersonSchema, TokenRequestSchema, TokenSchema

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


@blp.route("/teams")
@blp.response(200, NamedSchema(many=True))
def teams() -> list[Team]:
    """The teams one may see."""
    return queries.visible_teams(current_user)


@blp.route("/cohorts")
@blp.response(200, NamedSchema(many=True))
def cohorts() -> list[Cohort]:
    """The cohorts one may see."""
    return queries.visible_cohorts(current_user)


@blp.route("/people")
@blp.response(200, PersonSchema(many=True))
def people() -> list[Person]:
    """The people one may see."""
    return queries.visible_people(current_user)
