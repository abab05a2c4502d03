"""Drawing which team starts when."""

import secrets
from collections.abc import Collection
from datetime import date, datetime

from flask_babel import gettext as _

from webapp.core.problems import Invalid, NotFound
from webapp.extensions import db
from webapp.insights.counting.weeks import WEEK
from webapp.insights.starts import rules
from webapp.insights.starts.models import FairStart, TeamStart
from webapp.mastery.rules import monday
from webapp.people import managing
from webapp.people.models import Person

LONGEST = 80
WAVES = range(2, 13)
LATEST = 26 * WEEK


def draw(
    by: Person, name: str, team_ids: Collection[int], first: date, waves: int, *, today: date, now: datetime
) -> FairStart:
    """Before anybody starts, from a seed that nobody could choose. Raises Invalid, NotFound for a stranger's team, and
    Forbidden for who manages nothing."""
    managing.check_managing(by)
    teams = _managed(by, team_ids)
    _check(name, teams, first, waves, today)
    start = FairStart(
        name=name.strip(),
        seed=secrets.token_hex(16),
        first_week=first,
        waves=min(waves, len(teams)),
        drawn_at=now,
        drawn_by_id=by.id,
    )
    db.session.add(start)
    db.session.flush()
    drawn = zip(rules.order(start.seed, teams), rules.weeks(first, len(teams), waves), strict=True)
    db.session.add_all(
        TeamStart(start_id=start.id, team_id=team_id, place=place, week=week)
        for place, (team_id, week) in enumerate(drawn)
    )
    db.session.flush()
    return start


def _managed(by: Person, team_ids: Collection[int]) -> list[int]:
    wanted = set(team_ids)
    if wanted - {team.id for team in managing.teams(by)}:
        raise NotFound(_("There is no such team here."))
    return sorted(wanted)


def _check(name: str, teams: list[int], first: date, waves: int, today: date) -> None:
    if not name.strip():
        raise Invalid(_("Say what starts."))
    if len(name.strip()) > LONGEST:
        raise Invalid(_("Keep it to %(most)s characters.", most=LONGEST))
    if len(teams) < 2:
        raise Invalid(_("Choose at least two teams: chance needs something to decide."))
    if waves not in WAVES:
        raise Invalid(_("Spread the start over 2 to 12 weeks."))
    if first != monday(first) or not today < first <= today + LATEST:
        raise Invalid(_("Choose a Monday ahead of us, within half a year: a draw must come before the start."))
