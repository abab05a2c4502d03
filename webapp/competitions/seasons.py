"""Beginning seasons, and writing down each week once its last vote is in."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction

from flask_babel import gettext as _
from sqlalchemy import func, select

from webapp.answers.models import Answer
from webapp.competitions import actions, attendance, league, queries
from webapp.competitions.league import Result
from webapp.competitions.season_models import Match, Season, SeasonTeam
from webapp.core import clock
from webapp.core.problems import Conflict, Forbidden, Invalid, NotFound
from webapp.extensions import db
from webapp.people.checks import known_zone
from webapp.people.models import Person
from webapp.points.models import Entry
from webapp.voting.models import Tally

A_WEEK = timedelta(weeks=1)


def begin(maker: Person, name: str, team_ids: Sequence[int], first: date, zone: str, *, now: datetime) -> Season:
    """A season from the Monday of the week of `first`. Raises Forbidden, Invalid, NotFound for others' teams."""
    if not queries.may_make(maker):
        raise Forbidden(_("Managers and admins make seasons."))
    team_ids = list(dict.fromkeys(team_ids))
    if not set(team_ids) <= {team.id for team in queries.choices(maker, "teams")}:
        raise NotFound(_("Not all of those teams are yours. Nothing was changed."))
    if len(team_ids) < league.SMALLEST:
        raise Invalid(_("A season needs at least three teams."))
    if not (name := actions.checked_text(name, 80, _("name"))):
        raise Invalid(_("Give the season a name first."))
    monday = first - timedelta(days=first.weekday())
    if monday + A_WEEK <= clock.local_day(now, known_zone(zone)):
        raise Invalid(_("That week is over. Begin with this week or a later one."))
    season = Season(name=name, first_monday=monday, time_zone=zone, made_at=now, made_by_id=maker.id)
    season.teams = [SeasonTeam(team_id=team_id, drawn=n) for n, team_id in enumerate(team_ids)]
    db.session.add(season)
    db.session.flush()
    return season


def call_off(season: Season, by: Person, *, now: datetime) -> None:
    """What was played stays; nothing more is."""
    if not runs(by, season):
        raise Forbidden(_("Only who made this season, or an admin, can call it off."))
    if season.cancelled_at is not None or is_over(season):
        raise Conflict(_("This season is over already."))
    season.cancelled_at, season.cancelled_by_id = now, by.id
    db.session.flush()


def runs(person: Person, season: Season) -> bool:
    """Who made it while they manage, and admins."""
    return person.role == "admin" or (person.role == "manager" and season.made_by_id == person.id)


def seasons_of(person: Person) -> list[Season]:
    """Those of one's own team, of teams one manages or whose people one coaches, a manager's own; an admin sees all."""
    query = select(Season).order_by(Season.first_monday.desc(), Season.id.desc())
    if person.role != "admin":
        teams, _cohorts, _people = queries.places(person)
        mine = select(SeasonTeam.season_id).where(SeasonTeam.team_id.in_(teams))
        made = (Season.made_by_id == person.id) & (person.role == "manager")
        query = query.where(Season.id.in_(mine) | made)
    return list(db.session.scalars(query))


def own(person: Person, season_id: int) -> Season:
    for season in seasons_of(person):
        if season.id == season_id:
            return season
    raise NotFound(_("There is no such season here."))


def teams_of(season: Season) -> list[int]:
    return [one.team_id for one in season.teams]


def played(season: Season) -> list[list[Result]]:
    """The results of every week that was written down, in order."""
    weeks: list[list[Result]] = []
    for match in season.matches:
        while len(weeks) <= match.week:
            weeks.append([])
        weeks[match.week].append(Result(match.home_id, match.away_id, match.home_score, match.away_score))
    return weeks


def is_over(season: Season) -> bool:
    return len(played(season)) >= league.weeks_of(len(season.teams))


def weeks_due(now: datetime) -> list[int]:
    """Seasons with a week that is over, by id."""
    running = db.session.scalars(select(Season).where(Season.cancelled_at.is_(None)))
    return [season.id for season in running if not is_over(season) and _next_is_over(season, now)]


def write_week(season_id: int, by: Person | None = None, *, now: datetime) -> bool:
    """Write down the next week, unless somebody did, or votes are still to come."""
    season = db.session.scalars(
        select(Season).where(Season.id == season_id).with_for_update().execution_options(populate_existing=True)
    ).one()
    if season.cancelled_at or is_over(season) or not _next_is_over(season, now) or _votes_to_come(season):
        return False
    weeks = played(season)
    teams, week = teams_of(season), len(weeks)
    scores = week_scores(teams, season.first_monday + week * A_WEEK)
    pairs = league.pairs_of(week, teams, weeks) or []
    season.matches += [_match(season, week, pair, scores, by, now) for pair in pairs]
    db.session.flush()
    return True


def week_scores(teams: Sequence[int], monday: date) -> dict[int, Fraction | None]:
    """Points of the week's working days for each day a member was at work; None for a team that had none."""
    days = dict.fromkeys(teams, 0)
    for one in attendance.attendances("teams", teams, clock.days(monday, monday + timedelta(days=6))):
        days[one.subject_id] += one.days
    points = _week_points(teams, monday)
    return {team: Fraction(points.get(team, 0), days[team]) if days[team] else None for team in teams}


def _week_points(teams: Sequence[int], monday: date) -> dict[int, int]:
    rows = db.session.execute(
        select(Entry.team_id, func.sum(Entry.amount))
        .where(Entry.team_id.in_(teams), Entry.working_day, Entry.day >= monday, Entry.day < monday + A_WEEK)
        .group_by(Entry.team_id)
    )
    return {team: points for team, points in rows if team is not None}


def _next_is_over(season: Season, now: datetime) -> bool:
    following = season.first_monday + (len(played(season)) + 1) * A_WEEK
    return clock.midnight(following, season.time_zone) <= now


def _votes_to_come(season: Season) -> bool:
    monday = season.first_monday + len(played(season)) * A_WEEK
    open_ones = (
        select(Answer.id)
        .join(Tally, Tally.answer_id == Answer.id)
        .where(Answer.team_id.in_(teams_of(season)), Answer.day >= monday, Answer.day < monday + A_WEEK)
        .where(Tally.closed_at.is_(None))
    )
    return db.session.scalar(open_ones.limit(1)) is not None


def _match(
    season: Season, week: int, pair: league.Pair, scores: dict[int, Fraction | None], by: Person | None, now: datetime
) -> Match:
    match = Match(season_id=season.id, week=week, home_id=pair[0], away_id=pair[1])
    match.home_score, match.away_score = (scores[team] for team in pair)
    match.frozen_at, match.frozen_by_id = now, by.id if by else None
    return match
