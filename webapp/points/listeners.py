"""What earns points, told by the rooms below."""

from datetime import datetime
from typing import Any

from webapp.answers.events import answer_given
from webapp.answers.models import Answer
from webapp.core import audiences, clock, outbox
from webapp.people import queries as people
from webapp.people.events import people_merged
from webapp.people.models import Person
from webapp.points import merging, queries, rules
from webapp.points.actions import award_for_answer, award_to
from webapp.points.events import points_awarded
from webapp.points.models import Entry
from webapp.schedule.events import recall_answered
from webapp.schedule.models import Recall
from webapp.voting import queries as voting
from webapp.voting.events import answer_moderated, sample_judged, vote_cast, voting_closed
from webapp.voting.models import Moderation, Tally, Vote
from webapp.voting.rules import IDENTICAL, is_routine

EVERY = 0.25


def register() -> None:
    answer_given.connect(pay_reply)
    recall_answered.connect(pay_recall)
    vote_cast.connect(follow_quality)
    vote_cast.connect(pay_judgement)
    sample_judged.connect(pay_judgement)
    voting_closed.connect(settle)
    answer_moderated.connect(follow_moderation)
    points_awarded.connect(announce)
    people_merged.connect(merging.follow_merge)


def pay_reply(answer: Answer, now: datetime) -> None:
    if not answer.practice and not answer.repeated:
        award_for_answer(answer, rules.REPLY, "reply", f"answer:{answer.id}", now=now)


def pay_recall(recall: Recall, person: Person, now: datetime) -> None:
    if recall.correct and recall.day is not None:
        working = people.calendar_of(person).is_working(recall.day)
        source = f"recall:{recall.id}"
        award_to(person, rules.RECALL, "recall", source, day=recall.day, working_day=working, now=now)


def follow_quality(tally: Tally, *, answer: Answer, before: int, now: datetime, **_: Any) -> None:
    """The score moves, and the points with it; in a very small cohort they wait for the closing."""
    if not tally.withheld:
        _pay_quality(answer, tally.quality - before, tally.revision, now)


def settle(tally: Tally, *, answer: Answer, before: int, now: datetime) -> None:
    if answer.repeated or tally.set_aside:
        return
    if not tally.votes:
        award_for_answer(answer, rules.UNJUDGED, "unjudged", f"answer:{answer.id}", now=now)
    else:
        _pay_quality(answer, tally.quality - (0 if tally.withheld else before), tally.revision, now)


def follow_moderation(tally: Tally, *, answer: Answer, moderation: Moderation, now: datetime) -> None:
    """One entry takes back what the reply has earned, or brings back what it is worth by now."""
    closed = tally.closed_at is not None
    due = rules.worth(
        repeated=answer.repeated,
        set_aside=tally.set_aside is not None,
        votes=tally.votes,
        quality=tally.quality,
        shown=closed or not tally.withheld,
        closed=closed,
    )
    if difference := due - queries.paid_for(answer.id):
        source = f"answer:{answer.id}:m{moderation.id}"
        award_for_answer(answer, difference, "moderation", source, now=now)


def pay_judgement(_tally: Tally, *, vote: Vote, judge: Person, first: bool, now: datetime, **_: Any) -> None:
    """A point for each of the first five judgements of the judge's own date, unless they tap alike."""
    if not first:
        return
    day = clock.local_day(now, judge.time_zone)
    slot = queries.judgements_paid(judge.id, day) + 1
    if slot <= rules.JUDGEMENTS_A_DAY and not _is_routine(vote):
        working = people.calendar_of(judge).is_working(day)
        award_to(judge, rules.JUDGEMENT, "judgement", f"{day}:{slot}", day=day, working_day=working, now=now)


def announce(entry: Entry, now: datetime) -> None:
    news = {
        "person_id": entry.person_id,
        "delta": entry.amount,
        "reason": entry.reason,
        "day": entry.day.isoformat(),
    }
    outbox.announce("points", news)


@outbox.teller("points")
def tell_points(news: dict[str, Any]) -> None:
    person_id = news["person_id"]

    def render(changes: list[dict[str, Any]]) -> dict[str, Any]:
        delta = sum(change["delta"] for change in changes)
        parts = [{name: change[name] for name in ("delta", "reason", "day")} for change in changes]
        return {"delta": delta, "total": queries.total(person_id), "reason": parts[-1]["reason"], "parts": parts}

    audience = audiences.of_person(person_id)
    if audiences.may_be_heard(audience):
        audiences.tell(audience, "points", news, render=render, every=EVERY)


def _pay_quality(answer: Answer, difference: int, revision: int, now: datetime) -> None:
    if difference and not answer.repeated:
        award_for_answer(answer, difference, "quality", f"answer:{answer.id}:{revision}", now=now)


def _is_routine(vote: Vote) -> bool:
    before = voting.first_votes(vote.judge_id, IDENTICAL + 1)[1:]
    return is_routine(before, (vote.first_fact, vote.first_persuasion))
