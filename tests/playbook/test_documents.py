"""A topic that was written down wrongly is refused, with what is wrong and where."""

from typing import Any

import pytest

from tests.playbook.written import prompt_document, topic_document
from webapp.playbook.documents import PlaybookDocument


def errors_of(document: dict[str, Any]) -> dict[str, Any]:
    return PlaybookDocument().validate(document)


def test_a_well_written_topic_has_no_errors() -> None:
    assert errors_of(topic_document("onboarding")) == {}


def test_a_key_used_twice_is_refused() -> None:
    document = topic_document("onboarding")
    document["facts"][1]["key"] = document["facts"][0]["key"]
    assert "onboarding-fact-1" in errors_of(document)["facts"][0]


def test_a_prompt_for_a_fact_that_is_not_there_is_refused() -> None:
    document = topic_document("onboarding")
    document["prompts"][0]["facts"] = ["somewhere-else"]
    assert "somewhere-else" in errors_of(document)["prompts"][0]


def test_a_prompt_that_names_a_fact_twice_is_refused() -> None:
    document = topic_document("onboarding")
    document["prompts"][0]["facts"] *= 2
    assert "twice" in errors_of(document)["prompts"][0]


def test_a_fact_that_no_prompt_asks_for_is_refused() -> None:
    document = topic_document("onboarding", facts=2)
    document["prompts"] = [prompt_document("only", ["onboarding-fact-1"])]
    assert "onboarding-fact-2" in errors_of(document)["facts"][0]


def test_a_model_reply_without_its_key_points_is_refused() -> None:
    errors = errors_of(topic_document("onboarding", facts=1, model_reply="Nine days, honestly."))
    assert "one lead" in errors["facts"][0]["model_reply"][0]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("statement", ""),
        ("statement", "x" * 301),
        ("statement", 9),
        ("model_reply", "x" * 401),
        ("proof", {"kind": "rumour", "text": "I heard it"}),
        ("recall", {"question": "Which?", "choices": ["9 days", "9 days"]}),
        ("recall", {"question": "Which?", "choices": ["9 days"]}),
        ("key", "Not A Key"),
        ("valid_until", "next spring"),
        ("key_points", []),
    ],
)
def test_a_field_out_of_shape_is_refused_by_its_name(field: str, value: Any) -> None:
    assert field in errors_of(topic_document("onboarding", facts=1, **{field: value}))["facts"][0]


@pytest.mark.parametrize("document", [{}, {"topic": None}, {"facts": 3}, {"topic": {}, "facts": [], "prompts": []}])
def test_nonsense_is_refused_and_raises_nothing_else(document: dict[str, Any]) -> None:
    assert errors_of(document)
