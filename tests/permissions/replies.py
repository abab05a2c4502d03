"""Replies, each visitor's own, one in their reach and a stranger's; and words proposed for them."""

from sqlalchemy import select

from tests.builders import a_reply
from tests.cast import NOON, Cast
from tests.permissions.visitors import Values, Whose, alike
from webapp.answers.models import Answer
from webapp.extensions import db
from webapp.lines.models import WordingProposal
from webapp.lines.wordings import propose_wording
from webapp.people.models import Person
from webapp.trust.actions import keep_signs
from webapp.trust.models import Finding
from webapp.trust.signs import Sign
from webapp.voting.actions import assign

MISSED = {"point": "a named lead", "words": "why"}
"""Of every reply in this world: a key point that it did not use, and words that are in it."""


def subjects(cast: Cast, people: dict[str, Person]) -> dict[str, Whose]:
    return {"answer": _answers(cast, people), "proposal": _proposals(cast), "finding": _findings(cast)}


def _answers(cast: Cast, people: dict[str, Person]) -> Whose:
    """Everybody has replied once: coaches, managers and admins when they were in a cohort themselves."""
    own = {visitor: _own_reply(cast, one) for visitor, one in people.items()}
    bens, cleos, strangers = (a_reply(one, NOON) for one in (cast.ben, cast.cleo, cast.outsider))
    assign(cast.ana, [bens.id], now=NOON)
    ids: dict[str, Values] = {visitor: {"answer_id": reply.id} for visitor, reply in own.items()}
    return {
        "one's own": {"nobody": ids["rep"], **ids},
        "in reach": alike(answer_id=bens.id),
        "in reach, but not shown to the rep": alike(answer_id=cleos.id),
        "a stranger's": alike(answer_id=strangers.id),
    }


def _findings(cast: Cast) -> Whose:
    odd = {"votes": 30, "fast": 29, "alike": 4}
    keep_signs([Sign("bot", one.id, None, None, odd, 0.001) for one in (cast.ben, cast.outsider)], now=NOON)
    bens, strangers = db.session.scalars(select(Finding.id).order_by(Finding.judge_id)).all()
    return {"in reach": alike(finding_id=bens), "a stranger's": alike(finding_id=strangers)}


def _own_reply(cast: Cast, person: Person) -> Answer:
    before = person.cohort_id
    person.cohort_id = before or cast.autumn.id
    db.session.flush()
    reply = a_reply(person, NOON)
    person.cohort_id = before
    db.session.flush()
    return reply


def _proposals(cast: Cast) -> Whose:
    found = {}
    for author in (cast.ben, cast.outsider):
        reply = db.session.scalars(select(Answer).where(Answer.person_id == author.id)).one()
        propose_wording(author, reply.id, **MISSED, now=NOON)
        row = db.session.scalars(select(WordingProposal).where(WordingProposal.answer_id == reply.id)).one()
        found[author.id] = row.id
    return {
        "in reach": alike(proposal_id=found[cast.ben.id]),
        "a stranger's": alike(proposal_id=found[cast.outsider.id]),
    }
