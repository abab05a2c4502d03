"""A few weeks of the cast, as other rooms would have left them."""

from datetime import date, timedelta

from sqlalchemy import select

from tests.cast import NOON, TUESDAY, Cast
from webapp.core.work import work
from webapp.deals.models import Deal
from webapp.extensions import db
from webapp.insights import tasks
from webapp.mastery.models import TopicWeek
from webapp.people.models import Person
from webapp.playbook.models import Fact, Topic
from webapp.ready.models import Reached
from webapp.schedule.models import Recall

MONDAY = TUESDAY - timedelta(days=1)


def learned(person: Person, fact: float, persuasion: float, *, replies: int = 12, week: date = MONDAY, topic: int = 0):
    """So many judged replies to one topic, all alike."""
    topics = list(db.session.scalars(select(Topic.id).order_by(Topic.id)))
    db.session.add(
        TopicWeek(
            person_id=person.id,
            topic_id=topics[topic],
            week=week,
            replies=replies,
            fact=fact * replies,
            fact_squares=fact * fact * replies,
            persuasion=persuasion * replies,
            persuasion_squares=persuasion * persuasion * replies,
            recalls=10,
            recalled=9,
        )
    )


def recalled(person: Person, n: int, *, right: int, since: int = 7, predicted: float = 0.85) -> None:
    facts = list(db.session.scalars(select(Fact.id).order_by(Fact.id)))
    db.session.add_all(
        Recall(
            person_id=person.id,
            fact_id=fact_id,
            due_on=TUESDAY,
            day=TUESDAY,
            answered_at=NOON,
            correct=number < right,
            since_days=since,
            predicted=predicted,
        )
        for number, fact_id in enumerate(facts[:n])
    )


def sold(person: Person, won: int, lost: int) -> None:
    db.session.add_all(
        Deal(
            source="file",
            external_id=f"{person.id}-{number}",
            name="Deal",
            outcome="won" if number < won else "lost",
            amount=1,
            currency="EUR",
            value=1,
            closed_on=TUESDAY,
            owner_id=person.id,
            at=NOON,
        )
        for number in range(won + lost)
    )


def a_month_of_it(cast: Cast) -> None:
    """Reds are true and plain, Blues charming and wrong; the outsider, whom Mara does not manage, is bad at both."""
    with work():
        for person in (cast.ana, cast.ben):
            learned(person, 0.9, 0.5)
            sold(person, 3, 1)
        for person in (cast.cleo, cast.dev):
            learned(person, 0.2, 0.9)
            recalled(person, 10, right=8)
        learned(cast.outsider, 0.1, 0.1, topic=1)
        sold(cast.outsider, 0, 2)
        db.session.add(Reached(person_id=cast.ana.id, day=TUESDAY - timedelta(days=10), at=NOON))
    tasks.count_newest()
