"""What was lost, over which words and which topics."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from webapp.deals import rules
from webapp.deals.models import Deal, DealTerm, DealTopic, Rate, Term
from webapp.extensions import db
from webapp.playbook.models import Topic

RECENT = timedelta(days=90)


class TopicWeight(NamedTuple):
    weight: float
    """1.0 is usual."""
    lost: int
    """Deals in the last ninety days."""
    lost_value: int
    """Theirs, in hundredths of the installation's currency."""
    words: str | None
    """What they were lost over most often."""


class TermRow(NamedTuple):
    id: int
    kind: str
    words: str
    topic_id: int | None
    is_confirmed: bool
    lost: int
    value: int


def topic_weights(day: date) -> dict[int, TopicWeight]:
    """By topic, as of that day; a topic over which nothing was lost for long is not there, and weighs 1.0."""
    since = day - timedelta(days=rules.FORGOTTEN)
    lost = (Deal.outcome == "lost", Deal.closed_on > since, Deal.closed_on <= day)
    rows = db.session.execute(
        select(DealTopic.topic_id, Deal.closed_on, Deal.value).join(Deal, Deal.id == DealTopic.deal_id).where(*lost)
    ).all()
    losses = [rules.Loss(topic_id, (day - closed_on).days, value) for topic_id, closed_on, value in rows]
    typical = rules.typical_value(loss.value for loss in losses)
    weighed = rules.weights(losses, _how_many_topics(), typical)
    return _with_news(weighed, [loss for loss in losses if loss.days < RECENT.days], _most_said(day))


def terms(kind: str, *, is_confirmed: bool, limit: int, offset: int = 0) -> list[TermRow]:
    """Those that deals were lost over, what was lost most first."""
    lost, value = func.count(), func.sum(Deal.value)
    chosen: Select[Any] = _of_deals(select(Term, lost, value), kind, is_confirmed).group_by(Term.id)
    rows = db.session.execute(chosen.order_by(value.desc(), lost.desc(), Term.id).limit(limit).offset(offset))
    return [_term_row(term, int(count), int(sum_)) for term, count, sum_ in rows]


def how_many_terms(kind: str, *, is_confirmed: bool) -> int:
    return db.session.scalar(_of_deals(select(func.count(Term.id.distinct())), kind, is_confirmed)) or 0


def how_many_wait() -> int:
    """Terms that nobody has confirmed yet."""
    said = select(Term.id).where(Term.at.is_(None), Term.id.in_(select(DealTerm.term_id)))
    return db.session.scalar(select(func.count()).select_from(said.subquery())) or 0


def how_many_deals() -> dict[str, int]:
    """By outcome."""
    rows = db.session.execute(select(Deal.outcome, func.count()).group_by(Deal.outcome))
    return {"won": 0, "lost": 0} | {row[0]: row[1] for row in rows}


def rates() -> list[Rate]:
    return list(db.session.scalars(select(Rate).order_by(Rate.currency)))


def _how_many_topics() -> int:
    return db.session.scalar(select(func.count()).select_from(Topic)) or 0


def _most_said(day: date) -> dict[int, str]:
    """The words that most deals of the last ninety days were lost over, by the topic they mean."""
    recent = (Deal.outcome == "lost", Deal.closed_on > day - RECENT, Deal.closed_on <= day)
    rows = db.session.execute(
        select(Term.topic_id, Term.words)
        .join(DealTerm, DealTerm.term_id == Term.id)
        .join(Deal, Deal.id == DealTerm.deal_id)
        .where(Term.topic_id.is_not(None), Term.kind != "objection", *recent)
        .group_by(Term.id, Term.topic_id, Term.words)
        .order_by(func.count(), Term.id.desc())
    )
    return {row[0]: row[1] for row in rows if row[0] is not None}


def _with_news(
    weighed: dict[int, float], recent: Sequence[rules.Loss], words: dict[int, str]
) -> dict[int, TopicWeight]:
    lost, value = dict.fromkeys(weighed, 0), dict.fromkeys(weighed, 0)
    for loss in recent:
        lost[loss.topic_id] += 1
        value[loss.topic_id] += loss.value
    return {
        topic: TopicWeight(weight, lost[topic], value[topic], words.get(topic)) for topic, weight in weighed.items()
    }


def _of_deals(query: Any, kind: str, is_confirmed: bool) -> Select[Any]:
    wanted = (Term.kind == kind, Term.at.is_not(None) if is_confirmed else Term.at.is_(None))
    joined = query.select_from(Term).join(DealTerm, DealTerm.term_id == Term.id)
    return joined.join(Deal, Deal.id == DealTerm.deal_id).where(*wanted)


def _term_row(term: Term, lost: int, value: int) -> TermRow:
    return TermRow(term.id, term.kind, term.words, term.topic_id, term.at is not None, lost, value)
