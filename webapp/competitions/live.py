"""Watching a competition, by who may see it or by a big screen's secret."""

from typing import Any

from flask_babel import gettext as _

from webapp.competitions.board import board_of
from webapp.competitions.listeners import of_competition, of_screens, remember
from webapp.competitions.looking import look
from webapp.competitions.screens import of_secret, watchers
from webapp.competitions.shapes import news_of
from webapp.core import clock
from webapp.core.live import Watch, guest, watchable
from webapp.core.problems import NotFound
from webapp.people.models import Person


def register() -> None:
    """Importing this room's watchable registered it."""


@watchable("competition_id", topic=lambda wanted: (str(wanted["competition_id"]),))
def watch_competition(person: Person, wanted: dict[str, Any]) -> Watch:
    competition_id = wanted["competition_id"]
    if type(competition_id) is not int or not 0 < competition_id < 2**31:
        raise NotFound(_("There is no such competition here."))
    competition = look(person, competition_id, now=clock.now())
    remember(competition)
    return Watch([of_competition(competition.id)], news_of(competition, board_of(competition, clock.now())))


@guest("screen")
def admit_screen(secret: str) -> list[str] | None:
    """A big screen hears of its competition and of its link's end; nothing else."""
    if (screen := of_secret(secret)) is None:
        return None
    remember(screen.competition)
    return [of_screens(screen.competition_id), watchers(screen.id)]
