"""The boards, for programs."""

from typing import Any

from flask import abort
from flask_login import current_user, login_required
from flask_smorest import Blueprint

from webapp.core import clock
from webapp.extensions import csrf
from webapp.standings.boards import board_for, scope_for
from webapp.standings.rules import BOARDS
from webapp.standings.schemas import BoardQuerySchema, BoardSchema

blp = Blueprint("standings_api", __name__, url_prefix="/api/v1", description="Boards")
csrf.exempt(blp)


@blp.route("/leaderboards/<string:board>")
@login_required
@blp.arguments(BoardQuerySchema, location="query")
@blp.response(200, BoardSchema)
def leaderboard(asked: dict[str, Any], board: str) -> dict[str, Any]:
    """A board of people, teams or cohorts, and where one stands oneself."""
    if board not in BOARDS:
        abort(404)
    scope = scope_for(current_user, asked["cohort"], asked["team"])
    found = board_for(current_user, board, asked["period"], scope, top=asked["limit"], now=clock.now())
    entries = [row for row in found.rows if row.place <= asked["limit"]]
    return {"board": board, "period": asked["period"], "entries": entries, "me": found.me}
