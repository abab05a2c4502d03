"""What each chat is due to hear now, written in one transaction a team."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from webapp.alerts.chat import actions, composing, queries, rules
from webapp.alerts.chat.models import TeamChat
from webapp.alerts.chat.said import Said
from webapp.alerts.chat.teams import Playing, playing_in
from webapp.alerts.weeks import is_first_working_day
from webapp.core import clock
from webapp.core.words import speaking
from webapp.core.work import retried, work

REMEMBERED = rules.RECENT + timedelta(days=2)


class Due(NamedTuple):
    kind: str
    source: str
    until: datetime
    compose: Callable[[], Said | None]


@retried
def write_for(team_id: int) -> int:
    """Returns how many posts were written. A look that finds nothing opens no work."""
    now = clock.now()
    if not _due(team_id, now):
        return 0
    with work():
        return sum(_write(team_id, due, playing, now) for due, playing in _due(team_id, now))


def _due(team_id: int, now: datetime) -> list[tuple[Due, Playing]]:
    chat, playing = queries.chat_of(team_id), playing_in(team_id)
    if chat is None or chat.ended_at is not None or playing is None:
        return []
    local = playing.local(now)
    if not playing.calendar.is_working(local.date()) or not rules.is_daytime(local):
        return []
    told = queries.told(team_id, now - REMEMBERED)
    due = (*_of_the_morning(chat, playing, local, now), *_of_competitions(chat, playing, local, now))
    return [(one, playing) for one in due if (one.kind, one.source) not in told]


def _of_the_morning(chat: TeamChat, playing: Playing, local: datetime, now: datetime) -> Iterator[Due]:
    """One that is late by hours is left out; tomorrow has its own."""
    if not rules.is_morning(local):
        return
    day, until = local.date(), rules.end_of(rules.NOON, local.date(), playing.zone)
    if is_first_working_day(day, playing.calendar):
        yield Due("week", day.isoformat(), until, lambda: composing.week(chat.team, playing, day, now=now))
    yield Due("morning", day.isoformat(), until, lambda: composing.morning(playing, day, now=now))


def _of_competitions(chat: TeamChat, playing: Playing, local: datetime, now: datetime) -> Iterator[Due]:
    until = rules.end_of(rules.EVENING, local.date(), playing.zone)
    for one in queries.begun(chat, now):
        yield Due("started", str(one.id), until, lambda one=one: composing.started(one))  # type: ignore[misc]
    for one in queries.decided(chat, now):
        yield Due("ended", str(one.id), until, lambda one=one: composing.ended(one, now=now))  # type: ignore[misc]


def _write(team_id: int, due: Due, playing: Playing, now: datetime) -> bool:
    with speaking(playing.language):
        said = due.compose()
    day = playing.local(now).date()
    return actions.write_post(team_id, due.kind, due.source, day, said, until=due.until, now=now)
