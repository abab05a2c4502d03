"""Serving replies to judges, taking their votes, closing the voting."""

from collections.abc import Container, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from flask_babel import gettext as _
from sqlalchemy import case, func, select, update
from sqlalchemy.orm.attributes import set_committed_value

from webapp.answers.models import Answer
from webapp.answers.rules import AHEAD
from webapp.core.problems import Conflict, Forbidden, Invalid, NotFound
from webapp.core.upserts import insert
from webapp.extensions import db
from webapp.people import queries as people
from webapp.people.actions import lock_people
from webapp.people.models import Person
from webapp.voting import events, queries, rules
from webapp.voting.models import REASONS, Assignment, Reliability, Tally, Vote
from webapp.voting.statements import (
    CHANGED_VOTE,
    COUNTED,
    NEW_TALLY,
    NEW_VOTE,
    RELIABILITY,
    SERVED,
    SUMS,
    TALLIES,
    TALLY,
)

CLOSED_AT_ONCE = 20
"""Answers closed in one transaction, so that voters never wait long for the worker."""

T = TypeVar("T")


class Cast(NamedTuple):
    """A judge's two answers, and perhaps a reason."""

    fact: int
    persuasion: int
    reason: str | None = None


def open_tally(answer: Answer) -> None:
    """Begin counting; in a cohort of fewer than four the author learns of it at closing only."""
    few = answer.cohort_id is not None and people.reps_in_cohort(answer.cohort_id) < 4
    values = {"author_id": answer.person_id, "closes_at": answer.closes_at, "withheld": few}
    db.session.execute(NEW_TALLY, {"answer_id": answer.id, **values})


def serve(judge: Person, answers: Iterable[Answer], *, now: datetime) -> None:
    """Record what a queue gave them; what of it has closed is a sample."""
    served = list(answers)
    assign(judge, [a.id for a in served], samples={a.id for a in served if a.closes_at <= now}, now=now)


def assign(judge: Person, answer_ids: Iterable[int], *, samples: Container[int] = (), now: datetime) -> None:
    """Record that these were served, so that they may be voted on; samples though they have closed."""
    rows = [{"judge_id": judge.id, "answer_id": id_, "at": now, "sample": id_ in samples} for id_ in answer_ids]
    if rows:
        db.session.execute(insert(Assignment).on_conflict_do_nothing(), rows)


def cast_vote(
    judge: Person,
    answer_id: int,
    cast: Cast,
    *,
    seq: int | None = None,
    tapped_at: datetime | None = None,
    now: datetime,
) -> tuple[Tally, Vote]:
    """Add or change the judge's one vote on an answer. A vote that had to wait says when it was tapped; one on a
    sample counts for nothing but their calibration, and is cast once.

    Raises Forbidden (own reply, or a role that does not judge), NotFound (not served to them), Conflict (voting has
    closed), Invalid (a clock that is ahead). One that is older than theirs, or the same again, changes nothing.
    """
    _check(cast)
    at = _tapped(tapped_at, now)
    if judge.role not in ("rep", "coach"):
        raise Forbidden(_("Reps and coaches judge; managers and admins watch."))
    tally, answer = locked(answer_id)
    sample, vote = _may_vote(judge, tally, answer, now)
    if sample:
        return tally, _same_again(vote, cast) if vote else _calibrate(judge, tally, cast, seq, at, now)
    if vote is not None and (_is_older(seq, vote) or (tapped_at is not None and at < vote.cast_at)):
        return tally, vote
    if vote is not None and _is_same(cast, vote):
        return tally, _confirm(vote, seq, tapped_at and at)
    both = lock_people({judge.id, tally.author_id})
    if both[judge.id].deactivated_at is not None:
        raise NotFound(_("There is no such reply for you to judge."))
    set_committed_value(answer, "person", both[tally.author_id])
    before, first = tally.quality, vote is None
    if vote is None:
        vote = _first_vote(judge, answer_id, cast, seq, at, now, weight=_weight_of(judge))
    else:
        vote = _change(vote, cast, seq, at)
    _count(tally)
    events.vote_cast.send(tally, answer=answer, vote=vote, judge=judge, first=first, before=before, now=now)
    return tally, vote


