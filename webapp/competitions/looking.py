"""Looking at a competition: whoever comes first after its end writes down how it ended."""

from datetime import datetime

from webapp.competitions import freezing, queries
from webapp.competitions.models import Competition
from webapp.core.work import work
from webapp.people.models import Person


def look(person: Person, competition_id: int, *, now: datetime) -> Competition:
    """The competition, if it is theirs to see. A door: it may open a work."""
    found = queries.own(person, competition_id)
    if freezing.waits_for_freezing(found, now):
        settle(competition_id, person, now=now)
        found = queries.own(person, competition_id)
    return found


def settle(competition_id: int, by: Person | None, *, now: datetime) -> bool:
    with work():
        return freezing.freeze(competition_id, by, now=now)
