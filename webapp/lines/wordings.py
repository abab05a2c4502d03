"""“I did say that”: proposing another wording of a key point, and deciding on it."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager

from webapp.answers.models import Answer
from webapp.core.problems import Conflict, Forbidden, Invalid, NotFound
from webapp.core.upserts import insert
from webapp.extensions import db
from webapp.lines import events, rules
from webapp.lines.models import WordingProposal
from webapp.people import queries as people
from webapp.people.models import Person
from webapp.playbook.wordings import add_wording
from webapp.voting import queries as voting

SHOWN = 100

FLAWS = {
    "short": lambda: _("Copy the words of your reply that say it."),
    "long": lambda: _("A few words are enough, at most %(most)s characters.", most=rules.LONGEST),
    "unsaid": lambda: _("Those words are not in your reply. Copy them as you wrote them."),
}


def propose_wording(person: Person, answer_id: int, point: str, words: str, *, now: datetime) -> None:
    """Ask that a missed key point be found in these words from now on.

    Raises NotFound, Forbidden (somebody else's reply), Invalid (words that are not in it) and Conflict
    (not missed, or proposed already).
    """
    answer = voting.visible_answer(person, answer_id)
    if answer.person_id != person.id:
        raise Forbidden(_("Only its author can say what a reply meant."))
    words = " ".join(words.split())
    if point not in [one["text"] for one in answer.key_points if not one["used"]]:
        raise Conflict(_("That key point was not missed in this reply."))
    if (flaw := rules.flaw(words, answer.text)) is not None:
        raise Invalid(FLAWS[flaw]())
    row = {"answer_id": answer_id, "fact_id": answer.challenge.fact_id, "point": point, "words": words}
    who = {"proposed_by_id": person.id, "at": now, "state": "proposed"}
    once = insert(WordingProposal).values(row | who).on_conflict_do_nothing().returning(WordingProposal.id)
    if db.session.scalar(once) is None:
        raise Conflict(_("You have proposed words for this one already. Somebody will look at them."))


def decide_wording(by: Person, proposal_id: int, *, accept: bool, now: datetime) -> WordingProposal:
    """Accepted words count for later replies; this one stays as it was read."""
    query = _decided_by(by).where(WordingProposal.id == proposal_id)
    found = db.session.scalar(query.with_for_update(of=WordingProposal).execution_options(populate_existing=True))
    if found is None:
        raise NotFound(_("There is no such proposal for you to decide."))
    if found.state != "proposed":
        raise Conflict(_("Somebody has decided on this one already."))
    if accept and not add_wording(found.fact_id, found.point, found.words):
        raise Conflict(_("The fact no longer has this key point. Decline it, or write it anew in the playbook."))
    found.state = "accepted" if accept else "declined"
    found.decided_by_id, found.decided_at = by.id, now
    db.session.flush()
    events.wording_decided.send(found, now=now)
    return found


def open_wordings(by: Person) -> tuple[list[WordingProposal], int]:
    """What waits for this manager or admin, the oldest so many, and how many wait behind them."""
    if by.role not in ("manager", "admin"):
        return [], 0
    waiting = _decided_by(by).where(WordingProposal.state == "proposed")
    shown = list(db.session.scalars(waiting.limit(SHOWN)))
    if len(shown) < SHOWN:
        return shown, 0
    ids = waiting.with_only_columns(WordingProposal.id).order_by(None).subquery()
    return shown, (db.session.scalar(select(func.count()).select_from(ids)) or 0) - len(shown)


def proposed_for(answer_id: int) -> dict[str, WordingProposal]:
    """By key point."""
    rows = db.session.scalars(select(WordingProposal).where(WordingProposal.answer_id == answer_id))
    return {row.point: row for row in rows}


def _decided_by(by: Person) -> Select[WordingProposal]:
    """A manager decides on the words of their teams' replies, an admin on all."""
    query = (
        select(WordingProposal)
        .join(WordingProposal.answer)
        .options(contains_eager(WordingProposal.answer))
        .order_by(WordingProposal.id)
    )
    if by.role == "admin":
        return query
    teams = people.managed_team_ids(by) if by.role == "manager" else set()
    return query.where(Answer.team_id.in_(teams))