def close_due(*, now: datetime, answer_ids: Sequence[int] | None = None) -> int:
    """Close what is due, at most twenty answers, or those of `answer_ids`; returns how many were."""
    due = TALLIES.where(Tally.closed_at.is_(None), Tally.closes_at <= now).order_by(Tally.answer_id)
    if answer_ids is not None:
        due = due.where(Tally.answer_id.in_(answer_ids))
    rows = db.session.execute(due.limit(CLOSED_AT_ONCE)).all()
    lock_people({tally.author_id for tally, _answer in rows})
    for tally, answer in rows:
        _close(tally, answer, now)
    return len(rows)


def locked(answer_id: int) -> tuple[Tally, Answer]:
    """The tally and its reply, until the end of this work. Raises NotFound for what is not judged."""
    row = db.session.execute(TALLY, {"answer_id": answer_id}).first()
    if row is None:
        raise NotFound(_("There is no such reply for you to judge."))
    return row[0], row[1]


def _close(tally: Tally, answer: Answer, now: datetime) -> None:
    """Weighed once more, by what is known of its judges by now."""
    before = tally.quality
    is_theirs = Reliability.judge_id == func.coalesce(Person.merged_into_id, Person.id)
    learned = select(Reliability.weight).join(Person, is_theirs).where(Person.id == Vote.judge_id).scalar_subquery()
    weight = case((Vote.by_coach, Vote.weight), else_=func.coalesce(learned, Vote.weight))
    db.session.execute(
        update(Vote)
        .where(Vote.answer_id == tally.answer_id)
        .values(closing_weight=weight)
        .execution_options(synchronize_session=False)
    )
    _count(tally, closed_at=now)
    events.voting_closed.send(tally, answer=answer, before=before, now=now)


def _may_vote(judge: Person, tally: Tally, answer: Answer, now: datetime) -> tuple[bool, Vote | None]:
    """Whether it is a sample for them, and the vote they have cast before, if any; read under the tally's lock."""
    if tally.author_id == judge.id:
        raise Forbidden(_("This one is yours; others judge it."))
    served, sample, vote = _served(judge, answer)
    if not served:
        raise NotFound(_("There is no such reply for you to judge."))
    if not sample and (tally.closed_at is not None or tally.closes_at <= now):
        raise Conflict(_("Voting on this reply has closed. Your earlier vote, if any, stands."))
    if tally.set_aside is not None:
        raise Conflict(_("A coach has set this reply aside, so it needs no more votes. Yours, if any, stands."))
    if vote is not None and vote.judge_id != judge.id:
        raise Conflict(_("You judged this one with your other account, before both became one. That vote stands."))
    return sample, vote


def _served(judge: Person, answer: Answer) -> tuple[bool, bool, Vote | None]:
    """Whether the reply is theirs to judge, and as a sample, and how they did. Coaches need not be served their
    cohorts' replies, and have no samples, not even of when they were reps."""
    row = db.session.execute(SERVED, {"judge_id": judge.id, "answer_id": answer.id}).first()
    if row is not None:
        return True, row[0] and judge.role == "rep", row[1] or queries.vote_of(judge, answer.id)
    coached = judge.role == "coach" and answer.cohort_id in people.coached_cohort_ids(judge)
    return coached, False, queries.vote_of(judge, answer.id) if coached else None


