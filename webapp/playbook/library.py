"""Reading the playbook as it is written: found through the person who asks, of whom reps see what is live."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from flask_babel import gettext as _
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import selectinload

from webapp.core.problems import NotFound
from webapp.extensions import db
from webapp.people.models import Person
from webapp.playbook import permissions
from webapp.playbook.models import Challenge, Fact, Prompt, Step, Topic
from webapp.playbook.rules import SOON
from webapp.playbook.states import WRITTEN

V = TypeVar("V", Fact, Prompt)


class Entry(NamedTuple):
    """A fact or a prompt as the desk lists it: what is live or was last, and what is being written."""

    shown: Fact
    written: Fact | None


def fact_of(person: Person, fact_id: int, version: int | None = None) -> Fact:
    """The version asked for, else the live one, else the newest; raises NotFound for what is not theirs to see."""
    return _chosen(versions_of(person, Fact, fact_id), version, _("There is no such fact here."))


def prompt_of(person: Person, prompt_id: int, version: int | None = None) -> Prompt:
    return _chosen(versions_of(person, Prompt, prompt_id), version, _("There is no such line here."))


def written_fact(person: Person, fact_id: int) -> Fact:
    """The version being written, where there is one."""
    return _written(versions_of(person, Fact, fact_id)) or fact_of(person, fact_id)


def written_prompt(person: Person, prompt_id: int) -> Prompt:
    return _written(versions_of(person, Prompt, prompt_id)) or prompt_of(person, prompt_id)


def versions_of(person: Person, kind: type[V], one_id: int) -> list[V]:
    """The versions that this person may see, oldest first."""
    query = select(kind).where(or_(kind.id == one_id, kind.first_id == one_id)).order_by(kind.version)
    return [one for one in db.session.scalars(_whole(_theirs(person, query, kind))) if one.origin_id == one_id]


def facts_of(person: Person, topic_id: int | None = None, state: str | None = None) -> list[Entry]:
    """Every fact once, in the curriculum's order; what is retired only where it is asked for."""
    query = select(Fact).order_by(Fact.position, Fact.key, Fact.version)
    if topic_id is not None:
        query = query.where(Fact.topic_id == topic_id)
    by_key: dict[str, list[Fact]] = {}
    for fact in db.session.scalars(_whole(_theirs(person, query, Fact))):
        by_key.setdefault(fact.key, []).append(fact)
    entries = [Entry(_best(versions), _written(versions)) for versions in by_key.values()]
    return [entry for entry in entries if _is_in(entry, state)]


def running_out(person: Person, today: date) -> list[Fact]:
    """Live facts that are past their date or soon will be, the owner's own and those that nobody owns; an admin's
    list has everybody's."""
    query = (
        select(Fact)
        .where(Fact.state == "live", Fact.valid_until <= today + SOON)
        .order_by(Fact.valid_until, Fact.position)
    )
    if not permissions.may_publish(person):
        query = query.where(Fact.owner_id == person.id)
    elif person.role != "admin":
        nobodys = Fact.owner_id.is_(None) | Fact.owner.has(Person.deactivated_at.is_not(None))
        query = query.where(nobodys | (Fact.owner_id == person.id))
    return list(db.session.scalars(_whole(query)))


def in_review() -> tuple[list[Fact], list[Prompt]]:
    """What somebody proposed, the oldest first."""
    facts = db.session.scalars(_whole(select(Fact).where(Fact.state == "review").order_by(Fact.id)))
    prompts = db.session.scalars(_whole(select(Prompt).where(Prompt.state == "review").order_by(Prompt.id)))
    return list(facts), list(prompts)


def authors() -> list[Person]:
    """Who may own a fact."""
    query = select(Person).where(Person.role.in_(permissions.DRAFTERS), Person.deactivated_at.is_(None))
    return list(db.session.scalars(query.order_by(Person.name)))


def prompts_of(person: Person, topic_id: int | None = None, state: str | None = None) -> list[Prompt]:
    query = select(Prompt).order_by(Prompt.topic_id, Prompt.key, Prompt.version)
    if topic_id is not None:
        query = query.where(Prompt.topic_id == topic_id)
    query = query.where(Prompt.state == state) if state else query.where(Prompt.state != "retired")
    return list(db.session.scalars(_whole(_theirs(person, query, Prompt))))


def live(fact_id: int | None = None) -> list[Challenge]:
    """What is live: a fact under each of its prospects' lines."""
    query = (
        select(Challenge)
        .join(Fact, Fact.id == Challenge.fact_id)
        .join(Prompt, Prompt.id == Challenge.prompt_id)
        .where(Fact.state == "live", Prompt.state == "live")
        .order_by(Fact.position, Fact.id, Challenge.id)
    )
    if fact_id is not None:
        query = query.where(Fact.origin_id == fact_id)
    return list(db.session.scalars(query))


def facts_with(prompt: Prompt) -> list[Fact]:
    """The facts that this line asks for, retired ones aside."""
    query = (
        select(Fact)
        .join(Challenge, Challenge.fact_id == Fact.id)
        .where(Challenge.prompt_id == prompt.id, Fact.state != "retired")
        .order_by(Fact.position)
    )
    return list(db.session.scalars(query))


def topics() -> list[Topic]:
    return list(db.session.scalars(select(Topic).order_by(Topic.id)))


def _theirs(person: Person, query: Select[V], kind: type[V]) -> Select[V]:
    return query if permissions.may_draft(person) else query.where(kind.state == "live")


def _whole(query: Select[V]) -> Select[V]:
    kind = query.column_descriptions[0]["entity"]
    shared = [selectinload(kind.owner), selectinload(kind.steps).joinedload(Step.by), selectinload(kind.topic)]
    if kind is Fact:
        parts = (Fact.key_points, Fact.choices, Fact.challenges, Fact.model_replies)
        shared += [selectinload(part) for part in parts]
    return query.options(*shared)


def _chosen(versions: Sequence[V], version: int | None, refusal: str) -> V:
    wanted = [one for one in versions if version in (None, one.version)]
    if not wanted:
        raise NotFound(refusal)
    return _best(wanted)


def _best(versions: Sequence[V]) -> V:
    return next((one for one in versions if one.state == "live"), versions[-1])


def _written(versions: Iterable[V]) -> V | None:
    return next((one for one in versions if one.state in WRITTEN), None)


def _is_in(entry: Entry, state: str | None) -> bool:
    states = {one.state for one in entry if one is not None}
    return state in states if state else states != {"retired"}
