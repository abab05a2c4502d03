"""Reps who have come so far that both topics of the small playbook count."""

from datetime import datetime, timedelta

from sqlalchemy import select

from tests.cast import NOON, TUESDAY
from webapp.extensions import db
from webapp.mastery.models import TopicWeek
from webapp.mastery.rules import monday
from webapp.people.models import Person
from webapp.playbook.models import Topic

LATER: datetime = NOON + timedelta(days=21)
DAY = TUESDAY + timedelta(days=21)
GOOD = {"recall": 0.9, "fact": 0.8, "persuasion": 0.8}


def topics() -> list[Topic]:
    return list(db.session.scalars(select(Topic).order_by(Topic.id)))


def knows(person: Person, *figures: dict[str, float], n: int = 10) -> None:
    """What the person's replies and recalls of this week come to, by topic: n of each, all alike."""
    for topic, said in zip(topics(), figures, strict=False):
        db.session.merge(
            TopicWeek(
                person_id=person.id,
                topic_id=topic.id,
                week=monday(DAY),
                replies=n,
                fact=said["fact"] * n,
                fact_squares=said["fact"] ** 2 * n,
                persuasion=said["persuasion"] * n,
                persuasion_squares=said["persuasion"] ** 2 * n,
                recalls=n,
                recalled=round(said["recall"] * n),
            )
        )


def weak(**lower: float) -> dict[str, float]:
    return GOOD | lower
