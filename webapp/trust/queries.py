"""What is known of judges, for themselves; what was found, for who manages them."""

from collections.abc import Collection
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import aliased

from webapp.answers.models import Answer
from webapp.core.problems import Forbidden, NotFound
from webapp.extensions import db
from webapp.people import queries as people
from webapp.people.models import Person
from webapp.trust.mirror import Shared
from webapp.trust.models import Finding
from webapp.trust.signs import About
from webapp.voting.models import Tally, Vote

SHOWN = 200


def shared_with_coaches(judge: Person) -> list[Shared]:
    """The judge's first casts on closed replies beside the first coach's; newest first, at most two hundred."""
    accounts = select(Person.id).where(or_(Person.id == judge.id, Person.merged_into_id == judge.id))
    coach, mine = aliased(Vote), (Vote.judge_id.in_(accounts), ~Vote.by_coach)
    rows = db.session.execute(
        select(Vote.answer_id, Vote.first_fact, Vote.first_persuasion, coach.first_fact, coach.first_persuasion)
        .join(coach, and_(coach.answer_id == Vote.answer_id, coach.by_coach))
        .join(Answer, Answer.id == Vote.answer_id)
        .join(Tally, Tally.answer_id == Vote.answer_id)
        .where(*mine, Tally.closed_at.is_not(None), Tally.set_aside.is_(None))
        .order_by(Vote.first_cast_at.desc(), Vote.id.desc(), coach.first_cast_at)
        .limit(SHOWN)
    )
    first: dict[int, Shared] = {}
    for answer_id, *casts in rows:
        first.setdefault(answer_id, Shared(*casts))
    return list(first.values())


def judges_under_findings(judge_ids: Collection[int]) -> set[int]:
    standing = (Finding.judge_id.in_(judge_ids), Finding.settled_at.is_(None))
    return set(db.session.scalars(select(Finding.judge_id).where(*standing)))


def cleared() -> dict[About, datetime]:
    """When somebody last looked at the same and found it fine."""
    about = (Finding.kind, Finding.judge_id, Finding.other_id)
    rows = db.session.execute(select(*about, func.max(Finding.settled_at)).group_by(*about))
    return {About(kind, judge_id, other_id): at for kind, judge_id, other_id, at in rows if at is not None}


def findings_for(viewer: Person, *, standing: bool) -> list[Finding]:
    """Those about the people they manage, an admin all; the newest. Raises Forbidden for everybody else."""
    _may_look(viewer)
    state = Finding.settled_at.is_(None) if standing else Finding.settled_at.is_not(None)
    found = select(Finding).join(Person, Person.id == Finding.judge_id).where(_theirs(viewer), state)
    return list(db.session.scalars(found.order_by(Finding.at.desc(), Finding.id.desc()).limit(SHOWN)))


def visible_finding(viewer: Person, finding_id: int) -> Finding:
    """Raises NotFound for one about nobody of theirs, Forbidden for who manages nobody."""
    _may_look(viewer)
    found = select(Finding).join(Person, Person.id == Finding.judge_id).where(_theirs(viewer))
    finding = db.session.scalar(found.where(Finding.id == finding_id))
    if finding is None:
        raise NotFound(_("There is no such finding about your people."))
    return finding


def _may_look(viewer: Person) -> None:
    if viewer.role not in ("manager", "admin"):
        raise Forbidden(_("Managers look at that, for the people of their teams."))


def _theirs(viewer: Person) -> ColumnElement[bool]:
    if viewer.role == "admin":
        return true()
    return Person.team_id.in_(people.managed_team_ids(viewer)) & (Person.id != viewer.id)
