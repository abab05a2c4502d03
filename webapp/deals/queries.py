"""What was lost, over which words and which topics."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Double, Select, case, cast, exists, func, select

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


class Basis(NamedTuple):
    """Deals that are young enough to weigh, as of a day."""

    lost: int
    """Over something that somebody has confirmed to be about a topic: the weights rest on these."""
    unexplained: int
    """Lost too, but nobody has confirmed what any of their words means."""
    won: int


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
    days = _lost_by_day(day)
    weighed = rules.weights(days, _how_many_topics())
    return _with_news(weighed, [one for one in days if one.days < RECENT.days], _most_said(day))


def basis(day: date) -> Basis:
    counts = select(func.count()).select_from(Deal)
    lost, about = counts.where(*_young(day)), exists().where(DealTopic.deal_id == Deal.id)
    meant = exists().where(DealTerm.deal_id == Deal.id, DealTerm.term_id == Term.id, Term.at.is_not(None))
    asked = (lost.where(about), lost.where(~meant), counts.where(*_young(day, "won")))
    return Basis(*(db.session.scalar(one) or 0 for one in asked))


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


def _young(day: date, outcome: str = "lost") -> tuple[ColumnElement[bool], ...]:
    since = day - timedelta(days=rules.FORGOTTEN)
    return (Deal.outcome == outcome, Deal.closed_on > since, Deal.closed_on <= day)


def _lost_by_day(day: date) -> list[rules.Losses]:
    """Summed where the deals lie: there are many, and few topics and days."""
    value = cast(Deal.value, Double)
    said = select(func.avg(func.ln(value))).join(DealTopic, DealTopic.deal_id == Deal.id)
    typical = rules.typical_value(db.session.scalar(said.where(Deal.value > 0, *_young(day))))
    times = func.sqrt(value / typical)
    counted = case((times < rules.LEAST, rules.LEAST), (times > rules.MOST, rules.MOST), else_=times)
    rows = db.session.execute(
        select(DealTopic.topic_id, Deal.closed_on, func.sum(counted), func.count(), func.sum(Deal.value))
        .join(Deal, Deal.id == DealTopic.deal_id)
        .where(*_young(day))
        .group_by(DealTopic.topic_id, Deal.closed_on)
    )
    return [rules.Losses(row[0], (day - row[1]).days, float(row[2]), row[3], int(row[4])) for row in rows]


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
    weighed: dict[int, float], recent: Sequence[rules.Losses], words: dict[int, str]
) -> dict[int, TopicWeight]:
    lost, value = dict.fromkeys(weighed, 0), dict.fromkeys(weighed, 0)
    for one in recent:
        lost[one.topic_id] += one.deals
        value[one.topic_id] += one.value
    return {
        topic: TopicWeight(weight, lost[topic], value[topic], words.get(topic)) for topic, weight in weighed.items()
    }


def _of_deals(query: Any, kind: str, is_confirmed: bool) -> Select[Any]:
    wanted = (Term.kind == kind, Term.at.is_not(None) if is_confirmed else Term.at.is_(None))
    joined = query.select_from(Term).join(DealTerm, DealTerm.term_id == Term.id)
    return joined.join(Deal, Deal.id == DealTerm.deal_id).where(*wanted)


def _term_row(term: Term, lost: int, value: int) -> TermRow:
    return TermRow(term.id, term.kind, term.words, term.topic_id, term.at is not None, lost, value)
