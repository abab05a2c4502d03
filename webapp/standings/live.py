"""Watching a board."""

from typing import Any

from flask_babel import gettext as _
from marshmallow import EXCLUDE, ValidationError

from webapp.core import clock
from webapp.core.live import Watch, watchable
from webapp.core.problems import Forbidden, Invalid
from webapp.people.models import Person
from webapp.standings.boards import board_for, scope_for
from webapp.standings.listeners import of_board
from webapp.standings.schemas import RowSchema, WatchBoardSchema

TOP = 50


def register() -> None:
    """Importing this room's watchable registered it."""


def topic_of(wanted: dict[str, Any]) -> tuple[Any, ...]:
    """Teams and cohorts have one board each, whatever cohort or team is named with it."""
    asked = _asked(wanted)
    whose = (asked["cohort"], asked["team"]) if asked["board"] == "people" else ()
    return (asked["board"], asked["period"], *whose)


@watchable("board", topic=topic_of)
def watch_board(person: Person, wanted: dict[str, Any]) -> Watch:
    asked = _asked(wanted)
    scope = scope_for(person, asked["cohort"], asked["team"])
    found = board_for(person, asked["board"], asked["period"], scope, top=TOP, now=clock.now())
    if found.off:
        raise Forbidden(found.off)
    audience = of_board(found.board, found.period, found.start, found.scope)
    return Watch([audience], {"start": found.start.isoformat(), "entries": RowSchema(many=True).dump(found.rows)})


def _asked(wanted: dict[str, Any]) -> dict[str, Any]:
    try:
        asked: dict[str, Any] = WatchBoardSchema(unknown=EXCLUDE).load(wanted)
    except ValidationError as error:
        fields = ", ".join(sorted(map(str, error.messages_dict)))
        raise Invalid(_("Please check: %(fields)s.", fields=fields)) from None
    return asked
