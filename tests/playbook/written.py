"""Small topics as somebody would write them down, for tests that need a playbook."""

from datetime import date
from typing import Any


def topic_document(key: str, /, *, facts: int = 3, prompts: int = 4, **of_each_fact: Any) -> dict[str, Any]:
    """A topic whose every prompt asks for every one of its facts."""
    keys = [f"{key}-fact-{n}" for n in range(1, facts + 1)]
    return {
        "topic": {"key": key, "name": key.title(), "weight": 1.0},
        "facts": [fact_document(one) | of_each_fact for one in keys],
        "prompts": [prompt_document(f"{key}-prompt-{n}", list(keys)) for n in range(1, prompts + 1)],
    }


def fact_document(key: str) -> dict[str, Any]:
    return {
        "key": key,
        "statement": f"Nine working days, says {key}.",
        "why": "A buyer fears a project.",
        "proof": {"kind": "figure", "text": "9 days, the median"},
        "key_points": [
            {"text": "nine days", "synonyms": ["9 days"]},
            {"text": "one lead", "synonyms": ["one person"]},
        ],
        "source": "Onboarding report",
        "valid_until": date(2099, 12, 31),
        "recall": {"question": f"How long does {key} take?", "choices": ["9 days", "3 days", "4 weeks"]},
        "model_reply": f"Nine days with one lead, that is {key}.",
    }


def prompt_document(key: str, facts: list[str]) -> dict[str, Any]:
    return {
        "key": key,
        "text": "Our last roll-out took five months.",
        "persona": "Operations lead",
        "stage": "discovery",
        "mood": "burned",
        "situation": "timing",
        "facts": facts,
    }
