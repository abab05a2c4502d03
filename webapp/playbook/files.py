"""The playbook in files: two tables, one of facts and one of lines, or YAML with a document for each topic."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

import yaml
from flask_babel import gettext as _

from webapp.core import tables
from webapp.core.problems import Invalid
from webapp.playbook import cells, sent, yaml_files
from webapp.playbook.models import Fact, Prompt

FACT_COLUMNS = (
    "key", "topic", "statement", "why", "proof_kind", "proof", "key_points", "source", "valid_until",
    "question", "right_answer", "wrong_answers", "model_reply",
)  # fmt: skip
PROMPT_COLUMNS = ("key", "topic", "text", "persona", "stage", "mood", "situation", "facts")

Row = dict[str, Any]


def read(data: bytes) -> list[Row]:
    """The rows of a file, each with its `kind` and `where` it stands; raises Invalid for what is neither."""
    if yaml_files.is_yaml(data):
        return yaml_files.rows(data)
    table = tables.read(data)
    header = [name.strip().lower().replace(" ", "_") for name in table.header]
    rows = [dict(zip(header, cells_, strict=True)) for cells_ in table.rows]
    for kind, mark, shape in (("fact", "statement", _fact_row), ("prompt", "text", _prompt_row)):
        if mark in header:
            named = zip(rows, table.numbers, strict=True)
            return [shape(row) | {"kind": kind, "where": _("Row %(n)s", n=n)} for row, n in named]
    raise Invalid(_("That table has neither a column “statement” (facts) nor “text” (prospects' lines)."))


def fact_cells(fact: Fact) -> list[str]:
    data = sent.as_it_is(fact)
    until: date | None = data["valid_until"]
    right, *wrong = data["recall"]["choices"] or [""]
    return [
        fact.key, data["topic"], data["statement"], data["why"], data["proof"]["kind"], data["proof"]["text"],
        cells.points_joined(data["key_points"]), data["source"], until.isoformat() if until else "",
        data["recall"]["question"], right, cells.joined(wrong), data["model_reply"],
    ]  # fmt: skip


def prompt_cells(prompt: Prompt, facts: Sequence[str]) -> list[str]:
    words = [prompt.text, prompt.persona, prompt.stage, prompt.mood, prompt.situation]
    return [prompt.key, prompt.topic.name, *words, cells.joined(facts)]


def as_yaml(facts: Sequence[Fact], prompts: Sequence[Prompt], named: dict[int, list[str]]) -> bytes:
    """A document for each topic, in the shape that `load_topic` takes."""
    topics: dict[int, dict[str, Any]] = defaultdict(lambda: {"facts": [], "prompts": []})
    for fact in facts:
        topics[fact.topic_id] |= _topic(fact)
        words = {"key": fact.key, **_without(sent.as_it_is(fact), "topic", "prompts")}
        topics[fact.topic_id]["facts"].append(_written(words))
    for prompt in prompts:
        topics[prompt.topic_id] |= _topic(prompt)
        words = {name: getattr(prompt, name) for name in ("key", "text", "persona", "stage", "mood", "situation")}
        topics[prompt.topic_id]["prompts"].append(_written(words | {"facts": named[prompt.id]}))
    documents = ({"topic": one.pop("topic"), **one} for one in topics.values())
    return yaml.safe_dump_all(documents, sort_keys=False, allow_unicode=True, width=120).encode()


def _topic(one: Fact | Prompt) -> dict[str, Any]:
    return {"topic": {"key": one.topic.key, "name": one.topic.name, "weight": one.topic.weight}}


def _fact_row(row: dict[str, str]) -> Row:
    choices = [row.get("right_answer", ""), *cells.split(row.get("wrong_answers", ""))]
    plain = {name: row.get(name, "") for name in ("key", "topic", "statement", "why", "source", "model_reply")}
    return plain | {
        "proof": {"kind": row.get("proof_kind") or "figure", "text": row.get("proof", "")},
        "key_points": cells.points_split(row.get("key_points", "")),
        "valid_until": row.get("valid_until") or None,
        "recall": {"question": row.get("question", ""), "choices": [one for one in choices if one.strip()]},
    }


def _prompt_row(row: dict[str, str]) -> Row:
    plain = {name: row.get(name, "") for name in PROMPT_COLUMNS if name != "facts"}
    return plain | {"facts": cells.split(row.get("facts", ""))}


def _without(data: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in names}


def _written(data: Any) -> Any:
    """Without what is empty: a draft may lack it, and a file that says nothing of it is easier to read."""
    if isinstance(data, list):
        return [_written(one) for one in data]
    if not isinstance(data, dict):
        return data
    kept = {name: _written(value) for name, value in data.items()}
    return {name: value for name, value in kept.items() if value not in ("", None, [], {})}
