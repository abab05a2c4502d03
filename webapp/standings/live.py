"""Watching a board."""

from typing import Any

from flask_babel import gettext as _
from marshmallow import EXCLUDE, ValidationError

from webapp.core import clock
from webapp.core.live import Watch, watchable
from webapp.core.problems import Invalid
from webapp.people.models import Person
from webapp.standings.boards import board_for, scope_for
from webapp.standings.listeners import of_board
from webapp.standings.schemas import RowSchema, WatchBoardSchema

TOP = 50


def register() -> None:
    """Importing this room's watchable registered it."""


@watchable("board")
def watch_board(person: Person, wanted: dict[str, Any]) -> Watch:
    try:
        asked = WatchBoardSchema(unknown=EXCLUDE).load(wanted)
    except ValidationError as error:
        fields = ", ".join(sorted(map(str, error.messages_dict)))
        raise Invalid(_("Please check: %(fields)s.", fields=fields)) from None
    scope = scope_for(person, asked["cohort"], asked["team"])
    found = board_for(person, asked["board"], asked["period"], scope, top=TOP, now=clock.now())
    audience = of_board(found.board, found.period, found.start, scope)
    return Watch([audience], {"entries": RowSchema(many=True).dump(found.rows)})
