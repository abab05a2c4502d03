"""Deciding what ready means, noting who is, and a coach's word on it."""

from collections.abc import Mapping
from datetime import date, datetime

from flask_babel import gettext as _

from webapp.core import clock
from webapp.core.characters import is_readable
from webapp.core.problems import Conflict, Forbidden, Invalid, NotFound
from webapp.core.upserts import insert
from webapp.extensions import db
from webapp.people import managing
from webapp.people.actions import lock_people
from webapp.people.models import Person
from webapp.people.queries import coached_cohort_ids
from webapp.ready.events import signed_off
from webapp.ready.models import Reached, SignOff, Threshold
from webapp.ready.overseeing import is_ramping
from webapp.ready.queries import standing
from webapp.ready.rules import Bar

LONGEST = 280


def set_bar(by: Person, cohort_id: int, bar: Bar, *, now: datetime) -> None:
    """What the cohort's reps must reach. Raises NotFound for a stranger's cohort, Forbidden where it is not theirs to
    change, Invalid for what is no share."""
    managing.check_managing(by)
    cohort = managing.cohort(by, cohort_id)
    if not managing.may_change_cohort(by, cohort):
        raise Forbidden(_("Other managers' people are in this cohort too, so an admin decides that."))
    if not all(0 <= share <= 1 for share in bar):
        raise Invalid(_("Each of the three is a whole number from 0 to 100."))
    row = {"cohort_id": cohort.id, **bar._asdict(), "at": now, "by_id": by.id}
    new = insert(Threshold).values(row)
    changed = {name: new.excluded[name] for name in row if name != "cohort_id"}
    db.session.execute(new.on_conflict_do_update(index_elements=["cohort_id"], set_=changed))


def sign_off(coach: Person, person_id: int, words: str | None, *, now: datetime) -> SignOff:
    """A coach's word that a rep of theirs is ready; it stays. Before the figures say so, it needs a sentence.

    Raises Forbidden (no coach), NotFound (not theirs, or not ramping up), Invalid, Conflict (given already).
    """
    if coach.role != "coach":
        raise Forbidden(_("A coach of the cohort signs off, nobody else."))
    rep = _coached(coach, person_id)
    today, said = clock.local_day(now, coach.time_zone), _words(words)
    if said is None and standing(rep, today).state != "ready":
        raise Invalid(_("Not all figures are there yet. Say in a sentence why you sign off anyway; they will read it."))
    row = {"person_id": rep.id, "coach_id": coach.id, "day": today, "words": said, "at": now}
    once = insert(SignOff).values(row).on_conflict_do_nothing().returning(SignOff.person_id)
    if db.session.scalar(once) is None:
        raise Conflict(_("%(name)s was signed off already. Nothing was changed.", name=rep.name))
    found = db.session.get_one(SignOff, rep.id)
    signed_off.send(found, coach=coach, now=now)
    return found


def note_reached(days: Mapping[int, date], *, now: datetime) -> int:
    """Write down that these people were ready on these days of theirs, once and for all; returns how many they are."""
    rows = [{"person_id": person_id, "day": day, "at": now} for person_id, day in sorted(days.items())]
    if rows:
        db.session.execute(insert(Reached).values(rows).on_conflict_do_nothing())
    return len(rows)


def _coached(coach: Person, person_id: int) -> Person:
    rep = lock_people({person_id}).get(person_id)
    theirs = rep is not None and rep.cohort_id in coached_cohort_ids(coach) and rep.deactivated_at is None
    if rep is None or not theirs or not is_ramping(rep):
        raise NotFound(_("There is no such rep among those you coach."))
    return rep


def _words(words: str | None) -> str | None:
    said = " ".join((words or "").split())
    if len(said) > LONGEST:
        raise Invalid(_("Keep it under %(most)s characters. Your text is kept.", most=LONGEST))
    if not all(map(is_readable, said)):
        raise Invalid(_("There are characters in it that nobody can read. Remove them and send again."))
    return said or None
