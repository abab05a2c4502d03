"""Another wording of a key point, which later replies may use."""

from sqlalchemy import select

from webapp.extensions import db
from webapp.playbook.models import Fact, KeyPoint
from webapp.playbook.queries import versions
from webapp.playbook.rules import plain


def add_wording(fact_id: int, point: str, words: str) -> bool:
    """Let a fact's key point be said in these words too, in the version that is live and in the one being written;
    False where neither has that point any more."""
    wanted = KeyPoint.fact_id.in_(versions(fact_id).where(Fact.state != "retired")), KeyPoint.text == point
    found = db.session.scalars(select(KeyPoint).where(*wanted).order_by(KeyPoint.id).with_for_update()).all()
    for one in found:
        if plain(words) not in map(plain, (one.text, *one.synonyms)):
            one.synonyms = [*one.synonyms, words]
    db.session.flush()
    return bool(found)
