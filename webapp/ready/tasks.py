"""The worker notes the day on which somebody's figures were all there."""

from flask_babel import lazy_gettext as _l

from webapp.core import clock
from webapp.core.rounds import every
from webapp.core.work import retried, work
from webapp.ready.actions import note_reached
from webapp.ready.overseeing import still_to_reach
from webapp.ready.queries import ready_by

AT_ONCE = 200


@every(_l("Notes who has become ready"), hours=1)
def note_who_is_ready() -> int:
    """Returns how many became so. Whoever did is not looked at again."""
    noted = 0
    last: int | None = 0
    while last is not None:
        more, last = _note_next(last)
        noted += more
    return noted


@retried
def _note_next(after: int) -> tuple[int, int | None]:
    """How many of the next ones became ready, and the last one looked at; None where nobody is left. Looked at before
    the work, for which voters wait."""
    now, people = clock.now(), still_to_reach(after, AT_ONCE)
    last = people[-1].id if people else None
    if not (days := ready_by(people, now)):
        return 0, last
    with work():
        return note_reached(days, now=now), last
