"""Writing facts and prompts: a draft in place, what is live as its next version."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from flask_babel import gettext as _
from sqlalchemy import func, select

from webapp.core.problems import Conflict, Forbidden
from webapp.extensions import db
from webapp.people.models import Person
from webapp.playbook import keys, permissions
from webapp.playbook.models import Challenge, Choice, Fact, KeyPoint, ModelReply, Prompt, Topic
from webapp.playbook.states import WRITTEN, lock_versions, step

V = TypeVar("V", bound=Fact | Prompt)

PROMPT_TEXTS = ("text", "persona", "stage", "mood", "situation")


def write_fact(person: Person, data: dict[str, Any], *, key: str | None = None, now: datetime) -> Fact:
    """A new draft, at the end of the curriculum; `key` where it brings one of its own that is free."""
    permissions.must_draft(person)
    end = db.session.scalar(select(func.max(Fact.position))) or 0
    fact = Fact(key=key or keys.free(Fact, data["statement"]), position=end + 1, owner=person)
    return _filled(fact, person, data, now)


def change_fact(person: Person, fact: Fact, data: dict[str, Any], *, now: datetime) -> Fact:
    """The same fact as it is now meant. Raises Conflict where somebody else began its next version."""
    version = _to_write(person, fact)
    return _filled(version, person, data, now)


def write_prompt(
    person: Person, data: dict[str, Any], topic: Topic, *, key: str | None = None, now: datetime
) -> Prompt:
    permissions.must_draft(person)
    prompt = Prompt(key=key or keys.free(Prompt, data["text"]), owner=person, topic=topic)
    return _worded(prompt, person, data, now)


def change_prompt(
    person: Person, prompt: Prompt, data: dict[str, Any], topic: Topic | None = None, *, now: datetime
) -> Prompt:
    """The same line as it is now meant, under another topic where one is given."""
    version = _to_write(person, prompt)
    version.topic = topic or version.topic or prompt.topic
    return _worded(version, person, data, now)


def pair(prompt: Prompt, facts: Iterable[Fact]) -> None:
    """Let the line ask for these facts too."""
    for fact in facts:
        if prompt.id not in {challenge.prompt_id for challenge in fact.challenges}:
            fact.challenges.append(Challenge(prompt=prompt))
    db.session.flush()


def own(person: Person, one: Fact | Prompt, owner: Person | None) -> None:
    """Hand it to somebody else, with every version that is not retired."""
    permissions.must_publish(person)
    for version in lock_versions(one):
        if version.state != "retired":
            version.owner = owner


def topic_named(name: str) -> Topic:
    """The topic of this name, however it is typed; a new one where there is none."""
    found = db.session.scalar(select(Topic).where(func.lower(Topic.name) == name.strip().lower()))
    if found is None:
        found = Topic(key=keys.free(Topic, name), name=name.strip())
        db.session.add(found)
        db.session.flush()
    return found


def _to_write(person: Person, one: V) -> V:
    """The version that may be written: the draft itself, or the next version of what is live or retired."""
    permissions.must_draft(person)
    versions = lock_versions(one)
    if one.state in WRITTEN:
        if not permissions.may_publish(person) and one.owner_id != person.id:
            raise Forbidden(_("That draft belongs to somebody else."))
        return one
    if begun := next((version for version in versions if version.state in WRITTEN), None):
        raise Conflict(_("Version %(n)s is already being written. Open that one.", n=begun.version))
    next_one = type(one)(key=one.key, version=versions[-1].version + 1, first_id=one.origin_id)
    next_one.owner = one.owner if permissions.may_publish(person) and one.owner else person
    if isinstance(one, Fact) and isinstance(next_one, Fact):
        next_one.position = one.position
        next_one.model_replies = [_copied(reply) for reply in one.model_replies[:1]]
    return next_one


def _filled(fact: Fact, person: Person, data: dict[str, Any], now: datetime) -> Fact:
    fact.topic = topic_named(data["topic"])
    for name in ("statement", "why", "source", "valid_until"):
        setattr(fact, name, data[name])
    fact.proof_kind, fact.proof_text = data["proof"]["kind"], data["proof"]["text"]
    fact.question = data["recall"]["question"]
    _begin(fact, person, now)
    fact.key_points = [KeyPoint(position=n, **point) for n, point in enumerate(data["key_points"])]
    fact.choices = [Choice(position=n, text=c, is_right=n == 0) for n, c in enumerate(data["recall"]["choices"])]
    _pair(fact, person, data["prompts"], now)
    _reply(fact, person, data["model_reply"], now)
    db.session.flush()
    return fact


def _worded(prompt: Prompt, person: Person, data: dict[str, Any], now: datetime) -> Prompt:
    for name in PROMPT_TEXTS:
        setattr(prompt, name, data[name])
    _begin(prompt, person, now)
    return prompt


def _begin(one: Fact | Prompt, person: Person, now: datetime) -> None:
    """A new version starts as a draft; a reviewed one that is written on goes back to being one."""
    if one.state != "draft":
        db.session.add(one)
        step(one, "draft", person, now=now)
    db.session.flush()


def _pair(fact: Fact, person: Person, lines: list[dict[str, Any]], now: datetime) -> None:
    """The lines that ask for it: known ones by id, changed where they are still drafts, and new ones."""
    prompts = [_prompt(fact, person, line, now) for line in lines]
    kept = {challenge.prompt_id: challenge for challenge in fact.challenges}
    wanted = {prompt.id: prompt for prompt in prompts}
    fact.challenges = [kept.get(one) or Challenge(prompt=prompt) for one, prompt in wanted.items()]


def _prompt(fact: Fact, person: Person, line: dict[str, Any], now: datetime) -> Prompt:
    prompt: Prompt | None = line["prompt"]
    if prompt is None:
        return write_prompt(person, line, fact.topic, now=now)
    if line["text"] is None or all(getattr(prompt, name) == line[name] for name in PROMPT_TEXTS):
        return prompt
    return change_prompt(person, prompt, line, now=now)


def _reply(fact: Fact, person: Person, text: str, now: datetime) -> None:
    """Its author answers the first line with it."""
    first, others = next(iter(fact.model_replies), None), fact.model_replies[1:]
    if first is None or first.text != text:
        first = ModelReply(text=text, author=person, marked_at=now)
    first.prompt_id = fact.challenges[0].prompt_id if fact.challenges else None
    fact.model_replies = [first, *others] if text else []


def _copied(reply: ModelReply) -> ModelReply:
    return ModelReply(text=reply.text, author=reply.author, prompt_id=reply.prompt_id, marked_at=reply.marked_at)
