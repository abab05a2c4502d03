"""Keeping what was learned of judges, what was found in their votes, and what somebody said who looked."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import exists, select, update

from webapp.core.characters import is_readable
from webapp.core.problems import Conflict, Invalid
from webapp.core.upserts import insert
from webapp.extensions import db
from webapp.people.actions import lock_people
from webapp.people.models import Person
from webapp.trust import queries
from webapp.trust.models import Finding, LearnedCohort
from webapp.trust.signs import Sign
from webapp.trust.weights import LEAST, Trust
from webapp.voting.models import Reliability

LONGEST_WHY = 280


def keep_learned(cohort_id: int, learned: Iterable[Trust], *, until: datetime, now: datetime) -> int:
    """Write down what is known of a cohort's own judges by now; returns of how many. Votes that were cast keep the
    weight of their casting."""
    mine = set(db.session.scalars(select(Person.id).where(Person.cohort_id == cohort_id, Person.role == "rep")))
    theirs = [trust for trust in learned if trust.judge_id in mine]
    lock_people({trust.judge_id for trust in theirs})  # Nobody settles a finding in between.
    held = queries.judges_under_findings([trust.judge_id for trust in theirs])
    if rows := [_row(trust, trust.judge_id in held, now) for trust in theirs]:
        new = insert(Reliability)
        changed = {name: new.excluded[name] for name in rows[0] if name != "judge_id"}
        db.session.execute(new.on_conflict_do_update(index_elements=["judge_id"], set_=changed), rows)
    mark = insert(LearnedCohort).values(cohort_id=cohort_id, learned_at=until)
    db.session.execute(
        mark.on_conflict_do_update(index_elements=["cohort_id"], set_={"learned_at": mark.excluded.learned_at})
    )
    return len(rows)


def keep_signs(signs: Sequence[Sign], *, now: datetime) -> int:
    """A finding for each sign that none tells of already, nor was settled since they were looked for, at `now`;
    returns how many."""
    lock_people({sign.judge_id for sign in signs})
    new = [_finding(sign, now) for sign in signs if not _is_known(sign, now)]
    db.session.add_all(new)
    db.session.flush()
    weigh({finding.judge_id for finding in new})
    return len(new)


def settle(by: Person, finding_id: int, why: str, *, now: datetime) -> Finding:
    """They looked, and it is fine: the judge's votes weigh again what they did. Raises NotFound, Invalid, Conflict."""
    why = _a_reason(why)
    finding = queries.visible_finding(by, finding_id)
    lock_people({finding.judge_id})
    db.session.refresh(finding)
    if finding.settled_at is not None:
        raise Conflict(_("Somebody has looked at this one already. Nothing was changed."))
    finding.settled_at, finding.settled_by, finding.why = now, by, why
    db.session.flush()
    weigh({finding.judge_id})
    return finding


def weigh(judge_ids: set[int]) -> None:
    """The least while a finding stands; what was learned, once none does."""
    held = queries.judges_under_findings(judge_ids)
    for judge_id in sorted(judge_ids):
        weight = LEAST if judge_id in held else Reliability.learned
        db.session.execute(
            update(Reliability)
            .where(Reliability.judge_id == judge_id)
            .values(weight=weight)
            .execution_options(synchronize_session=False)
        )


def _a_reason(text: str) -> str:
    said = " ".join(text.split())
    if not said:
        raise Invalid(_("Say in a sentence why it is fine. It stays here with your name."))
    if len(said) > LONGEST_WHY:
        raise Invalid(_("Keep it under %(most)s characters. Your text is kept.", most=LONGEST_WHY))
    if not all(map(is_readable, said)):
        raise Invalid(_("There are characters in it that nobody can read. Remove them and send again."))
    return said


def _row(trust: Trust, held: bool, now: datetime) -> dict[str, object]:
    return trust._asdict() | {"learned": trust.weight, "weight": LEAST if held else trust.weight, "learned_at": now}


def _is_known(sign: Sign, now: datetime) -> bool:
    same = (
        Finding.kind == sign.kind,
        Finding.judge_id == sign.judge_id,
        Finding.other_id.is_not_distinct_from(sign.other_id),
    )
    stood = Finding.settled_at.is_(None) | (Finding.settled_at >= now)
    return bool(db.session.scalar(select(exists().where(*same, stood))))


def _finding(sign: Sign, now: datetime) -> Finding:
    return Finding(**sign._asdict(), at=now)
