"""Another wording of a key point, which later replies may use."""

from sqlalchemy import select

from webapp.extensions import db
from webapp.playbook.models import KeyPoint
from webapp.playbook.rules import plain


def add_wording(fact_id: int, point: str, words: str) -> bool:
    """Let a fact's key point be said in these words too; False where the fact no longer has that point."""
    found = db.session.scalar(
        select(KeyPoint).where(KeyPoint.fact_id == fact_id, KeyPoint.text == point).with_for_update()
    )
    if found is None:
        return False
    if plain(words) not in map(plain, (found.text, *found.synonyms)):
        found.synonyms = [*found.synonyms, words]
        db.session.flush()
    return True
