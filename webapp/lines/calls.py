"""All that may help on a call, on one page: live facts, who asks for them, and what worked when it was said."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple, TypedDict

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from webapp.extensions import db
from webapp.lines.fitting import (
    ANYBODY,
    Choice,
    Known,
    Prospect,
    Said,
    best_facts,
    best_lines,
    best_prospects,
    usual_roles,
)
from webapp.lines.queries import Line, held_back_from, lines_of
from webapp.people.models import Person
from webapp.playbook.models import Challenge, Fact, ModelReply, Prompt, Topic
from webapp.playbook.rules import plain
from webapp.playbook.words import situation_words

SHOWN = 3


class Answered(NamedTuple):
    """A line with the prospect whose words it answers."""

    line: Line
    to: Prospect
    place: int
    """Among the fact's lines, the newest first."""


class Helpful(NamedTuple):
    fact: Fact
    prompts: list[Prompt]
    lines: list[Answered]
    is_held_back: bool
    """Its lines wait for one's own reply of today."""
    worked: int
    place: int
    """In the curriculum."""


class Page(TypedDict):
    shown: list[Helpful]
    others: list[Helpful]
    """Hidden until they are chosen on the device."""
    found: int
    choice: Choice
    personas: dict[str, str]
    objections: dict[str, str]


def page_for(person: Person, day: date, choice: Choice) -> Page:
    """The whole playbook as it helps on a call. What is chosen that nobody offered chooses nothing."""
    known = _helpful(person, day)
    personas = usual_roles(prompt.persona for prompt in _distinct(known))
    objections = {**situation_words(), **_topics(known)}
    choice = Choice(
        choice.persona if choice.persona in personas else "",
        choice.objection if choice.objection in objections else "",
        choice.words,
    )
    best = best_facts([_known(one) for one in known], choice, day)
    shown = [known[n] for n in best[:SHOWN]]
    return {
        "shown": [_in_order(one, choice) for one in shown],
        "others": _side_by_side(one for one in known if one not in shown),
        "found": len(best),
        "choice": choice,
        "personas": personas,
        "objections": objections,
    }


def _helpful(person: Person, day: date) -> list[Helpful]:
    valid = or_(Fact.valid_until.is_(None), Fact.valid_until >= day)
    live = select(Fact).where(Fact.state == "live", valid).options(joinedload(Fact.topic))
    facts = db.session.scalars(live.order_by(Fact.position, Fact.id)).all()
    ids, held_back = [fact.id for fact in facts], held_back_from(person, day)
    lines = lines_of(person, [one for one in ids if one not in held_back])
    prompts, answered = _prompts_of(ids), _answered(ids)
    return [
        Helpful(
            fact,
            prompts[fact.id],
            [Answered(line, answered.get(line["id"], ANYBODY), n) for n, line in enumerate(lines[fact.id])],
            fact.id in held_back,
            sum(line["worked"] for line in lines[fact.id]),
            place,
        )
        for place, fact in enumerate(facts)
    ]


def _prompts_of(fact_ids: Collection[int]) -> dict[int, list[Prompt]]:
    rows = db.session.execute(
        select(Challenge.fact_id, Prompt)
        .join(Prompt, Prompt.id == Challenge.prompt_id)
        .where(Challenge.fact_id.in_(fact_ids), Prompt.state == "live")
        .order_by(Prompt.id)
    )
    found: dict[int, list[Prompt]] = defaultdict(list)
    for fact_id, prompt in rows:
        found[fact_id].append(prompt)
    return found


def _answered(fact_ids: Collection[int]) -> dict[int, Prospect]:
    """Whom each model reply answers, in whichever version; the playbook's own answer anybody."""
    rows = db.session.execute(
        select(ModelReply.id, Prompt.persona, Prompt.situation)
        .join(Prompt, Prompt.id == ModelReply.prompt_id)
        .where(ModelReply.fact_id.in_(fact_ids))
    )
    return {row.id: Prospect(row.persona, row.situation) for row in rows}


def _distinct(known: list[Helpful]) -> list[Prompt]:
    return list({prompt.id: prompt for one in known for prompt in one.prompts}.values())


def _topics(known: list[Helpful]) -> dict[str, str]:
    topics: list[Topic] = [one.fact.topic for one in known]
    return {topic.key: topic.name for topic in topics}


def _known(one: Helpful) -> Known:
    fact, prospects = one.fact, [Prospect(prompt.persona, prompt.situation) for prompt in one.prompts]
    said = [text for prompt in one.prompts for text in (prompt.text, prompt.persona)]
    said += [answered.line["text"] for answered in one.lines]
    says = plain(" ".join([fact.topic.name, fact.statement, fact.why, fact.proof_text, fact.source, *said]))
    return Known(fact.topic.key, prospects, one.worked, says, fact.valid_until)


def _side_by_side(others: Iterable[Helpful]) -> list[Helpful]:
    """By topic, since what repeats nearby compresses best: prospects' lines stand at each fact they ask for."""
    return sorted(others, key=lambda one: (one.fact.topic_id, one.place))


def _in_order(one: Helpful, choice: Choice) -> Helpful:
    said = [Said(answered.to, answered.line["worked"]) for answered in one.lines]
    lines = [one.lines[n] for n in best_lines(said, one.fact.topic.key, choice)]
    asked = [Prospect(prompt.persona, prompt.situation) for prompt in one.prompts]
    prompts = [one.prompts[n] for n in best_prospects(asked, one.fact.topic.key, choice)]
    return one._replace(lines=lines, prompts=prompts)
