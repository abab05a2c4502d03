"""Finding competitions through the person who asks."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, exists, or_, select

from webapp.competitions.models import Competition, Entrant, Notice
from webapp.competitions.season_models import Season
from webapp.core import clock
from webapp.core.problems import Forbidden, NotFound
from webapp.extensions import db
from webapp.people import queries as people
from webapp.people.models import Membership, Person

AFTERWARDS = timedelta(days=2)
"""For how long the boards tell how one ended."""


def competitions_of(person: Person) -> list[Competition]:
    """Those this person may see, the newest first."""
    order = (Competition.starts_at.desc().nulls_first(), Competition.id.desc())
    found = db.session.scalars(_candidates(person).order_by(*order)).unique()
    return [competition for competition in found if _may_see(person, competition)]


def has_anything_run() -> bool:
    """Whether anybody ever let a competition, other than a trial, or a season begin."""
    published = exists().where(Competition.published_at.is_not(None), ~Competition.hidden)
    return bool(db.session.scalar(select(or_(published, exists().where(Season.id > 0)))))


def own(person: Person, competition_id: int) -> Competition:
    """The competition, if it is theirs to see; raises NotFound for a stranger's."""
    found = db.session.scalar(_candidates(person).where(Competition.id == competition_id))
    if found is None or not _may_see(person, found):
        raise NotFound(_("There is no such competition here."))
    return found


def run_by(person: Person, competition_id: int) -> Competition:
    """The competition, locked, for whoever runs it; raises NotFound, or Forbidden for those who only take part."""
    found = own(person, competition_id)
    if not runs(person, found):
        raise Forbidden(_("Only who made this competition, or an admin, can change it."))
    return locked(competition_id)


def locked(competition_id: int) -> Competition:
    return db.session.scalars(
        select(Competition)
        .where(Competition.id == competition_id)
        .with_for_update(of=Competition)
        .execution_options(populate_existing=True)
    ).one()


def runs(person: Person, competition: Competition) -> bool:
    return person.role == "admin" or (person.role == "manager" and competition.made_by_id == person.id)


def may_make(person: Person) -> bool:
    return person.role in ("manager", "admin")


def choices(person: Person, between: str) -> list[Any]:
    """The teams, cohorts or reps that this person may set against each other."""
    if between == "cohorts":
        return people.visible_cohorts(person)
    managed, everything = people.managed_team_ids(person), person.role == "admin"
    if between == "teams":
        return [team for team in people.visible_teams(person) if everything or team.id in managed]
    reps = [one for one in people.visible_people(person) if one.role == "rep"]
    return [one for one in reps if everything or one.team_id in managed]


def running_for(person: Person, now: datetime) -> list[Competition]:
    """What a person is in that runs, or is about to, or has just ended; or was called off, until they have seen it."""
    news = {notice.competition_id for notice in unseen(person)}
    near = [c for c in competitions_of(person) if c.published_at and (not c.cancelled_at or c.id in news)]
    return [c for c in near if c.ends_at and now < (c.cancelled_at or c.ends_at) + AFTERWARDS]


def unseen(person: Person) -> list[Notice]:
    """The latest word of every competition that they have not looked at since."""
    rows = db.session.scalars(
        select(Notice).where(Notice.person_id == person.id, Notice.seen_at.is_(None)).order_by(Notice.at.desc())
    )
    latest: dict[int, Notice] = {}
    for row in rows:
        latest.setdefault(row.competition_id, row)
    return list(latest.values())


def told(competition: Competition) -> set[int]:
    """Who was told that they are in it, by id."""
    known = (Notice.competition_id == competition.id, Notice.kind == "published")
    return set(db.session.scalars(select(Notice.person_id).where(*known)))


def overlapping(person: Person, competition: Competition) -> list[Competition]:
    """Other published ones that this person may see, in whose time one of the same entrants takes part."""
    mine = {(e.team_id, e.cohort_id, e.person_id) for e in competition.entrants}
    rows = db.session.scalars(
        _candidates(person).where(
            Competition.id != competition.id,
            Competition.published_at.is_not(None),
            Competition.cancelled_at.is_(None),
            Competition.metric == competition.metric,
            ~Competition.hidden,
            Competition.starts_at < competition.ends_at,
            Competition.ends_at > competition.starts_at,
        )
    )
    return [c for c in rows if mine & {(e.team_id, e.cohort_id, e.person_id) for e in c.entrants}]


def _candidates(person: Person) -> Select[Any]:
    """Before membership on the days of the window is looked at."""
    query = select(Competition)
    if person.role == "admin":
        return query
    teams, cohorts, persons = places(person)
    in_it = select(Entrant.competition_id).where(
        or_(Entrant.team_id.in_(teams), Entrant.cohort_id.in_(cohorts), Entrant.person_id.in_(persons))
    )
    announced = Competition.published_at.is_not(None) & ~Competition.hidden & Competition.id.in_(in_it)
    if person.role != "manager":
        return query.where(announced)
    return query.where(or_(Competition.made_by_id == person.id, announced))


def places(person: Person) -> tuple[Any, Any, Any]:
    """The teams and cohorts a person ever was in, manages or coaches, and themselves and those people."""
    was_in = select(Membership).where(Membership.person_id == person.id)
    teams = {row.team_id for row in db.session.scalars(was_in) if row.team_id} | people.managed_team_ids(person)
    cohorts = {row.cohort_id for row in db.session.scalars(was_in) if row.cohort_id}
    persons = {person.id}
    looked_after = _looked_after(person)
    teams |= {one.team_id for one in looked_after if one.team_id}
    cohorts |= {one.cohort_id for one in looked_after if one.cohort_id}
    return teams, cohorts, persons | {one.id for one in looked_after}


def _looked_after(person: Person) -> Collection[Person]:
    """The reps of the teams they manage or the cohorts they coach."""
    coached, managed = people.coached_cohort_ids(person), people.managed_team_ids(person)
    if not coached and not managed:
        return []
    theirs = or_(Person.cohort_id.in_(coached), Person.team_id.in_(managed))
    return db.session.scalars(select(Person).where(Person.role == "rep", theirs)).all()


def _may_see(person: Person, competition: Competition) -> bool:
    if person.role != "rep":
        return True
    return any(e.person_id == person.id for e in competition.entrants) or _was_there(person, competition)


def _was_there(person: Person, competition: Competition) -> bool:
    """Whether a rep is in one of its teams or cohorts, or was on a day of its window."""
    start, end = competition.starts_at, competition.ends_at
    if start is None or end is None:
        return False
    first, last = (clock.local_day(at, competition.time_zone) for at in (start, end))
    teams = {e.team_id for e in competition.entrants} - {None}
    cohorts = {e.cohort_id for e in competition.entrants} - {None}
    if person.team_id in teams or person.cohort_id in cohorts:
        return True
    return any(row.team_id in teams or row.cohort_id in cohorts for row in _stays(person, first, last))


def _stays(person: Person, first: date, last: date) -> list[Membership]:
    rows = db.session.scalars(
        select(Membership).where(Membership.person_id == person.id, Membership.since <= last).order_by(Membership.since)
    ).all()
    begun = [row for row in rows if row.since <= first][-1:]
    return begun + [row for row in rows if row.since > first]
