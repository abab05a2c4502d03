"""What is said under each topic, for words to be told by."""

from sqlalchemy import select

from webapp.deals.models import Term
from webapp.deals.suggesting import Reading
from webapp.extensions import db
from webapp.playbook.models import Fact, KeyPoint, Prompt, Topic
from webapp.playbook.suggesting import UNSORTED

LIVE = "live"


def topics() -> list[tuple[int, str]]:
    """Those that words may mean, by name."""
    rows = db.session.execute(select(Topic.id, Topic.name).where(Topic.key != UNSORTED).order_by(Topic.name))
    return [(id_, name) for id_, name in rows]


def readings() -> list[Reading]:
    """Names first; then what people confirmed earlier, and the playbook's own words."""
    points = select(Fact.topic_id, KeyPoint.text).join(Fact, Fact.id == KeyPoint.fact_id).where(Fact.state == LIVE)
    queries = (
        select(Term.topic_id, Term.words).where(Term.topic_id.is_not(None)),
        points,
        select(Fact.topic_id, Fact.statement).where(Fact.state == LIVE),
        select(Prompt.topic_id, Prompt.text).where(Prompt.state == LIVE),
    )
    known = dict(topics())
    said = [Reading(row[0] or 0, row[1]) for query in queries for row in db.session.execute(query)]
    return [Reading(*one) for one in known.items()] + [one for one in said if one.topic_id in known]
