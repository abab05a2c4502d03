"""The card on a team's page that leads to its chat."""

from flask import render_template, request
from markupsafe import Markup

from webapp.alerts.chat.queries import chat_of
from webapp.core.cards import on_page


@on_page("team")
def to_chat() -> Markup:
    team_id = (request.view_args or {})["team_id"]
    return Markup(render_template("alerts/chat/_card.html", team_id=team_id, chat=chat_of(team_id)))
