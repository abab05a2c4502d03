"""What a team's chat is told. Nobody's reply is in it, and nobody's score but under an alias they chose."""

from datetime import date, datetime

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import select

from webapp.alerts.chat.said import Said
from webapp.alerts.chat.teams import Playing
from webapp.alerts.weeks import DAY
from webapp.answers.models import Answer
from webapp.competitions.board import board_of
from webapp.competitions.models import Competition
from webapp.competitions.words import score_words
from webapp.core import clock
from webapp.core.mail import our_address
from webapp.core.words import day as day_words
from webapp.extensions import db
from webapp.people.models import Person, Team
from webapp.schedule import actions as schedule
from webapp.schedule.queries import challenge_on
from webapp.standings.groups import group_rows
from webapp.standings.queries import Scope, people_rows
from webapp.standings.rules import SMALLEST_TEAM, period_start

TOP = 3


def hello(team: Team) -> Said:
    text = _("From now on, this channel hears about %(team)s on working mornings.", team=team.name)
    return Said(_("Hello from Repartee"), [text], _here(), _("Open Repartee"))


def morning(playing: Playing, day: date, *, now: datetime) -> Said | None:
    """Today's prospect, and how many replied the last time; None without a challenge."""
    if playing.cohort_id is None:
        return None
    if (row := challenge_on(playing.cohort_id, day)) is None:
        schedule.fill(playing.cohort_id, day, day + schedule.AHEAD, now=now)
        row = challenge_on(playing.cohort_id, day)
    if row is None:
        return None
    prompt, last = row.challenge.prompt, _last_time(playing, day)
    title = _("Today's prospect: %(persona)s", persona=prompt.persona)
    return Said(title, [last] if last else [], _here(), _("What do you say?"), quote=_("“%(line)s”", line=prompt.text))


def week(team: Team, playing: Playing, day: date, *, now: datetime) -> Said | None:
    """Of the working day before; None where nothing was earned."""
    start = period_start("week", playing.calendar.previous_working_day(day))
    rows = group_rows("teams", "week", start, now=now)
    mine = next((row for row in rows if row.id == team.id), None)
    if mine is None or not mine.points:
        return None
    lines = [_("%(points)s points for each person and day at work.", points=mine.points)]
    ranked = sum(row.rank is not None for row in rows)
    if mine.rank and ranked > 1:
        lines.append(_("That is number %(rank)s of %(of)s teams.", rank=mine.rank, of=ranked))
    lines += _first_places(team, start)
    return Said(_("Last week of %(team)s", team=team.name), lines, f"{_here()}boards", _("See the boards"))


def started(competition: Competition) -> Said:
    sides = ", ".join(entrant.name for entrant in competition.entrants)
    until = competition.ends_at and day_words(clock.last_day(competition.ends_at, competition.time_zone))
    lines = [_("%(sides)s, until %(day)s.", sides=sides, day=until)]
    lines += [_("To win: %(prize)s", prize=competition.prize)] if competition.prize else []
    return Said(_("It begins: %(name)s", name=competition.name), lines, _page(competition), _("See the board"))


def ended(competition: Competition, *, now: datetime) -> Said:
    rows = [row for row in board_of(competition, now).rows if row.rank][:TOP]
    lines = [f"{row.rank}. {row.name}: {score_words(competition, row.score)}" for row in rows]
    return Said(_("It is decided: %(name)s", name=competition.name), lines, _page(competition), _("See the board"))


def _last_time(playing: Playing, day: date) -> str | None:
    """Not of so few that one could tell who did not."""
    last = playing.calendar.previous_working_day(day)
    there = [one.id for one in playing.at_work(last)]
    if len(there) < SMALLEST_TEAM:
        return None
    replies = select(Answer.person_id).where(Answer.person_id.in_(there), Answer.day == last, ~Answer.practice)
    replied = len(set(db.session.scalars(replies)))
    if last == day - DAY:
        return _("Yesterday: %(replied)s of %(there)s replied.", replied=replied, there=len(there))
    weekday = format_date(last, "EEEE")
    return _("On %(weekday)s: %(replied)s of %(there)s replied.", weekday=weekday, replied=replied, there=len(there))


def _first_places(team: Team, start: date) -> list[str]:
    """As far as they go by an alias; none where personal ranks are off."""
    rows = [row for row in people_rows("week", start, Scope(team=team.id), top=TOP) if row.points]
    named = select(Person.id, Person.alias).where(Person.id.in_([row.id for row in rows]), Person.alias.is_not(None))
    aliases = {row.id: row.alias for row in db.session.execute(named)}
    return [
        _("%(rank)s. %(alias)s, %(points)s points", rank=row.rank, alias=aliases[row.id], points=row.points)
        for row in rows
        if row.id in aliases
    ]


def _page(competition: Competition) -> str:
    return f"{_here()}competitions/{competition.id}"


def _here() -> str:
    """The same for everybody in the channel, so it opens nothing by itself."""
    return f"{our_address()}/"
