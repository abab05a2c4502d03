"""Reading recalls: which are due for whom, and how they are asked."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import defaultload, selectinload

from webapp.core.problems import NotFound
from webapp.extensions import db
from webapp.people.models import Person
from webapp.playbook.models import Choice, Fact
from webapp.playbook.queries import versions
from webapp.schedule.models import Recall
from webapp.schedule.rules import shuffled

RECALLS_A_DAY = 3


def next_due(person: Person, fact_id: int) -> date | None:
    """When a fact is asked next."""
    return db.session.scalar(
        select(func.min(Recall.due_on)).where(
            Recall.person_id == person.id, Recall.fact_id.in_(versions(fact_id)), Recall.answered_at.is_(None)
        )
    )


def own_recall(person: Person, recall_id: int, *, locked: bool = False) -> Recall:
    """The person's recall with its question; raises NotFound for a stranger's."""
    query = _recalls(person).where(Recall.id == recall_id)
    if locked:
        query = query.with_for_update(of=Recall).execution_options(populate_existing=True)
    if (recall := db.session.scalar(query)) is None:
        raise NotFound(_("There is no such question for you."))
    return recall


def due_recalls(person: Person, day: date, limit: int = RECALLS_A_DAY) -> list[Recall]:
    """The oldest open ones the day still has room for. Facts that are retired or out of date are not asked."""
    room = limit - answered_recalls(person, day)
    return list(db.session.scalars(_open(person, day).limit(room))) if room > 0 else []


def answered_recalls(person: Person, day: date) -> int:
    return (
        db.session.scalar(
            select(func.count()).select_from(Recall).where(Recall.person_id == person.id, Recall.day == day)
        )
        or 0
    )


def choices_for(recall: Recall) -> list[dict[str, Any]]:
    """The question's answers, in an order of this occurrence's own that never changes."""
    texts = {choice.id: choice.text for choice in recall.fact.choices}
    return [{"id": one, "text": texts[one]} for one in shuffled(texts, recall.id)]


def other_choices(recall: Recall) -> Iterator[Choice]:
    """The answers of the question's other versions: somebody offline may still have an old one before them."""
    yield from db.session.scalars(select(Choice).where(Choice.fact_id.in_(versions(recall.fact_id))))


def recall_shape(recall: Recall) -> dict[str, Any]:
    return {"id": recall.id, "question": recall.fact.question, "choices": choices_for(recall)}


def right_answer(recall: Recall) -> Choice:
    return next(choice for choice in recall.fact.choices if choice.is_right)


def spread(person: Person, dates: list[date]) -> dict[date, list[Recall]]:
    """Each open recall on the first of these dates that has room for it."""
    spread = {dates[0]: due_recalls(person, dates[0])}
    waiting = _leave_out(list(db.session.scalars(_open(person, dates[-1]))), spread[dates[0]])
    for day in dates[1:]:
        spread[day] = [recall for recall in waiting if recall.due_on <= day][:RECALLS_A_DAY]
        waiting = _leave_out(waiting, spread[day])
    return spread


def _recalls(person: Person) -> Select[Recall]:
    return (
        select(Recall)
        .where(Recall.person_id == person.id)
        .options(defaultload(Recall.fact).selectinload(Fact.choices), selectinload(Recall.choice))
    )


def _open(person: Person, day: date) -> Select[Recall]:
    return (
        _recalls(person)
        .join(Fact, Fact.id == Recall.fact_id)
        .where(
            Recall.answered_at.is_(None),
            Recall.due_on <= day,
            Fact.state == "live",
            or_(Fact.valid_until.is_(None), Fact.valid_until >= day),
        )
        .order_by(Recall.due_on, Recall.id)
    )


def _leave_out(recalls: list[Recall], placed: list[Recall]) -> list[Recall]:
    return [recall for recall in recalls if recall not in placed]
