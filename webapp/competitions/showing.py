"""A competition as its pages show it."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.competitions import words
from webapp.competitions.board import Board, Row, state_of, unranked
from webapp.competitions.models import Competition
from webapp.competitions.rules import SMALLEST
from webapp.core import clock
from webapp.core.words import day, day_and_hour


def card(competition: Competition, now: datetime) -> dict[str, Any]:
    state = state_of(competition, now)
    return {
        "id": competition.id,
        "name": competition.name,
        "state": state,
        "state_words": words.STATE_WORDS[state],
        "states": {key: str(said) for key, said in words.STATE_WORDS.items()},
        "tone": words.TONES.get(state),
        "between": words.BETWEEN_WORDS[competition.between],
        "metric": words.METRIC_WORDS[competition.metric],
        "when": when(competition),
        "until": until(competition, state),
        "prize": competition.prize,
        "hidden": competition.hidden,
        "weekly": competition.weekly,
        "against_baseline": competition.against_baseline,
        "size": len(competition.entrants),
        "because": competition.cancelled_because,
        "ends_at": competition.ends_at and competition.ends_at.isoformat(),
    }


def table(competition: Competition, board: Board, mine: set[int] | None = None) -> dict[str, Any]:
    return {
        "unit": words.unit(competition),
        "rows": [row_shape(competition, row, mine or set()) for row in board.rows],
        "explanation": explanation(competition),
    }


def row_shape(competition: Competition, row: Row, mine: set[int]) -> dict[str, Any]:
    return {
        "rank": row.rank,
        "id": row.id,
        "name": row.name,
        "score": float(row.score or 0),
        "shown": words.score_words(competition, row.score),
        "is_mine": row.id in mine,
    }


def when(competition: Competition) -> str:
    """In the competition's own zone, which is named where it may not be the reader's."""
    if competition.starts_at is None or competition.ends_at is None:
        return _("No dates yet")
    zone = competition.time_zone
    start, end = _hour(competition.starts_at, zone), _end(competition.ends_at, zone)
    return _("%(start)s to %(end)s (%(zone)s)", start=start, end=end, zone=zone)


def begun(competition: Competition, now: datetime) -> str | None:
    """What its maker should know before publishing one that starts in the past."""
    start, end, zone = competition.starts_at, competition.ends_at, competition.time_zone
    if start is None or end is None or not start <= now < end:
        return None
    days = (clock.local_day(now, zone) - clock.local_day(start, zone)).days
    if days == 0:
        return _("It began earlier today: what was earned since then counts.")
    return ngettext(
        "It began yesterday: what was earned since then counts.",
        "It began %(num)s days ago: what was earned since then counts.",
        days,
    )


def overlap(others: list[Competition]) -> str | None:
    """One sentence for all of those in which some of the same take part."""
    named = ", ".join(
        _("“%(name)s” (%(first)s to %(last)s)", name=other.name, first=first, last=last)
        for other in others
        for first, last in [_days(other)]
    )
    if not named:
        return None
    return _(
        "Some of them are in %(others)s at the same time, for the same measure. What they earn counts in each.",
        others=named,
    )


def until(competition: Competition, state: str) -> str:
    """The one date that matters now."""
    zone = competition.time_zone
    if competition.cancelled_at:
        return _("since %(hour)s", hour=_hour(competition.cancelled_at, zone))
    if competition.starts_at is None or competition.ends_at is None:
        return _("No dates yet")
    if state == "scheduled":
        return _("from %(hour)s", hour=_hour(competition.starts_at, zone))
    end = _end(competition.ends_at, zone)
    return _("until %(hour)s", hour=end) if state == "live" else _("ended %(hour)s", hour=end)


def explanation(competition: Competition) -> str:
    said = str(words.MEANINGS[competition.metric])
    if competition.against_baseline:
        said += " " + _(
            "Everybody is measured against their own four weeks before: as good as then is “100\N{NO-BREAK SPACE}%”."
        )
    if unranked(competition):
        said += " " + _("Where personal ranks are off, nobody has a rank here.")
    if competition.between != "people":
        said += " " + _("With fewer than %(smallest)s people there is no rank.", smallest=SMALLEST)
    return said


def _hour(at: datetime, zone: str) -> str:
    return day_and_hour(at.astimezone(ZoneInfo(zone)))


def _end(at: datetime, zone: str) -> str:
    """Midnight is read as the end of the day before it."""
    if at.astimezone(ZoneInfo(zone)).time() != time():
        return _hour(at, zone)
    return _("%(day)s, end of day", day=day(clock.last_day(at, zone)))


def _days(competition: Competition) -> tuple[str, str]:
    """Its first and its last date, for which the midnight it ends at is too late."""
    if competition.starts_at is None or competition.ends_at is None:
        return "–", "–"
    ends = (competition.starts_at, competition.ends_at - timedelta(microseconds=1))
    first, last = (day(clock.local_day(at, competition.time_zone)) for at in ends)
    return first, last
