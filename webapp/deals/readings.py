"""What is said under each topic, for words to be told by."""

from sqlalchemy import literal, select

from webapp.deals.models import Term
from webapp.deals.suggesting import Reading
from webapp.extensions import db
from webapp.playbook.models import Fact, KeyPoint, Prompt, Topic
from webapp.playbook.suggesting import UNSORTED

LIVE = "live"
NAMES_TELL, CONFIRMED_TELL = 10, 5
"""As much as so many facts."""


def topics() -> list[tuple[int, str]]:
    """Those that words may mean, by name."""
    rows = db.session.execute(select(Topic.id, Topic.name).where(Topic.key != UNSORTED).order_by(Topic.name))
    return [(id_, name) for id_, name in rows]


def readings() -> list[Reading]:
    """Names first; then what people confirmed earlier, and the playbook's own words."""
    points = (
        select(Fact.topic_id, KeyPoint.text, literal(1))
        .join(Fact, Fact.id == KeyPoint.fact_id)
        .where(Fact.state == LIVE)
    )
    queries = (
        select(Term.topic_id, Term.words, literal(CONFIRMED_TELL)).where(Term.topic_id.is_not(None)),
        points,
        select(Fact.topic_id, Fact.statement, literal(1)).where(Fact.state == LIVE),
        select(Prompt.topic_id, Prompt.text, literal(1)).where(Prompt.state == LIVE),
    )
    known = dict(topics())
    said = [Reading(row[0] or 0, row[1], row[2]) for query in queries for row in db.session.execute(query)]
    return [Reading(*one, NAMES_TELL) for one in known.items()] + [one for one in said if one.topic_id in known]
