"""From draft over review to live, and retired in the end; each step with who and when."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from flask_babel import gettext as _
from sqlalchemy import select

from webapp.core.problems import Conflict, Forbidden, Invalid
from webapp.extensions import db
from webapp.people.models import Person
from webapp.playbook import permissions, readiness
from webapp.playbook.events import playbook_changed, reply_carried
from webapp.playbook.models import Challenge, Fact, ModelReply, Prompt, Step
from webapp.playbook.rules import key_points_used
from webapp.playbook.words import REPLACED

V = TypeVar("V", bound=Fact | Prompt)

WRITTEN = ("draft", "review")


def move(person: Person, one: Fact | Prompt, state: str, *, note: str = "", now: datetime) -> None:
    """Bring a version into a state. Raises Forbidden, Conflict (no way from here to there) and Invalid
    (not ready: with all that is missing)."""
    permissions.must_draft(person)
    lock_versions(one)
    _check_way(person, one, state)
    if state == "live":
        publish(person, [one], now=now)
        return
    was_live = one.state == "live"
    step(one, state, person, now=now, note=note)
    db.session.flush()
    if was_live:
        playbook_changed.send([one], now=now)


def publish(person: Person | None, ones: Sequence[Fact | Prompt], *, now: datetime) -> None:
    """Make versions live, a fact with its drafted prompts; what they replace is retired."""
    for one in ones:
        if isinstance(one, Fact):
            _publish_fact(person, one, now)
        else:
            _publish_prompt(person, one, now)
    playbook_changed.send(list(ones), now=now)


def step(one: Fact | Prompt, state: str, by: Person | None, *, now: datetime, note: str = "") -> None:
    one.state = state
    one.steps.append(Step(state=state, at=now, by=by, note=note))


def lock_versions(one: V) -> Sequence[V]:
    """All versions, oldest first, until this work ends; everybody else who writes them waits."""
    kind: Any = type(one)
    query = select(kind).where(kind.key == one.key).order_by(kind.version)
    locked = query.with_for_update(of=kind, key_share=True).execution_options(populate_existing=True)
    return db.session.scalars(locked).all()


def _check_way(person: Person, one: Fact | Prompt, state: str) -> None:
    ways = {"draft": ("review",), "review": ("draft",), "live": WRITTEN, "retired": (*WRITTEN, "live")}
    if one.state not in ways.get(state, ()):
        raise Conflict(_("It is %(state)s, so that step is not open to it.", state=state_word(one.state)))
    if permissions.may_publish(person):
        return
    if state == "live" or one.state == "live":
        raise Forbidden(_("A manager or an admin decides what is live."))
    if one.owner_id != person.id:
        raise Forbidden(_("That draft belongs to somebody else."))


def state_word(state: str) -> str:
    return {
        "draft": _("a draft"),
        "review": _("in review"),
        "live": _("live"),
        "retired": _("retired"),
    }[state]


def _publish_fact(person: Person | None, fact: Fact, now: datetime) -> None:
    _check_ready(readiness.missing(fact))
    for prompt in [challenge.prompt for challenge in fact.challenges]:
        if prompt.state in WRITTEN:
            lock_versions(prompt)
            _publish_prompt(person, prompt, now)
    earlier = _go_live(fact, person, now)
    _pair_with_live_prompts(fact)
    if earlier:
        _carry_replies(earlier, fact)
    db.session.flush()


def _check_ready(missing: list[str]) -> None:
    if missing:
        raise Invalid(_("Not ready to go live: %(missing)s", missing=" ".join(missing)), missing=missing)


def _publish_prompt(person: Person | None, prompt: Prompt, now: datetime) -> None:
    _check_ready(readiness.line_lacks(prompt))
    earlier = _go_live(prompt, person, now)
    if earlier is None:
        return
    paired = {challenge.fact_id for challenge in _challenges_of(prompt)}
    for challenge in _challenges_of(earlier):
        if challenge.fact_id not in paired and challenge.fact.state != "retired":
            db.session.add(Challenge(fact=challenge.fact, prompt=prompt))
    db.session.flush()


def _go_live(one: V, person: Person | None, now: datetime) -> V | None:
    """Make it live; returns the version that it replaces."""
    earlier = next((other for other in lock_versions(one) if other.state == "live" and other.id != one.id), None)
    if earlier:
        step(earlier, "retired", person, now=now, note=f"{REPLACED}{one.version}")
        db.session.flush()
    step(one, "live", person, now=now)
    db.session.flush()
    return earlier


def _pair_with_live_prompts(fact: Fact) -> None:
    """A prompt may have got a new version since the draft was begun."""
    paired = {challenge.prompt_id for challenge in fact.challenges}
    keys = [challenge.prompt.key for challenge in fact.challenges if challenge.prompt.state == "retired"]
    current = db.session.scalars(select(Prompt).where(Prompt.key.in_(keys), Prompt.state == "live"))
    fact.challenges += [Challenge(prompt=prompt) for prompt in current if prompt.id not in paired]


def _carry_replies(earlier: Fact, fact: Fact) -> None:
    """Colleagues' model replies go over as long as they say all that matters now; the fact's own is copied
    when its next version begins. Nothing is a model twice, so that who takes one back takes back all of it."""
    points = [(point.text, point.synonyms) for point in fact.key_points]
    known = {reply.text: reply for reply in fact.model_replies}
    for reply in earlier.model_replies[:1]:
        if later := known.get(reply.text):
            reply_carried.send(reply, later=later)
    for reply in earlier.model_replies[1:]:
        if reply.text not in known and all(key_points_used(reply.text, points)):
            reply_carried.send(reply, later=_carried(reply, fact))
            earlier.model_replies.remove(reply)


def _carried(reply: ModelReply, fact: Fact) -> ModelReply:
    """A row of its own, since the fact's own model is its first."""
    later = ModelReply(prompt_id=reply.prompt_id, text=reply.text, author_id=reply.author_id, marked_at=reply.marked_at)
    fact.model_replies.append(later)
    db.session.flush()
    return later


def _challenges_of(prompt: Prompt) -> list[Challenge]:
    return list(db.session.scalars(select(Challenge).where(Challenge.prompt_id == prompt.id)))
