"""A team's chat, for programs."""

from typing import Any

from flask import current_app
from flask.views import MethodView
from flask_login import current_user

from webapp.alerts.chat import actions, queries
from webapp.alerts.chat.schemas import TeamChatRequestSchema, TeamChatSchema
from webapp.core import clock
from webapp.core.programs import RoomApi
from webapp.core.work import work
from webapp.people import managing

blp = RoomApi("Chat", "Where a team is posted to, in Slack or Teams")


@blp.route("/teams/<int:team_id>/chat")
class TeamChat(MethodView):
    @blp.response(200, TeamChatSchema)
    def get(self, team_id: int) -> dict[str, Any]:
        """Whether a team you manage is posted to a chat; its address is told nobody."""
        return _shape(managing.team(current_user, team_id).id)

    @blp.arguments(TeamChatRequestSchema)
    @blp.response(200, TeamChatSchema)
    def put(self, said: dict[str, str], team_id: int) -> dict[str, Any]:
        """Post a team you manage to this webhook address of Slack or Teams."""
        team = managing.team(current_user, team_id)
        with work():
            ours = current_app.config["CHAT_HOSTS"]
            actions.turn_on(team, said["address"], current_user, ours, now=clock.now())
        return _shape(team_id)

    @blp.response(204)
    def delete(self, team_id: int) -> None:
        """Post a team you manage nowhere, and forget the address."""
        team = managing.team(current_user, team_id)
        with work():
            actions.turn_off(team)


def _shape(team_id: int) -> dict[str, Any]:
    chat = queries.chat_of(team_id)
    if chat is None:
        return {"on": False, "kind": None, "set_at": None, "ended_at": None}
    return {"on": chat.ended_at is None, "kind": chat.kind, "set_at": chat.set_at, "ended_at": chat.ended_at}
