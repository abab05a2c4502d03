"""Model replies as the person asking may see them, and the playbook as one searches it before a call."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict

from flask_babel import gettext as _
from sqlalchemy import Integer, Select, cast, exists, func, or_, select
from sqlalchemy.orm import joinedload

from webapp.answers.queries import session_answer
from webapp.core.characters import is_readable
from webapp.extensions import db
from webapp.lines.models import LineUse, ModelMark
from webapp.lines.rules import sought
from webapp.people.models import Person
from webapp.playbook.models import Fact, ModelReply, Prompt, Topic
from webapp.playbook.queries import model_reply, own_reply, versions
from webapp.schedule.queries import session_challenge

PAGE = 10


NO_CALLS = (0, 0, 0)


class Line(TypedDict):
    """A model reply, how many used it on calls, and what the person asking said of it."""

    id: int
    text: str
    by: str
    calls: int
    """How many people used it, on one call or on many."""
    worked: int
    """For how many of them."""
    answered: int
    """How many of them said whether it worked."""
    used_by_me: bool
    worked_for_me: bool | None
    to: str | None
    """The prospect's line that it answers, where that is another than the one it is shown under."""
    own: "Line | None"
    """The playbook's own, where this is a colleague's and both are to be shown."""


class Page(TypedDict):
    facts: list[tuple[Fact, list[Line]]]
    held_back: set[int]
    """Facts whose lines wait for one's own reply of today."""
    more: bool


def line_for(person: Person, fact_id: int, prompt_id: int) -> Line | None:
    """One good way to say it: the newest model for this line, else for the fact; with the playbook's own."""
    model, own = model_reply(fact_id, prompt_id), own_reply(fact_id)
    if model is None or own is None:
        return None
    models = [model] if model.id == own.id else [model, own]
    shown, *others = [
        line | {"to": _other_line(one, prompt_id)} for one, line in zip(models, _lines(person, models), strict=True)
    ]
    return shown | {"own": others[0] if others else None}


def line(person: Person, model_id: int) -> Line:
    return _lines(person, [db.session.get_one(ModelReply, model_id)])[0]


def topics(day: date) -> list[Topic]:
    """Those under which there is something to find."""
    known = _live(day).with_only_columns(Fact.topic_id)
    return list(db.session.scalars(select(Topic).where(Topic.id.in_(known)).order_by(Topic.name)))


def search(person: Person, day: date, query: str = "", *, topic_id: int | None = None, page: int = 1) -> Page:
    """Live facts that are valid on `day`, with their lines, that say every word of the query somewhere."""
    live = _live(day).options(joinedload(Fact.topic))
    if topic_id is not None:
        live = live.where(Fact.topic_id == topic_id)
    if not all(map(is_readable, query)):
        return {"facts": [], "held_back": set(), "more": False}
    for word in sought(query):
        live = live.where(_says(word))
    found = list(
        db.session.scalars(live.order_by(Fact.position, Fact.id).offset((page - 1) * PAGE).limit(PAGE + 1)).unique()
    )
    facts, held_back = found[:PAGE], held_back_from(person, day)
    lines = lines_of(person, [fact.id for fact in facts if fact.id not in held_back])
    return {
        "facts": [(fact, lines[fact.id]) for fact in facts],
        "held_back": held_back,
        "more": len(found) > PAGE,
    }


def held_back_from(person: Person, day: date) -> set[int]:
    """First one's own reply, then the models."""
    today = session_challenge(person, day)
    if today is None or session_answer(person, day) is not None:
        return set()
    return set(db.session.scalars(versions(today.fact_id)))


def mark_of(answer_id: int) -> ModelMark | None:
    return db.session.get(ModelMark, answer_id)


def _live(day: date) -> Select[Any]:
    return select(Fact).where(Fact.state == "live", or_(Fact.valid_until.is_(None), Fact.valid_until >= day))


def _says(word: str) -> Any:
    """Plain text in few columns; a key point's other wordings are not read."""
    written = (Fact.statement, Fact.why, Fact.proof_text, Fact.source)
    in_a_line = exists().where(ModelReply.fact_id == Fact.id, ModelReply.text.icontains(word, autoescape=True))
    in_its_topic = exists().where(Topic.id == Fact.topic_id, Topic.name.icontains(word, autoescape=True))
    return or_(*(column.icontains(word, autoescape=True) for column in written), in_a_line, in_its_topic)


def lines_of(person: Person, fact_ids: list[int]) -> dict[int, list[Line]]:
    models = list(
        db.session.scalars(
            select(ModelReply)
            .where(ModelReply.fact_id.in_(fact_ids))
            .order_by(ModelReply.marked_at.desc(), ModelReply.id.desc())
        )
    )
    found: dict[int, list[Line]] = defaultdict(list)
    for model, shown in zip(models, _lines(person, models), strict=True):
        found[model.fact_id].append(shown)
    return found


def _other_line(model: ModelReply, prompt_id: int) -> str | None:
    if model.prompt_id in (None, prompt_id):
        return None
    answered, shown = db.session.get_one(Prompt, model.prompt_id), db.session.get_one(Prompt, prompt_id)
    return answered.text if answered.key != shown.key else None


def _lines(person: Person, models: Iterable[ModelReply]) -> list[Line]:
    models = list(models)
    ids = [model.id for model in models]
    worked = func.coalesce(func.sum(cast(LineUse.worked, Integer)), 0)
    counts = {
        row[0]: (row[1], row[2], row[3])
        for row in db.session.execute(
            select(LineUse.model_reply_id, func.count(), worked, func.count(LineUse.worked))
            .where(LineUse.model_reply_id.in_(ids))
            .group_by(LineUse.model_reply_id)
        )
    }
    uses = db.session.scalars(select(LineUse).where(LineUse.person_id == person.id, LineUse.model_reply_id.in_(ids)))
    mine = {use.model_reply_id: use for use in uses}
    return [
        {
            "id": model.id,
            "text": model.text,
            "by": (model.author.alias or model.author.name) if model.author else _("the playbook"),
            "calls": counts.get(model.id, NO_CALLS)[0],
            "worked": counts.get(model.id, NO_CALLS)[1],
            "answered": counts.get(model.id, NO_CALLS)[2],
            "used_by_me": model.id in mine,
            "worked_for_me": mine[model.id].worked if model.id in mine else None,
            "to": None,
            "own": None,
        }
        for model in models
    ]
