"""What the pages of the playbook show."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from webapp.people.models import Person
from webapp.playbook import figures, forms, library, permissions, readiness
from webapp.playbook.alike import alike_facts, alike_prompts
from webapp.playbook.documents import PROOF_KINDS, SITUATIONS, STAGES
from webapp.playbook.library import Entry
from webapp.playbook.models import Fact, Prompt
from webapp.playbook.rules import freshness, key_points_used
from webapp.playbook.versioned import STATES
from webapp.playbook.words import note_words, proof_words, situation_words, stage_words, state_words

CHOOSE = {"stages": STAGES, "situations": SITUATIONS, "proofs": PROOF_KINDS}


def tabs_for(person: Person, today: date, current: str) -> dict[str, Any]:
    facts, prompts = library.in_review()
    return {
        "current": current,
        "review": len(facts) + len(prompts),
        "watch": len(library.running_out(person, today)),
        "may_publish": permissions.may_publish(person),
    }


def list_for(person: Person, asked: Mapping[str, Any], today: date) -> dict[str, Any]:
    state = asked.get("state") if asked.get("state") in STATES else None
    entries = library.facts_of(person, asked.get("topic_id"), state)
    if asked.get("mine"):
        entries = [one for one in entries if person.id in {f.owner_id for f in one if f}]
    if (found := asked.get("found")) is not None:
        entries = [one for one in entries if one.shown.origin_id in found]
    told = figures.by_fact(today)
    rows = [_row(entry, told.get(entry.shown.origin_id), today) for entry in entries]
    topics = library.topics()
    return {
        "topics": [
            {"name": t.name, "rows": inside} for t in topics if (inside := [r for r in rows if r["topic"] == t.id])
        ],
        "all_topics": topics,
        "states": state_words(),
        "count": len(rows),
        "asked": asked,
    }


def form_for(
    person: Person, fact: Fact | None, data: dict[str, Any], errors: dict[str, str] | None = None, *, today: date
) -> dict[str, Any]:
    lines = library.prompts_of(person)
    known = {prompt.origin_id: prompt for prompt in lines}
    shown = forms.shown_lines(data, fact, known)
    here = {line["id"] for line in shown}
    versions = library.versions_of(person, Fact, fact.origin_id) if fact else []
    return {
        "fact": fact,
        "data": data,
        "errors": errors or {},
        "figures": figures.by_fact(today).get(fact.origin_id) if fact else None,
        "missing": readiness.missing(fact) if fact and fact.state != "retired" else [],
        "lines": shown,
        "more": [prompt for prompt in lines if prompt.origin_id not in here],
        "versions": versions,
        "steps": [(version, step) for version in reversed(versions) for step in reversed(version.steps)],
        "writable": fact is None or _is_writable(person, fact),
        "being_written": next((v for v in versions if v.state in ("draft", "review") and v is not fact), None),
        "may_publish": permissions.may_publish(person),
        "topics": library.topics(),
        "authors": library.authors(),
        "preview": preview_of(data, shown, fact.key if fact else None, today=today),
        **words(),
    }


def words() -> dict[str, Any]:
    return CHOOSE | {
        "note_words": note_words,
        "state_words": state_words(),
        "stage_words": stage_words(),
        "situation_words": situation_words(),
        "proof_words": proof_words(),
    }


def preview_of(data: dict[str, Any], lines: list[dict[str, Any]], key: str | None, *, today: date) -> dict[str, Any]:
    """The phone that a rep would hold, and what reads nearly the same elsewhere."""
    points = [(point["text"], point["synonyms"]) for point in data["key_points"]]
    used = key_points_used(data["model_reply"], points)
    until = _date(data["valid_until"])
    return {
        "prompt": lines[0] if lines else None,
        "fact": data | {"proof": data["proof"] if data["proof"]["text"].strip() else None, "valid_until": until},
        "recall": data["recall"],
        "model_reply": data["model_reply"],
        "key_points": [{"text": text, "used": hit} for (text, _others), hit in zip(points, used, strict=True)],
        "freshness": freshness(until, today),
        "twins": alike_facts(data["statement"], key),
        "twin_lines": [twin for line in lines if line["id"] is None for twin in alike_prompts(line["text"])],
    }


def prompt_form(
    person: Person, prompt: Prompt | None, data: dict[str, Any], errors: dict[str, str] | None = None
) -> dict[str, Any]:
    versions = library.versions_of(person, Prompt, prompt.origin_id) if prompt else []
    return {
        "prompt": prompt,
        "data": data,
        "errors": errors or {},
        "steps": [(version, step) for version in reversed(versions) for step in reversed(version.steps)],
        "writable": prompt is None or _is_writable(person, prompt),
        "may_publish": permissions.may_publish(person),
        "topics": library.topics(),
        "facts": library.facts_with(prompt) if prompt else [],
        "twins": alike_prompts(data["text"], prompt.key if prompt else None),
        **words(),
    }


def _row(entry: Entry, told: figures.Figures | None, today: date) -> dict[str, Any]:
    fact = entry.shown
    return {
        "id": fact.origin_id,
        "topic": fact.topic_id,
        "statement": fact.statement,
        "state": fact.state,
        "written": entry.written if entry.written is not fact else None,
        "owner": fact.owner.name if fact.owner else None,
        "valid_until": fact.valid_until,
        "freshness": freshness(fact.valid_until, today) if fact.state == "live" else None,
        "lines": len(fact.challenges),
        "figures": told,
    }


def _is_writable(person: Person, one: Fact | Prompt) -> bool:
    return permissions.may_publish(person) or one.owner_id == person.id or one.state in ("live", "retired")


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
