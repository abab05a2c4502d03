"""Lost deals: the words they were lost over, a file that waits, a secret for programs."""

from datetime import date

from sqlalchemy import select

from tests.cast import NOON, Cast
from tests.permissions.visitors import Whose, alike
from webapp.core.work import work
from webapp.deals import actions, hooks
from webapp.deals.bringing import steps
from webapp.deals.models import Term
from webapp.deals.shape import Told
from webapp.deals.writing import write
from webapp.extensions import db
from webapp.playbook.models import Topic

DEALS = b"Deal,Status,Closed on,Reason\nBistro,Lost,2026-11-02,Too dear\n"
DEAL = {
    "external_id": "A-1",
    "name": "Bistro",
    "outcome": "lost",
    "amount": 1000,
    "currency": "EUR",
    "closed_on": "2026-11-20",
}
LOST = [
    Told("file", reason, "Kantine", "lost", 5, "EUR", 5, date(2026, 11, 2), None, None, reason, None, said)
    for reason, said in (("Too dear", None), ("Too slow", "We tried a tool like yours."))
]


def subjects(cast: Cast) -> dict[str, Whose]:
    """Previews open works of their own."""
    with work():
        write(LOST, now=NOON)
        hook_id = hooks.make(cast.ada, now=NOON).id
        terms = {term.words: term.id for term in db.session.scalars(select(Term))}
        topic_id = db.session.scalars(select(Topic.id).order_by(Topic.id)).first()
        actions.confirm(cast.ada, terms["Too slow"], topic_id, now=NOON)
    row = steps.preview(cast.ada, "deals.csv", DEALS)
    return {
        "term": {"": alike(term_id=terms["We tried a tool like yours."])},
        "deal file": {"": alike(file_id=row.id, digest=row.digest)},
        "hook": {"": alike(hook_id=hook_id)},
    }
