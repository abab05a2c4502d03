"""How every fact fares with people, over all its versions: four queries, whatever there is."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Integer, cast, func, select

from webapp.answers.models import Answer
from webapp.core.words import percent
from webapp.extensions import db
from webapp.insights import rules
from webapp.insights.rules import Doubt, Scored
from webapp.playbook.figures import Figures, told_by
from webapp.playbook.models import Challenge, Fact
from webapp.schedule.models import Recall, Serving
from webapp.voting.models import Tally
from webapp.voting.rules import Sums, score

WINDOW = timedelta(days=90)


def register() -> None:
    told_by(figures)


def figures(today: date) -> dict[int, Figures]:
    """By fact id, for those that anybody met in the last ninety days; today may still be replied to, so it waits."""
    since = today - WINDOW
    served, replied, recalled = _served(since, today), _replied(since, today), _first_recalls(since)
    scored = _scored(since)
    telling = rules.telling(scored)
    truths: dict[int, list[float]] = defaultdict(list)
    for one in scored:
        truths[one.fact_id].append(one.fact)
    return {
        fact_id: _figures(
            served.get(fact_id, 0),
            replied.get(fact_id, 0),
            recalled.get(fact_id, (0, 0)),
            truths.get(fact_id, []),
            telling.get(fact_id),
        )
        for fact_id in served.keys() | replied.keys() | recalled.keys()
    }


def _figures(
    served: int, replied: int, recalls: tuple[int, int], truths: list[float], telling: float | None
) -> Figures:
    asked, right = recalls
    recalled = right / asked if asked >= rules.FEWEST else None
    truth = rules.mean(truths)
    found = rules.doubts(served, replied, recalled, truth, telling)
    return Figures(
        served=served,
        replied=replied,
        recalled=recalled,
        recalls=asked,
        truth=truth,
        judged=len(truths),
        telling=telling,
        flags=[_sentence(doubt) for doubt in found],
    )


def _sentence(doubt: Doubt) -> str:
    share = percent(doubt.value)
    return {
        "forgotten": _("Hard: only %(share)s remember it the first time they are asked.", share=share),
        "obvious": _("Too easy: %(share)s know it at once, so the question tells nothing.", share=share),
        "untrue": _("Replies often get it wrong: their fact score is %(share)s.", share=share),
        "blunt": _("Strong reps miss this one as often as the rest: check its line and its key points."),
        "unanswered": _("Often left alone: %(share)s of those who saw it replied.", share=share),
    }[doubt.kind]


def _served(since: date, until: date) -> dict[int, int]:
    """Sessions that were begun before that day; one that only waits on a phone was seen by nobody."""
    query = (
        select(Fact.origin_id, func.count())
        .select_from(Serving)
        .join(Challenge, Challenge.id == Serving.challenge_id)
        .join(Fact, Fact.id == Challenge.fact_id)
        .where(Serving.kind == "session", Serving.begun_at.is_not(None), Serving.day >= since, Serving.day < until)
        .group_by(Fact.origin_id)
    )
    return dict(_rows(query))


def _replied(since: date, until: date) -> dict[int, int]:
    query = (
        select(Fact.origin_id, func.count())
        .select_from(Answer)
        .join(Challenge, Challenge.id == Answer.challenge_id)
        .join(Fact, Fact.id == Challenge.fact_id)
        .where(~Answer.practice, Answer.day >= since, Answer.day < until)
        .group_by(Fact.origin_id)
    )
    return dict(_rows(query))


def _first_recalls(since: date) -> dict[int, tuple[int, int]]:
    """How many were asked for the first time, and how many of them knew it."""
    turn = func.row_number().over(
        partition_by=(Recall.person_id, Fact.origin_id), order_by=(Recall.answered_at, Recall.id)
    )
    asked = (
        select(Fact.origin_id.label("fact_id"), Recall.correct, Recall.day, turn.label("turn"))
        .join(Fact, Fact.id == Recall.fact_id)
        .where(Recall.answered_at.is_not(None))
        .subquery()
    )
    query = (
        select(asked.c.fact_id, func.count(), func.sum(cast(asked.c.correct, Integer)))
        .where(asked.c.turn == 1, asked.c.day >= since)
        .group_by(asked.c.fact_id)
    )
    return {fact_id: (count, right) for fact_id, count, right in _rows(query)}


def _scored(since: date) -> list[Scored]:
    """Those whose voting has closed and that no moderator set aside."""
    query = (
        select(Tally.author_id, Fact.origin_id, Tally.votes, Tally.weight, Tally.fact, Tally.persuasion)
        .join(Answer, Answer.id == Tally.answer_id)
        .join(Challenge, Challenge.id == Answer.challenge_id)
        .join(Fact, Fact.id == Challenge.fact_id)
        .where(Tally.votes > 0, Tally.closed_at.is_not(None), Tally.set_aside.is_(None), Answer.day >= since)
    )
    found = ((author, fact, score(Sums(*sums))) for author, fact, *sums in _rows(query))
    return [Scored(author, fact, one.fact, one.score) for author, fact, one in found if one is not None]


def _rows(query: Any) -> list[Any]:
    return list(db.session.execute(query))
