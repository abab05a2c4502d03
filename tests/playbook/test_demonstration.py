"""The demonstration's playbook is large enough, well formed and consistent with itself."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask

from webapp.core.work import work
from webapp.playbook.actions import load_topic
from webapp.playbook.documents import PlaybookDocument
from webapp.playbook.queries import live_challenges
from webapp.playbook.rules import key_points_used

FILES = sorted((Path(__file__).parents[2] / "webapp" / "demo" / "playbook").glob("*.yaml"))
TOPICS: list[dict[str, Any]] = [yaml.safe_load(file.read_text("utf-8")) for file in FILES]
FACTS = [fact for topic in TOPICS for fact in topic["facts"]]
PROMPTS = [prompt for topic in TOPICS for prompt in topic["prompts"]]


@pytest.mark.parametrize("topic", TOPICS, ids=[file.stem for file in FILES])
def test_every_topic_is_well_formed(topic: dict[str, Any]) -> None:
    assert PlaybookDocument().validate(topic) == {}


def test_there_is_enough_of_it() -> None:
    assert (len(TOPICS) >= 8, len(FACTS) >= 60, len(PROMPTS) >= 120) == (True, True, True)


@pytest.mark.parametrize("entries", [[t["topic"] for t in TOPICS], FACTS, PROMPTS], ids=["topics", "facts", "prompts"])
def test_keys_are_unique_over_all_topics(entries: list[dict[str, Any]]) -> None:
    assert [key for key, times in Counter(entry["key"] for entry in entries).items() if times > 1] == []


def test_nothing_is_said_twice() -> None:
    for texts in (
        [f["statement"] for f in FACTS],
        [p["text"] for p in PROMPTS],
        [f["model_reply"] for f in FACTS],
    ):
        assert len(set(texts)) == len(texts)


def test_every_fact_can_be_met_under_four_prompts() -> None:
    named = Counter(fact for prompt in PROMPTS for fact in prompt["facts"])
    assert {fact["key"]: named[fact["key"]] for fact in FACTS if named[fact["key"]] < 4} == {}


@pytest.mark.parametrize("fact", FACTS, ids=[fact["key"] for fact in FACTS])
def test_every_key_point_is_in_the_model_reply(fact: dict[str, Any]) -> None:
    points = [(point["text"], point["synonyms"]) for point in fact["key_points"]]
    assert all(key_points_used(fact["model_reply"], points))


def test_it_loads_whole(app: Flask) -> None:
    with work():
        for topic in TOPICS:
            load_topic(topic, now=datetime(2026, 11, 24, tzinfo=UTC))
    assert len(live_challenges()) == sum(len(prompt["facts"]) for prompt in PROMPTS)
