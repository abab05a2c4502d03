"""How one does on each topic: the figures that those who look after one see, in words of one's own."""

from datetime import date, timedelta
from typing import Any

from webapp.mastery import queries as mastery
from webapp.mastery.delayed import delayed
from webapp.mastery.rules import NOTHING, Mastery, trend
from webapp.people.models import Person
from webapp.ready import rules
from webapp.ready.overseeing import is_ramping
from webapp.ready.queries import Standing, TopicStanding, coaches_of, standing
from webapp.ready.shapes import sign_off_shape, topic_shape

LATELY = timedelta(weeks=4)
"""The half of the weeks that a trend compares with the half before."""


def topics_for(person: Person, today: date) -> dict[str, Any]:
    found = standing(person, today)
    known = [one for one in found.topics if one.mastery.replies or one.mastery.recalls]
    return {
        "ready": found if is_ramping(person) else None,
        "coaches": coaches_of([found]),
        "topics": [(one, trends) for one, trends in zip(known, _trends(person, known, today), strict=True)],
        "later": [one.topic.name for one in found.topics if one not in known],
        "next": found.next_topic,
        "delayed": delayed([person.id]),
    }


def mine_shape(mine: dict[str, Any]) -> dict[str, Any]:
    """The same for programs."""
    ready: Standing | None = mine["ready"]
    return {
        "state": ready and ready.state,
        "days": ready and ready.days,
        "reached_on": ready and ready.reached,
        "signed_off": ready and ready.sign_off and sign_off_shape(ready.sign_off, mine["coaches"]),
        "next": mine["next"],
        "topics": [topic_shape(one) for one, _trends in mine["topics"]],
        "delayed": mine["delayed"],
    }


def _trends(person: Person, known: list[TopicStanding], today: date) -> list[dict[str, str | None]]:
    """For each topic and figure: up, down, level, or None where it is too early."""
    since = rules.since(today)
    middle = since + LATELY
    before, after = mastery.topics_of([person.id], since, middle), mastery.topics_of([person.id], middle)
    keys = [(person.id, one.topic.id) for one in known]
    return [_trend(before.get(key, NOTHING), after.get(key, NOTHING)) for key in keys]


def _trend(before: Mastery, after: Mastery) -> dict[str, str | None]:
    return {figure: trend(getattr(before, figure), getattr(after, figure)) for figure in rules.FIGURES}
