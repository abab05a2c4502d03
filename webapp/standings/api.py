"""The boards, for programs."""

from typing import Any

from flask_login import current_user

from webapp.core import clock
from webapp.core.problems import Forbidden
from webapp.core.programs import RoomApi
from webapp.standings.boards import board_for, scope_for
from webapp.standings.rules import BOARDS
from webapp.standings.schemas import BoardQuerySchema, BoardSchema

blp = RoomApi("Boards", "How people, teams and cohorts stand")


@blp.route(f"/leaderboards/<any({', '.join(BOARDS)}):board>")
@blp.arguments(BoardQuerySchema, location="query")
@blp.response(200, BoardSchema)
@blp.refuses(403)
def leaderboard(asked: dict[str, Any], board: str) -> dict[str, Any]:
    """A board of people, teams or cohorts, and where one stands oneself."""
    scope = scope_for(current_user, asked["cohort"], asked["team"])
    found = board_for(current_user, board, asked["period"], scope, top=asked["limit"], now=clock.now())
    if found.off:
        raise Forbidden(found.off)
    entries = [row for row in found.rows if row.place <= asked["limit"]]
    return {"board": board, "period": asked["period"], "entries": entries, "me": found.me}
