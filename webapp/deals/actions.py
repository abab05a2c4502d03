"""What words mean, and what currencies are worth."""

from datetime import datetime

from flask_babel import gettext as _

from webapp.core.problems import Invalid, NotFound
from webapp.deals.events import deals_changed
from webapp.deals.gate import alone
from webapp.deals.models import Rate, Term
from webapp.deals.topics import topics_anew_of
from webapp.extensions import db
from webapp.people.managing import check_admin
from webapp.people.models import Person
from webapp.playbook import suggesting
from webapp.playbook.heard import heard
from webapp.playbook.models import Prompt, Topic
from webapp.playbook.permissions import must_publish

SITUATION = "objection"


def confirm(person: Person, term_id: int, topic_id: int | None, *, now: datetime) -> Term:
    """These words mean this topic, or none of them. Every deal lost over them follows, and so do those to come."""
    check_admin(person)
    alone()
    term = db.session.get(Term, term_id, with_for_update=True)
    if term is None:
        raise NotFound(_("There are no such words here."))
    if topic_id is not None and db.session.get(Topic, topic_id) is None:
        raise Invalid(_("Choose one of the topics, or none of them."))
    term.topic_id, term.by_id, term.at = topic_id, person.id, now
    db.session.flush()
    topics_anew_of(term_id)
    deals_changed.send(None, now=now)
    return term


def draft_line(person: Person, term_id: int, *, now: datetime) -> Prompt:
    """What the prospect said as a line in review, under the topic it means; the same words are drafted once."""
    must_publish(person)
    term = db.session.get(Term, term_id)
    if term is None or term.kind != "objection":
        raise NotFound(_("There is no such objection here."))
    said = heard(term.words, "", "").text
    prompt = suggesting.suggest_line(person, {"text": said, "situation": SITUATION}, now=now)
    if term.topic_id is not None and prompt.topic.key == suggesting.UNSORTED:
        prompt.topic = db.session.get_one(Topic, term.topic_id)
    db.session.flush()
    return prompt


def set_rate(person: Person, currency: str, rate: float, *, now: datetime) -> None:
    """For what comes in from now on; deals keep the value they came in with."""
    check_admin(person)
    db.session.merge(Rate(currency=currency, rate=rate, by_id=person.id, at=now))
    db.session.flush()
