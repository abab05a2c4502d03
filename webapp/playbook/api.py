"""The playbook for programs: facts, prospects' lines and challenges; reps get what is live."""

from collections.abc import Callable
from typing import Any

from flask_login import current_user

from webapp.core import clock
from webapp.core.programs import RoomApi
from webapp.core.work import work
from webapp.playbook import drafts, figures, intake, library, permissions, sent, states
from webapp.playbook import search as finding
from webapp.playbook.models import Fact
from webapp.playbook.records import fact_record, prompt_record
from webapp.playbook.schemas import (
    ChallengesQuerySchema,
    ChallengesSchema,
    FactRecordSchema,
    FactsQuerySchema,
    FactsSchema,
    HitsSchema,
    PromptRecordSchema,
    PromptsSchema,
    SearchQuerySchema,
    StateSchema,
    VersionQuerySchema,
)

blp = RoomApi("Playbook", "What is true, what prospects say, and how it gets there")


@blp.route("/facts")
@blp.arguments(FactsQuerySchema, location="query")
@blp.response(200, FactsSchema)
def facts(asked: dict[str, Any]) -> dict[str, Any]:
    """Every fact once, as it is live or was last; reps get those that are live."""
    found = library.facts_of(current_user, asked["topic"], asked["state"])
    told = _figures()
    return {"facts": [fact_record(current_user, *entry) | told(entry.shown) for entry in found]}


@blp.route("/facts", methods=["POST"])
@blp.refuses(404)
@blp.arguments(intake.FactDraftSchema)
@blp.response(201, FactRecordSchema)
def new_fact(asked: dict[str, Any]) -> dict[str, Any]:
    """Draft a fact, with the lines that ask for it; an unknown topic is begun with it."""
    permissions.must_draft(current_user)
    with work():
        fact = drafts.write_fact(current_user, intake.with_lines(current_user, asked), now=clock.now())
        return fact_record(current_user, fact)


@blp.route("/facts/<int:fact_id>")
@blp.arguments(VersionQuerySchema, location="query")
@blp.response(200, FactRecordSchema)
def fact(asked: dict[str, Any], fact_id: int) -> dict[str, Any]:
    """The fact as it is live, or the version asked for."""
    found = library.fact_of(current_user, fact_id, asked["version"])
    return fact_record(current_user, found, library.written_fact(current_user, fact_id)) | _figures()(found)


@blp.route("/facts/<int:fact_id>", methods=["PATCH"])
@blp.arguments(intake.FactChangeSchema)
@blp.response(200, FactRecordSchema)
def change_fact(asked: dict[str, Any], fact_id: int) -> dict[str, Any]:
    """Change a draft, or begin the next version of what is live; replies keep the version they answered."""
    permissions.must_draft(current_user)
    with work():
        found = library.written_fact(current_user, fact_id)
        data = intake.with_lines(current_user, sent.as_it_is(found) | asked, found)
        return fact_record(current_user, drafts.change_fact(current_user, found, data, now=clock.now()))


@blp.route("/facts/<int:fact_id>/state", methods=["PUT"])
@blp.refuses(409)
@blp.arguments(StateSchema)
@blp.response(200, FactRecordSchema)
def move_fact(asked: dict[str, Any], fact_id: int) -> dict[str, Any]:
    """Propose it for review, send it back, make it live or retire it."""
    permissions.must_draft(current_user)
    with work():
        found = library.fact_of(current_user, fact_id, asked["version"])
        if asked["version"] is None:
            found = library.written_fact(current_user, fact_id)
        states.move(current_user, found, asked["state"], note=asked["note"], now=clock.now())
        return fact_record(current_user, found)


@blp.route("/prompts")
@blp.arguments(FactsQuerySchema, location="query")
@blp.response(200, PromptsSchema)
def prompts(asked: dict[str, Any]) -> dict[str, Any]:
    """What prospects say; reps get what is live."""
    found = library.prompts_of(current_user, asked["topic"], asked["state"])
    return {"prompts": [prompt_record(current_user, prompt) for prompt in found]}


@blp.route("/prompts", methods=["POST"])
@blp.arguments(intake.PromptOfTopicSchema)
@blp.response(201, PromptRecordSchema)
def new_prompt(asked: dict[str, Any]) -> dict[str, Any]:
    """Draft a prospect's line."""
    permissions.must_draft(current_user)
    with work():
        topic = drafts.topic_named(asked["topic"])
        return prompt_record(current_user, drafts.write_prompt(current_user, asked, topic, now=clock.now()))


@blp.route("/prompts/<int:prompt_id>")
@blp.arguments(VersionQuerySchema, location="query")
@blp.response(200, PromptRecordSchema)
def prompt(asked: dict[str, Any], prompt_id: int) -> dict[str, Any]:
    """The line as it is live, or the version asked for."""
    return prompt_record(current_user, library.prompt_of(current_user, prompt_id, asked["version"]))


@blp.route("/prompts/<int:prompt_id>", methods=["PATCH"])
@blp.arguments(intake.PromptChangeSchema)
@blp.response(200, PromptRecordSchema)
def change_prompt(asked: dict[str, Any], prompt_id: int) -> dict[str, Any]:
    """Change a drafted line, or begin the next version of a live one."""
    permissions.must_draft(current_user)
    with work():
        found = library.written_prompt(current_user, prompt_id)
        data = {name: getattr(found, name) for name in drafts.PROMPT_TEXTS} | asked
        return prompt_record(current_user, drafts.change_prompt(current_user, found, data, now=clock.now()))


@blp.route("/prompts/<int:prompt_id>/state", methods=["PUT"])
@blp.refuses(409)
@blp.arguments(StateSchema)
@blp.response(200, PromptRecordSchema)
def move_prompt(asked: dict[str, Any], prompt_id: int) -> dict[str, Any]:
    """Propose it for review, send it back, make it live or retire it."""
    permissions.must_draft(current_user)
    with work():
        found = library.prompt_of(current_user, prompt_id, asked["version"])
        if asked["version"] is None:
            found = library.written_prompt(current_user, prompt_id)
        states.move(current_user, found, asked["state"], note=asked["note"], now=clock.now())
        return prompt_record(current_user, found)


@blp.route("/challenges")
@blp.arguments(ChallengesQuerySchema, location="query")
@blp.response(200, ChallengesSchema)
def challenges(asked: dict[str, Any]) -> dict[str, Any]:
    """What is live: every fact under each of its prospects' lines."""
    return {"challenges": library.live(asked["fact"])}


@blp.route("/search")
@blp.arguments(SearchQuerySchema, location="query")
@blp.response(200, HitsSchema)
def search(asked: dict[str, Any]) -> dict[str, Any]:
    """What has all these words, or words that begin so, in facts, prospects' lines and model replies."""
    return {"hits": finding.search(current_user, asked["q"], asked["limit"])}


def _figures() -> Callable[[Fact], dict[str, Any]]:
    """For those who write; a fact that nobody met has none."""
    if not permissions.may_draft(current_user):
        return lambda _fact: {}
    told = figures.by_fact(clock.local_day(clock.now(), current_user.time_zone))
    return lambda fact: {"figures": told[fact.origin_id]._asdict() if fact.origin_id in told else None}
