"""What words mean, what currencies are worth, and which deals go."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, select

from webapp.core.problems import Conflict, Invalid, NotFound
from webapp.deals.bringing.models import DealImport
from webapp.deals.events import deals_changed
from webapp.deals.models import Deal, Rate, Term
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


def remove_of(person: Person, row: DealImport, *, now: datetime) -> int:
    """The deals that are as this file told them; returns how many."""
    check_admin(person)
    db.session.refresh(row, with_for_update=True)
    if row.state != "done":
        raise Conflict(_("Only the deals of an import that is done can be deleted."))
    gone = db.session.execute(delete(Deal).where(Deal.import_id == row.id).execution_options(synchronize_session=False))
    row.state, row.removed_by_id, row.removed_at = "removed", person.id, now
    db.session.flush()
    deals_changed.send(None, now=now)
    return int(gone.rowcount)  # type: ignore[attr-defined]


def remove_all(person: Person, *, now: datetime) -> int:
    """Every deal there is; what words mean stays, for when they come again."""
    check_admin(person)
    done = select(DealImport).where(DealImport.state == "done").order_by(DealImport.id).with_for_update()
    imports = db.session.scalars(done).all()  # Before its deals, as whoever writes these does.
    gone = db.session.execute(delete(Deal).execution_options(synchronize_session=False))
    for row in imports:
        row.state, row.removed_by_id, row.removed_at = "removed", person.id, now
    db.session.flush()
    deals_changed.send(None, now=now)
    return int(gone.rowcount)  # type: ignore[attr-defined]
