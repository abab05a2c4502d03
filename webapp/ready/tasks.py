"""The worker notes the day on which somebody's figures were all there."""

from flask_babel import lazy_gettext as _l

from webapp.core import clock
from webapp.core.rounds import every
from webapp.core.work import retried, work
from webapp.people.models import Person
from webapp.ready.actions import note_reached
from webapp.ready.overseeing import still_to_reach

AT_ONCE = 200


@every(_l("Notes who has become ready"), hours=1)
def note_who_is_ready() -> int:
    """Returns how many became so. Whoever did is not looked at again."""
    waiting = still_to_reach()
    return sum(_note(waiting[n : n + AT_ONCE]) for n in range(0, len(waiting), AT_ONCE))


@retried
def _note(people: list[Person]) -> int:
    with work():
        return note_reached(people, now=clock.now())
