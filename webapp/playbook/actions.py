"""Writing the playbook: a topic at a time."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from marshmallow import ValidationError
from sqlalchemy import func, select

from webapp.core.problems import Conflict, Invalid
from webapp.extensions import db
from webapp.playbook.documents import PlaybookDocument
from webapp.playbook.models import Challenge, Choice, Fact, KeyPoint, ModelReply, Prompt, Step, Topic


def load_topic(document: dict[str, Any], *, now: datetime) -> Topic:
    """A topic with its facts, prompts, challenges and model replies, live at the end of the curriculum."""
    data = _checked(document)
    topic = Topic(**data["topic"])
    end = db.session.scalar(select(func.max(Fact.position))) or 0
    facts = {one["key"]: _fact(topic, one, end + n, now) for n, one in enumerate(data["facts"], 1)}
    db.session.add(topic)
    db.session.add_all(facts.values())
    db.session.flush()
    prompts = [_prompt(topic, one) for one in data["prompts"]]
    db.session.add_all(prompts)
    db.session.flush()
    db.session.add_all(Step(prompt_id=prompt.id, state="live", at=now) for prompt in prompts)
    pairs = [(facts[key], prompt) for prompt, one in zip(prompts, data["prompts"], strict=True) for key in one["facts"]]
    db.session.add_all(Challenge(fact=fact, prompt=prompt) for fact, prompt in pairs)
    db.session.add_all(_model_replies(data["facts"], pairs, now))
    db.session.flush()
    return topic


def _checked(document: dict[str, Any]) -> dict[str, Any]:
    try:
        data: dict[str, Any] = PlaybookDocument().load(document)
    except ValidationError as error:
        raise Invalid(_("This topic cannot be read."), errors=error.messages) from error
    for kind, keys in (
        (Topic, [data["topic"]["key"]]),
        (Fact, [fact["key"] for fact in data["facts"]]),
        (Prompt, [prompt["key"] for prompt in data["prompts"]]),
    ):
        if taken := db.session.scalars(select(kind.key).where(kind.key.in_(keys)).order_by(kind.key)).all():
            raise Conflict(_("The playbook already has %(keys)s.", keys=", ".join(taken)))
    return data


def _fact(topic: Topic, data: dict[str, Any], position: int, now: datetime) -> Fact:
    return Fact(
        topic=topic,
        position=position,
        state="live",
        steps=[Step(state="live", at=now)],
        proof_kind=data["proof"]["kind"],
        proof_text=data["proof"]["text"],
        question=data["recall"]["question"],
        key_points=[KeyPoint(position=n, **point) for n, point in enumerate(data["key_points"])],
        choices=[Choice(position=n, text=text, is_right=n == 0) for n, text in enumerate(data["recall"]["choices"])],
        **{name: data[name] for name in ("key", "statement", "why", "source", "valid_until")},
    )


def _prompt(topic: Topic, data: dict[str, Any]) -> Prompt:
    return Prompt(topic_id=topic.id, state="live", **{name: value for name, value in data.items() if name != "facts"})


def _model_replies(facts: list[dict[str, Any]], pairs: list[tuple[Fact, Prompt]], now: datetime) -> list[ModelReply]:
    """Each answers the first prompt that names its fact."""
    first = {fact.key: (fact.id, prompt.id) for fact, prompt in reversed(pairs)}
    return [
        ModelReply(fact_id=fact_id, prompt_id=prompt_id, text=data["model_reply"], marked_at=now)
        for data in facts
        for fact_id, prompt_id in [first[data["key"]]]
    ]
