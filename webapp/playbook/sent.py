"""A fact as if somebody sent it."""

from typing import Any

from webapp.playbook.models import Fact


def as_it_is(fact: Fact) -> dict[str, Any]:
    """The fact as if it were sent."""
    return {
        "topic": fact.topic.name,
        "statement": fact.statement,
        "why": fact.why,
        "proof": {"kind": fact.proof_kind, "text": fact.proof_text},
        "key_points": [{"text": point.text, "synonyms": list(point.synonyms)} for point in fact.key_points],
        "source": fact.source,
        "valid_until": fact.valid_until,
        "recall": {
            "question": fact.question,
            "choices": [choice.text for choice in sorted(fact.choices, key=lambda choice: not choice.is_right)],
        },
        "prompts": [
            {"id": challenge.prompt.origin_id, "text": None}
            for challenge in fact.challenges
            if challenge.prompt.state != "retired"
        ],
        "model_reply": fact.model_replies[0].text if fact.model_replies else "",
    }
