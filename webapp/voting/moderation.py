"""Reporting a reply; hiding it, calling it no attempt, restoring it. Nothing is ever deleted."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select, update

from webapp.answers.models import Answer
from webapp.core.characters import is_readable
from webapp.core.problems import Conflict, Forbidden, Invalid
from webapp.core.upserts import insert
from webapp.extensions import db
from webapp.people import queries as people
from webapp.people.actions import lock_people
from webapp.people.models import Person
from webapp.voting import events, queries, rules
from webapp.voting.actions import as_written, locked
from webapp.voting.models import COMPLAINTS, Moderation, Report, Tally

LONGEST = 280
KINDS = ("hidden", "no_attempt", "restored")
UNCHANGED = {
    "hidden": lambda: _("That reply is hidden already. Nothing was changed."),
    "no_attempt": lambda: _("That reply counts as no attempt already. Nothing was changed."),
    "restored": lambda: _("That reply stands; there is nothing to restore."),
}


def report(person: Person, answer_id: int, complaint: str, words: str | None = None, *, now: datetime) -> None:
    """Ask a coach to look at it. Raises NotFound for what they may not see, Forbidden for their own,
    Conflict the second time."""
    answer = queries.visible_answer(person, answer_id)
    if answer.person_id == person.id:
        raise Forbidden(_("This one is yours. If it should not be there, ask your coach to hide it."))
    if complaint not in COMPLAINTS:
        raise Invalid(_("Say what is wrong with it: %(known)s.", known=", ".join(COMPLAINTS)))
    words = a_sentence(words) if words and words.strip() else None
    row = {"person_id": person.id, "answer_id": answer_id, "complaint": complaint, "words": words, "at": now}
    once = insert(Report).values(row).on_conflict_do_nothing().returning(Report.answer_id)
    if db.session.scalar(once) is None:
        raise Conflict(_("You have reported this one already. A coach will look at it."))


def settle_reports(by: Person, answer_id: int, *, now: datetime) -> None:
    """They looked, and it may stay. Raises Forbidden for who may not hide it."""
    _check(by, answer_id, "hidden")
    _settle(by, answer_id, now)


def moderate(by: Person, answer_id: int, kind: str, why: str, *, now: datetime) -> Moderation:
    """Set a reply aside, or restore it; its points follow, and its author is told why.

    Raises NotFound, Forbidden (not theirs to decide, or their own), Invalid (no sentence) and Conflict
    (it is so already).
    """
    if kind not in KINDS:
        raise Invalid(_("A reply can be %(known)s.", known=", ".join(KINDS)))
    why = a_sentence(why)
    _check(by, answer_id, kind)
    tally, answer = locked(answer_id)
    if not may_moderate(by, answer, kind, tally.set_aside):
        raise Forbidden(
            _("A coach took this for no attempt, so a coach decides whether it stands. Nothing was changed.")
        )
    try:
        after = rules.standing_after(tally.set_aside, kind)
    except ValueError:
        raise Conflict(UNCHANGED[kind]()) from None
    answer.person = lock_people({tally.author_id})[tally.author_id]
    row = Moderation(answer_id=answer_id, kind=kind, why=why, by=by, at=now)
    db.session.add(row)
    changed = {"set_aside": after, "revision": tally.revision + 1}
    db.session.execute(update(Tally).where(Tally.answer_id == answer_id).values(changed))
    as_written(tally, changed)
    db.session.flush()
    _settle(by, answer_id, now)
    events.answer_moderated.send(tally, answer=answer, moderation=row, now=now)
    return row


def a_sentence(text: str | None) -> str:
    """What somebody wrote to somebody, as it is kept."""
    said = " ".join((text or "").split())
    if not said:
        raise Invalid(_("Say why in a sentence; the author will read it."))
    if len(said) > LONGEST:
        raise Invalid(_("Keep it under %(most)s characters. Your text is kept.", most=LONGEST))
    if not all(map(is_readable, said)):
        raise Invalid(_("There are characters in it that nobody can read. Remove them and send again."))
    return said


def may_moderate(by: Person, answer: Answer, kind: str, before: str | None = None) -> bool:
    """Whether the verdict is theirs to give over the one before; nobody's on themselves."""
    coaches = by.role == "coach" and answer.cohort_id in people.coached_cohort_ids(by)
    manages = by.role == "manager" and answer.team_id in people.managed_team_ids(by)
    return by.id != answer.person_id and rules.may_moderate(by.role, kind, before, coaches=coaches, manages=manages)


def last_moderation(answer_id: int) -> Moderation | None:
    newest = select(Moderation).where(Moderation.answer_id == answer_id).order_by(Moderation.id.desc()).limit(1)
    return db.session.scalar(newest)


def set_aside(answer_id: int) -> Moderation | None:
    """The verdict under which a reply does not count now, if it is under one."""
    last = last_moderation(answer_id)
    return last if last is not None and last.kind != "restored" else None


def moderation_shape(row: Moderation) -> dict[str, Any]:
    return {"kind": row.kind, "why": row.why, "by": row.by.name, "at": row.at}


def open_reports(answer_ids: Iterable[int]) -> dict[int, list[Report]]:
    """What waits for a coach's look, by reply, oldest first."""
    found: dict[int, list[Report]] = {}
    waiting = select(Report).where(Report.answer_id.in_(list(answer_ids)), Report.settled_at.is_(None))
    for row in db.session.scalars(waiting.order_by(Report.at)):
        found.setdefault(row.answer_id, []).append(row)
    return found


def reported_to(coach: Person) -> list[Answer]:
    """Replies of the cohorts they coach that wait for a look, closed ones included, but not their own."""
    waiting = select(Report.answer_id).where(Report.settled_at.is_(None))
    cohorts = people.coached_cohort_ids(coach)
    theirs = (Answer.id.in_(waiting), Answer.cohort_id.in_(cohorts), Answer.person_id != coach.id)
    return list(db.session.scalars(select(Answer).where(*theirs).options(*queries.whole())))


def has_reported(person: Person, answer_id: int) -> bool:
    mine = (Report.person_id == person.id, Report.answer_id == answer_id)
    return bool(db.session.scalar(select(func.count()).select_from(Report).where(*mine)))


def _check(by: Person, answer_id: int, kind: str) -> None:
    answer = queries.visible_answer(by, answer_id)
    if not may_moderate(by, answer, kind):
        raise Forbidden(_("A coach of the author decides that, never the author. Nothing was changed."))


def _settle(by: Person, answer_id: int, now: datetime) -> None:
    waiting = (Report.answer_id == answer_id, Report.settled_at.is_(None))
    db.session.execute(update(Report).where(*waiting).values(settled_at=now, settled_by_id=by.id))
