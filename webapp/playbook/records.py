"""Facts and prompts as those who write them see them."""

from typing import Any

from webapp.people.models import Person
from webapp.playbook import permissions, readiness
from webapp.playbook.models import Fact, Prompt
from webapp.playbook.schemas import fact_shape, prompt_shape
from webapp.playbook.words import note_words


def fact_record(person: Person, fact: Fact, written: Fact | None = None) -> dict[str, Any]:
    """What is told to everybody, and to those who write also how it is asked and who did what when."""
    live = [prompt_record(person, c.prompt) for c in fact.challenges if c.prompt.state == "live"]
    shape = fact_shape(fact) | {"version": fact.version, "prompts": live}
    if not permissions.may_draft(person):
        return shape
    return shape | {
        "key": fact.key,
        "key_points": [{"text": point.text, "synonyms": point.synonyms} for point in fact.key_points],
        "recall": {"question": fact.question, "choices": _right_first(fact)},
        "model_reply": fact.model_replies[0].text if fact.model_replies else "",
        "prompts": [prompt_record(person, c.prompt) for c in fact.challenges],
        "missing": readiness.missing(fact) if fact.state in ("draft", "review") else [],
        "draft": {"version": written.version, "state": written.state} if written and written is not fact else None,
        **_history(fact),
    }


def prompt_record(person: Person, prompt: Prompt) -> dict[str, Any]:
    shape = prompt_shape(prompt) | {"version": prompt.version, "situation": prompt.situation}
    if not permissions.may_draft(person):
        return shape
    return shape | {"key": prompt.key, "topic": prompt.topic.name, **_history(prompt)}


def _history(one: Fact | Prompt) -> dict[str, Any]:
    return {
        "state": one.state,
        "owner": {"id": one.owner.id, "name": one.owner.name} if one.owner else None,
        "steps": [
            {"state": step.state, "at": step.at, "by": step.by.name if step.by else None, "note": note_words(step.note)}
            for step in one.steps
        ],
    }


def _right_first(fact: Fact) -> list[str]:
    return [choice.text for choice in sorted(fact.choices, key=lambda choice: not choice.is_right)]
