"""Loading topics, and what other rooms read of them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.playbook.written import topic_document
from webapp.core.problems import Conflict, Invalid, NotFound
from webapp.core.work import work
from webapp.extensions import db
from webapp.playbook import queries
from webapp.playbook.actions import load_topic
from webapp.playbook.models import Challenge, Fact, ModelReply, Prompt, Topic
from webapp.playbook.schemas import ChallengeSchema, challenge_shape

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def load(document: dict[str, Any]) -> Topic:
    with work():
        return load_topic(document, now=NOW)


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_every_fact_a_prompt_names_becomes_a_challenge(app: Flask) -> None:
    load(topic_document("onboarding", facts=3, prompts=4))
    assert (count(Fact), count(Prompt), count(Challenge), count(ModelReply)) == (3, 4, 12, 3)


def test_a_second_topic_goes_on_where_the_curriculum_ends(app: Flask) -> None:
    load(topic_document("zebra", facts=2))
    load(topic_document("apple", facts=2))
    keys = db.session.scalars(select(Fact.key).order_by(Fact.position)).all()
    assert keys == ["zebra-fact-1", "zebra-fact-2", "apple-fact-1", "apple-fact-2"]
    facts = [row[1] for row in queries.live_challenges()]
    assert facts == sorted(facts)


def test_loading_a_topic_again_is_refused_and_changes_nothing(app: Flask) -> None:
    load(topic_document("onboarding"))
    with pytest.raises(Conflict, match="onboarding"):
        load(topic_document("onboarding"))
    assert (count(Topic), count(Challenge)) == (1, 12)


def test_a_topic_out_of_shape_is_refused_with_its_errors(app: Flask) -> None:
    with pytest.raises(Invalid) as refused:
        load(topic_document("onboarding", statement=""))
    assert "statement" in refused.value.more["errors"]["facts"][0]
    assert count(Topic) == 0


def test_the_model_reply_answers_the_first_prompt_and_serves_the_others(app: Flask) -> None:
    load(topic_document("onboarding"))
    fact, other = db.session.scalars(select(Fact).order_by(Fact.position).limit(2))
    first = db.session.scalar(select(Prompt).where(Prompt.key == "onboarding-prompt-1"))
    assert first is not None
    found = queries.model_reply(fact.id, first.id)
    assert found is not None
    assert (found.fact_id, found.prompt_id, found.author) == (fact.id, first.id, None)
    assert queries.model_reply(fact.id, first.id + 1) == found
    assert queries.model_reply(other.id, first.id) != found
    assert queries.model_reply(0) is None


def test_a_model_reply_to_the_same_line_goes_before_a_newer_one_to_another(app: Flask) -> None:
    load(topic_document("onboarding", facts=1))
    fact = db.session.scalars(select(Fact)).one()
    lines = db.session.scalars(select(Prompt.id).order_by(Prompt.id)).all()
    with work():
        db.session.add(ModelReply(fact_id=fact.id, prompt_id=lines[1], text="Newer.", marked_at=NOW.replace(hour=10)))
    assert [reply.text == "Newer." for line in lines[:2] if (reply := queries.model_reply(fact.id, line))] == [
        False,
        True,
    ]


def test_a_challenge_comes_whole_and_a_strange_id_is_refused(app: Flask) -> None:
    load(topic_document("onboarding"))
    one = queries.challenge(queries.live_challenges()[0][0])
    assert [point.text for point in one.fact.key_points] == ["nine days", "one lead"]
    with pytest.raises(NotFound):
        queries.challenge(10**6)


def test_the_shape_and_the_schema_tell_the_same(app: Flask) -> None:
    load(topic_document("onboarding"))
    one = queries.challenge(queries.live_challenges()[0][0])
    shape = challenge_shape(one)
    told: Any = ChallengeSchema().dump(one)
    assert told == ChallengeSchema().dump(shape)
    assert shape["fact"].pop("valid_until") == date(2099, 12, 31)
    assert told["fact"].pop("valid_until") == "2099-12-31"
    assert told == shape
    assert set(told["fact"]) == {"id", "topic", "statement", "why", "proof", "source"}