def _calibrate(judge: Person, tally: Tally, cast: Cast, seq: int | None, at: datetime, now: datetime) -> Vote:
    """It earns its judge a point like any other; the reply, closed, never changes again."""
    locked_judge = lock_people({judge.id})[judge.id]
    if locked_judge.deactivated_at is not None:
        raise NotFound(_("There is no such reply for you to judge."))
    vote = _first_vote(judge, tally.answer_id, cast, seq, at, now, weight=0)
    events.sample_judged.send(tally, vote=vote, judge=judge, first=True, now=now)
    return vote


def _same_again(vote: Vote, cast: Cast) -> Vote:
    """Who knows the coach's verdict judges no more."""
    if not _is_same(cast, vote):
        raise Conflict(_("A coach's verdict on this one is known to you by now, so your vote stands as it is."))
    return vote


def _weight_of(judge: Person) -> int:
    if judge.role == "coach":
        return rules.COACH
    return db.session.scalar(RELIABILITY, {"judge_id": judge.id}) or rules.PEER


def _check(cast: Cast) -> None:
    if cast.fact not in (0, 1, 2) or cast.persuasion not in (0, 1, 2):
        raise Invalid(_("A vote is two whole numbers from 0 to 2: fact and persuasion."))
    if cast.reason is not None and cast.reason not in REASONS:
        raise Invalid(_("That reason is not one of ours: %(known)s.", known=", ".join(REASONS)))


def _tapped(tapped_at: datetime | None, now: datetime) -> datetime:
    """When it was tapped, never after now."""
    if tapped_at is None:
        return now
    if tapped_at > now + AHEAD:
        raise Invalid(_("The clock that took this vote is ahead of ours."), server_time=now.isoformat())
    return min(tapped_at, now)


def _is_older(seq: int | None, vote: Vote) -> bool:
    return seq is not None and vote.seq is not None and seq <= vote.seq


def _is_same(cast: Cast, vote: Vote) -> bool:
    """A repeated tap; one without a reason takes no earlier reason back."""
    return (cast.fact, cast.persuasion) == (vote.fact, vote.persuasion) and cast.reason in (None, vote.reason)


def _first_vote(
    judge: Person, answer_id: int, cast: Cast, seq: int | None, at: datetime, now: datetime, *, weight: int
) -> Vote:
    values = {
        "judge_id": judge.id,
        "answer_id": answer_id,
        "first_fact": cast.fact,
        "first_persuasion": cast.persuasion,
        "first_cast_at": now,
        **cast._asdict(),
        "cast_at": at,
        "seq": seq,
        "by_coach": judge.role == "coach",
        "weight": weight,
    }
    db.session.execute(NEW_VOTE, values)
    return Vote(**values)


def _confirm(vote: Vote, seq: int | None, tapped_at: datetime | None) -> Vote:
    """The same again counts for nothing, but what was sent or tapped before it must not overtake it now."""
    values = {name: new for name, new in (("seq", seq), ("cast_at", tapped_at)) if new is not None}
    if not values:
        return vote
    db.session.execute(CHANGED_VOTE, {"vote_id": vote.id, **values})
    return as_written(vote, values)


def _change(vote: Vote, cast: Cast, seq: int | None, at: datetime) -> Vote:
    values = {**cast._asdict(), "cast_at": at, "seq": seq if seq is not None else vote.seq}
    db.session.execute(CHANGED_VOTE, {"vote_id": vote.id, **values})
    return as_written(vote, values)


def _count(tally: Tally, **more: Any) -> None:
    """Sum the votes anew, under the lock: a handful of rows, and nothing to drift."""
    sums = rules.Sums(*db.session.execute(SUMS, {"answer_id": tally.answer_id}).one())
    values = {**sums._asdict(), "quality": rules.quality(sums), "revision": tally.revision + 1, **more}
    db.session.execute(COUNTED, {"tally_id": tally.answer_id, **values})
    as_written(tally, values)


def as_written(row: T, values: dict[str, Any]) -> T:
    """Let a loaded row say what the database was just told, without telling it again."""
    for name, value in values.items():
        set_committed_value(row, name, value)
    return row
