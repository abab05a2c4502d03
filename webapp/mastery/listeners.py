"""What moves a person's sums, told by the rooms below."""

from datetime import datetime
from typing import Any

from webapp.answers.models import Answer
from webapp.mastery.actions import touch, touch_all
from webapp.mastery.verify import sentences
from webapp.people.events import people_merged
from webapp.people.models import Person
from webapp.points.events import verifying
from webapp.schedule.events import recall_answered
from webapp.schedule.models import Recall
from webapp.trust.events import replies_learned
from webapp.voting.events import answer_moderated, voting_closed
from webapp.voting.models import Tally


def register() -> None:
    voting_closed.connect(follow_closing)
    answer_moderated.connect(follow_moderation)
    replies_learned.connect(follow_learning)
    recall_answered.connect(follow_recall)
    people_merged.connect(follow_merge)
    verifying.connect(check)


def follow_closing(_tally: Tally, *, answer: Answer, **_: Any) -> None:
    touch(answer.person_id, answer.day)


def follow_moderation(tally: Tally, *, answer: Answer, **_: Any) -> None:
    """Before it has closed, a reply counts nowhere."""
    if tally.closed_at is not None:
        touch(answer.person_id, answer.day)


def follow_learning(answers: list[Answer]) -> None:
    for answer in answers:
        touch(answer.person_id, answer.day)


def follow_recall(recall: Recall, *, person: Person, now: datetime) -> None:
    if recall.day is not None:
        touch(person.id, recall.day)


def follow_merge(keep_id: int, *, dropped: int, **_: Any) -> None:
    """Counted anew once replies and recalls have found their new owner, whose own weeks stay."""
    touch_all({keep_id, dropped})


def check(_sender: object) -> list[str]:
    return sentences()
