"""Reading the playbook."""

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import ScalarSelect, Select, case, exists, select
from sqlalchemy.orm import aliased, defaultload

from webapp.core.problems import NotFound
from webapp.extensions import db
from webapp.playbook.models import Challenge, Fact, ModelReply, Prompt


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
    """(challenge, fact, prompt, topic, valid until) of all that is live, in the curriculum's order; facts and
    prompts by their first versions, so that a changed one is not taken for a new one."""
    rows = db.session.execute(
        select(Challenge.id, Fact.origin_id, Prompt.origin_id, Fact.topic_id, Fact.valid_until)
        .join(Fact, Fact.id == Challenge.fact_id)
        .join(Prompt, Prompt.id == Challenge.prompt_id)
        .where(Fact.state == "live", Prompt.state == "live")
        .order_by(Fact.position, Fact.id, Challenge.id)
    )
    return list(rows)


def is_anything_live() -> bool:
    """Whether there is a challenge to play."""
    live = exists().where(Fact.id == Challenge.fact_id, Prompt.id == Challenge.prompt_id)
    return bool(db.session.scalar(select(live.where(Fact.state == "live", Prompt.state == "live"))))


def versions(fact_id: int) -> Select[int]:
    """The ids of all versions of the fact that this is one of, as a subquery."""
    other = aliased(Fact)
    return select(Fact.id).join(other, other.key == Fact.key).where(other.id == fact_id)


def live_version(fact_id: ScalarSelect[int] | int) -> int | None:
    """The live version of the fact that this is one of; it stays so until this work ends."""
    other = aliased(Fact)
    key = select(other.key).where(other.id == fact_id).scalar_subquery()
    query = select(Fact.id).where(Fact.key == key, Fact.state == "live").with_for_update(read=True)
    # Twice: who waited for a new version to go live finds the old one gone, and looks again.
    return db.session.scalar(query) or db.session.scalar(query)


def model_reply(fact_id: int, prompt_id: int | None = None) -> ModelReply | None:
    """The newest model reply to this line, in whichever version; else to any line; else the fact's newest."""
    other = aliased(Prompt)
    this_line = select(Prompt.id).join(other, other.key == Prompt.key).where(other.id == prompt_id)
    fits = case(
        (ModelReply.prompt_id.in_(this_line), 0),
        (ModelReply.prompt_id.is_(None), 1),
        else_=2,
    )
    return db.session.scalar(
        select(ModelReply)
        .where(ModelReply.fact_id == fact_id)
        .order_by(fits, ModelReply.marked_at.desc(), ModelReply.id.desc())
        .limit(1)
    )


def own_reply(fact_id: int) -> ModelReply | None:
    """What the fact's author wrote with it."""
    return db.session.scalar(select(ModelReply).where(ModelReply.fact_id == fact_id).order_by(ModelReply.id).limit(1))
