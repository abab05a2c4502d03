"""Standings as programs get them."""

from typing import Any

from webapp.core.estimates import Estimate
from webapp.people.models import Person
from webapp.ready.models import SignOff
from webapp.ready.queries import Standing, TopicStanding


def rep_shape(one: Standing, coaches: dict[int, Person]) -> dict[str, Any]:
    return {
        "id": one.person.id,
        "name": one.person.name,
        "cohort": one.person.cohort,
        **standing_shape(one),
        "signed_off": one.sign_off and sign_off_shape(one.sign_off, coaches),
    }


def standing_shape(one: Standing) -> dict[str, Any]:
    return {
        "state": one.state,
        "days": one.days,
        "reached_on": one.reached,
        "asked": one.bar._asdict(),
        "topics": [topic_shape(topic) for topic in one.topics],
    }


def sign_off_shape(row: SignOff, coaches: dict[int, Person]) -> dict[str, Any]:
    return {"by": coaches[row.coach_id].name, "on": row.day, "words": row.words}


def topic_shape(one: TopicStanding) -> dict[str, Any]:
    estimates = {figure: _estimate(getattr(one.mastery, figure)) for figure in ("recall", "fact", "persuasion")}
    return {
        "id": one.topic.id,
        "name": one.topic.name,
        **estimates,
        "replies": one.mastery.replies,
        "recalls": one.mastery.recalls,
        "counts": one.counts,
        "blocked_by": [gap.figure for gap in one.gaps],
    }


def _estimate(found: Estimate | None) -> dict[str, Any] | None:
    return found and found._asdict()
