"""Reading the playbook."""

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import case, select
from sqlalchemy.orm import defaultload

from webapp.core.problems import NotFound
from webapp.extensions import db
from webapp.playbook.models import Challenge, Fact, ModelReply


def challenge(challenge_id: int) -> Challenge:
    """The challenge with its fact, key points and prompt; raises NotFound."""
    if found := challenges([challenge_id]).get(challenge_id):
        return found
    raise NotFound(_("There is no such challenge."))


def challenges(ids: Iterable[int]) -> dict[int, Challenge]:
    """Challenges by id, with their facts, key points and prompts; the queries do not grow with them."""
    rows = db.session.scalars(
        select(Challenge)
        .where(Challenge.id.in_(set(ids)))
        .options(defaultload(Challenge.fact).selectinload(Fact.key_points))
    )
    return {row.id: row for row in rows}


def live_challenges() -> list[tuple[int, int, int, int, date | None]]:
    """(challenge, fact, prompt, topic, valid until) of every challenge, in the curriculum's order."""
    rows = db.session.execute(
        select(Challenge.id, Challenge.fact_id, Challenge.prompt_id, Fact.topic_id, Fact.valid_until)
        .join(Fact, Fact.id == Challenge.fact_id)
        .order_by(Fact.position, Fact.id, Challenge.id)
    )
    return list(rows)


def model_reply(fact_id: int, prompt_id: int | None = None) -> ModelReply | None:
    """The newest model reply to this line; else to any line; else the fact's newest."""
    fits = case(
        (ModelReply.prompt_id == prompt_id, 0),
        (ModelReply.prompt_id.is_(None), 1),
        else_=2,
    )
    return db.session.scalar(
        select(ModelReply)
        .where(ModelReply.fact_id == fact_id)
        .order_by(fits, ModelReply.marked_at.desc(), ModelReply.id.desc())
        .limit(1)
    )
