"""A fact as a program sends it, whole."""

from typing import Any


def a_draft(**more: Any) -> dict[str, Any]:
    return {
        "topic": "Topic 0",
        "statement": "Support answers within four minutes.",
        "why": "Nobody waits on a Friday night.",
        "proof": {"kind": "figure", "text": "3 min 48 s, the median of last year"},
        "key_points": [{"text": "four minutes", "synonyms": ["4 minutes"]}],
        "source": "Support desk, yearly figures",
        "valid_until": "2027-06-30",
        "recall": {"question": "How soon does support answer?", "choices": ["4 minutes", "1 hour", "A day"]},
        "prompts": [a_line()],
        "model_reply": "You get a person in four minutes, on Fridays too. Shall we ring them now?",
    } | more


def a_line(**more: Any) -> dict[str, Any]:
    return {
        "text": "And when it breaks on a Friday night?",
        "persona": "Owner of six bars",
        "stage": "demo",
        "mood": "tired",
        "situation": "trust",
    } | more
