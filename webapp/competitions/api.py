"""Competitions, for programs."""

from typing import Any

from flask.views import MethodView
from flask_login import current_user

from webapp.competitions import actions, listeners, queries
from webapp.competitions.board import board_of
from webapp.competitions.looking import look
from webapp.competitions.schemas import (
    CompetitionChangeSchema,
    CompetitionRequestSchema,
    CompetitionSchema,
    StandingsSchema,
)
from webapp.competitions.shapes import competition_shape, standings_shape
from webapp.core import clock
from webapp.core.programs import RoomApi
from webapp.core.work import work

blp = RoomApi("Competitions", "Competitions one may see or run")


@blp.route("/competitions")
class Competitions(MethodView):
    @blp.response(200, CompetitionSchema(many=True))
    def get(self) -> list[dict[str, Any]]:
        """The competitions one may see, the newest first."""
        now = clock.now()
        return [competition_shape(one, now) for one in queries.competitions_of(current_user)]

    @blp.refuses(404)
    @blp.arguments(CompetitionRequestSchema)
    @blp.response(201, CompetitionSchema)
    def post(self, asked: dict[str, Any]) -> dict[str, Any]:
        """A draft between one's own teams, cohorts or people."""
        now = clock.now()
        with work():
            return competition_shape(actions.draft(current_user, asked, now=now), now)


@blp.route("/competitions/<int:competition_id>")
class OneCompetition(MethodView):
    @blp.response(200, CompetitionSchema)
    def get(self, competition_id: int) -> dict[str, Any]:
        """One competition, and what state it is in."""
        now = clock.now()
        return competition_shape(look(current_user, competition_id, now=now), now)

    @blp.refuses(409)
    @blp.arguments(CompetitionChangeSchema)
    @blp.response(200, CompetitionSchema)
    def patch(self, asked: dict[str, Any], competition_id: int) -> dict[str, Any]:
        """Change it, as far as it is not too late for that."""
        now = clock.now()
        with work():
            competition = queries.run_by(current_user, competition_id)
            actions.change(competition, current_user, asked, now=now)
            listeners.tell_changed(competition)
            return competition_shape(competition, now)


@blp.route("/competitions/<int:competition_id>/publication")
class Publication(MethodView):
    @blp.refuses(409)
    @blp.response(201, CompetitionSchema)
    def post(self, competition_id: int) -> dict[str, Any]:
        """Publish it: from its start on it is live, and those in it know."""
        now = clock.now()
        with work():
            competition = queries.run_by(current_user, competition_id)
            actions.publish(competition, current_user, now=now)
            return competition_shape(competition, now)

    @blp.refuses(409)
    @blp.response(200, CompetitionSchema)
    def delete(self, competition_id: int) -> dict[str, Any]:
        """Call it off."""
        now = clock.now()
        with work():
            competition = queries.run_by(current_user, competition_id)
            actions.cancel(competition, current_user, now=now)
            return competition_shape(competition, now)


@blp.route("/competitions/<int:competition_id>/standings")
@blp.response(200, StandingsSchema)
def standings(competition_id: int) -> dict[str, Any]:
    """How it stands; once it is final, how it ended."""
    now = clock.now()
    return standings_shape(board_of(look(current_user, competition_id, now=now), now))
