"""Facts and lines of the playbook: live ones, a coach's own draft, and a manager's."""

from typing import Any

from sqlalchemy import select

from tests.cast import NOON, Cast
from tests.permissions.visitors import Whose, alike
from tests.playbook.drafted import a_draft, a_line
from webapp.extensions import db
from webapp.people.models import Person
from webapp.playbook import drafts, importing, intake
from webapp.playbook.files import read
from webapp.playbook.models import Fact, ModelReply, Prompt

FILE = b"key,topic,text,persona,stage,mood,situation,facts\nsunday,Topic 0,And on Sundays?,Owner,demo,tired,trust,\n"


def subjects(cast: Cast) -> dict[str, Whose]:
    live = db.session.scalars(select(Fact).where(Fact.state == "live").order_by(Fact.id)).first()
    line = db.session.scalars(select(Prompt).where(Prompt.state == "live").order_by(Prompt.id)).first()
    assert live is not None
    assert line is not None
    coachs, managers = (_fact(who, n) for n, who in enumerate((cast.kofi, cast.mara)))
    return {
        "fact": {
            "live": alike(fact_id=live.origin_id),
            "the coach's draft": alike(fact_id=coachs.origin_id),
            "a manager's draft": alike(fact_id=managers.origin_id),
        },
        "prompt": {
            "live": alike(prompt_id=line.origin_id),
            "the coach's draft": alike(prompt_id=_prompt(cast.kofi, "coach").origin_id),
            "a manager's draft": alike(prompt_id=_prompt(cast.mara, "manager").origin_id),
        },
        "line": {"of a live fact": alike(line_id=_model(live)), "of a draft": alike(line_id=_model(managers))},
        "file": (files := _files(cast)),
        "own file": {"": files["one's own"]},
    }


def _fact(who: Person, n: int) -> Fact:
    raw: dict[str, Any] = a_draft(statement=f"Support answers within {n + 3} minutes.", prompts=[a_line(text=f"{n}?")])
    data = intake.with_lines(who, intake.checked(intake.FactDraftSchema(), raw))
    return drafts.write_fact(who, data, now=NOON)


def _prompt(who: Person, name: str) -> Prompt:
    return drafts.write_prompt(who, a_line(text=f"A {name} asks?"), drafts.topic_named("Topic 0"), now=NOON)


def _model(fact: Fact) -> int:
    return db.session.scalars(select(ModelReply.id).where(ModelReply.fact_id == fact.id)).first() or 0


def _files(cast: Cast) -> Whose:
    """What was uploaded waits for who uploaded it."""
    kept = {}
    for visitor, person in (("manager", cast.mara), ("admin", cast.ada)):
        upload = importing.keep(person, read(FILE), live=False, now=NOON)
        kept[visitor] = {"import_id": upload.id, "digest": importing.plan_of(upload).digest}
    own, other = kept["manager"], kept["admin"]
    return {"one's own": alike(**own) | {"admin": other}, "somebody else's": alike(**other) | {"admin": own}}
