"""What comes with a date: recalls, challenges, practice, pins."""

from datetime import timedelta

from sqlalchemy import select

from tests.cast import NOON, TUESDAY, Cast
from tests.permissions.visitors import Values, Whose, alike
from webapp.answers.models import Answer
from webapp.extensions import db
from webapp.need.actions import serve_practice
from webapp.people.models import Person
from webapp.schedule.models import Recall, ScheduledChallenge
from webapp.schedule.pinning import pin

PIN_DAY = TUESDAY + timedelta(days=9)


def subjects(cast: Cast, people: dict[str, Person], cohorts: dict[str, int]) -> dict[str, Whose]:
    """After the replies, for it is they that bring recalls."""
    return {
        "recall": _recalls(cast),
        "challenge": {"served to them": _planned(cast, 0), "never served": _planned(cast, 8)},
        "practice": {"served to them": _practised(people), "never served": _planned(cast, 8)},
        "pin": _pins(cast, cohorts),
    }


def _recalls(cast: Cast) -> Whose:
    """Only reps have any here."""
    mine, theirs = (
        db.session.scalars(select(Recall).where(Recall.person_id == one.id)).first() or _a_recall(one)
        for one in (cast.ana, cast.outsider)
    )
    for one in (mine, theirs):
        one.due_on = TUESDAY
    choice = {"choice": mine.fact.choices[0].id}
    return {
        "one's own": {visitor: {"recall_id": mine.id, **choice} for visitor in ("nobody", "rep")},
        "a stranger's": alike(recall_id=theirs.id, choice=theirs.fact.choices[0].id),
    }


def _a_recall(person: Person) -> Recall:
    reply = db.session.scalars(select(Answer).where(Answer.person_id == person.id)).one()
    row = Recall(person_id=person.id, fact_id=reply.challenge.fact_id, due_on=TUESDAY)
    db.session.add(row)
    db.session.flush()
    return row


def _planned(cast: Cast, days: int) -> dict[str, Values]:
    """What Ana's cohort has so many days ahead."""
    mine = (ScheduledChallenge.cohort_id == cast.autumn.id, ScheduledChallenge.day == TUESDAY + timedelta(days=days))
    return alike(challenge_id=db.session.scalars(select(ScheduledChallenge.challenge_id).where(*mine)).one())


def _practised(people: dict[str, Person]) -> dict[str, Values]:
    """A challenge to reply to, for those too who have none of the day."""
    served = {visitor: serve_practice(one, TUESDAY, now=NOON) for visitor, one in people.items()}
    own = {visitor: {"challenge_id": one.id} for visitor, one in served.items() if one is not None}
    return {"nobody": own["rep"], **own}


def _pins(cast: Cast, cohorts: dict[str, int]) -> Whose:
    day = select(ScheduledChallenge.challenge_id).where(ScheduledChallenge.day == PIN_DAY)
    challenge_id = db.session.scalars(day).first() or 0
    pin(cast.ada, challenge_id, PIN_DAY, list(cohorts.values()), "Launch", now=NOON)
    return {whose: alike(cohort_id=one, day=PIN_DAY.isoformat()) for whose, one in cohorts.items()}
