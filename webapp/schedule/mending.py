"""After the playbook changed: days that nobody has begun, and what people remember, follow what is live now."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from webapp.core import clock
from webapp.extensions import db
from webapp.people.models import Cohort, Person
from webapp.playbook.models import Challenge, Fact, Prompt
from webapp.schedule.models import Card, Pin, Recall, ScheduledChallenge, Serving

BEHIND = timedelta(days=1)
"""As far as anybody's date is behind the one in UTC."""


def mend(*, now: datetime) -> None:
    """Rows of dead challenges get the same fact's live one, or are left for the rotation to fill again."""
    _lock_cohorts()
    today = clock.local_day(now, "UTC") - BEHIND
    for row in _dead_rows(today):
        if (challenge_id := _successor(row)) is not None:
            row.challenge_id = challenge_id
        else:
            _empty(row)
    db.session.flush()
    _remember_as_it_is_now()


def _lock_cohorts() -> None:
    """Whoever fills days waits, so that no day is planned with what has just been retired."""
    db.session.scalars(select(Cohort.id).order_by(Cohort.id).with_for_update(key_share=True)).all()


def _dead_rows(since: date) -> list[ScheduledChallenge]:
    """Those ahead that are retired or out of date by then, and that nobody was served."""
    begun = exists().where(
        Serving.day == ScheduledChallenge.day,
        Serving.challenge_id == ScheduledChallenge.challenge_id,
        Serving.kind == "session",
        Person.id == Serving.person_id,
        Person.cohort_id == ScheduledChallenge.cohort_id,
    )
    query = (
        select(ScheduledChallenge)
        .join(Challenge, Challenge.id == ScheduledChallenge.challenge_id)
        .join(Fact, Fact.id == Challenge.fact_id)
        .join(Prompt, Prompt.id == Challenge.prompt_id)
        .where(
            ScheduledChallenge.day >= since,
            or_(Fact.state != "live", Prompt.state != "live", Fact.valid_until < ScheduledChallenge.day),
            ~begun,
        )
        .order_by(ScheduledChallenge.cohort_id, ScheduledChallenge.day)
    )
    locked = query.with_for_update(of=ScheduledChallenge).execution_options(populate_existing=True)
    return list(db.session.scalars(locked))


def _successor(row: ScheduledChallenge) -> int | None:
    """The fact as it is now, under the same prospect's line if that lives."""
    same_line = Prompt.key == row.challenge.prompt.key
    return db.session.scalar(
        select(Challenge.id)
        .join(Fact, Fact.id == Challenge.fact_id)
        .join(Prompt, Prompt.id == Challenge.prompt_id)
        .where(
            Fact.key == row.challenge.fact.key,
            Fact.state == "live",
            Prompt.state == "live",
            or_(Fact.valid_until.is_(None), Fact.valid_until >= row.day),
        )
        .order_by(same_line.desc(), Challenge.id)
        .limit(1)
    )


def _empty(row: ScheduledChallenge) -> None:
    db.session.execute(delete(Pin).where(Pin.cohort_id == row.cohort_id, Pin.day == row.day))
    db.session.delete(row)


def _remember_as_it_is_now() -> None:
    """Cards and open questions move to the live version; what was answered stays what it was."""
    old, live = aliased(Fact), aliased(Fact)
    successor = select(live.id).join(old, old.key == live.key).where(live.state == "live", old.state != "live")
    for table, more in ((Card, ()), (Recall, (Recall.answered_at.is_(None),))):
        current = successor.where(old.id == table.fact_id).scalar_subquery()
        db.session.execute(
            update(table)
            .where(table.fact_id.in_(select(old.id).where(old.state != "live")), current.is_not(None), *more)
            .values(fact_id=func.coalesce(current, table.fact_id))
            .execution_options(synchronize_session=False)
        )
