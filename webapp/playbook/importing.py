"""A file beside what is there: what it would add, change and leave, what is refused; then all of it or nothing."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from marshmallow import ValidationError, fields, validate
from sqlalchemy import delete, select

from webapp.core.problems import Invalid, NotFound
from webapp.extensions import db
from webapp.people.models import Person
from webapp.playbook import alike, drafts, forms, intake, keys, permissions, readiness, refusals, sent, states
from webapp.playbook.documents import maybe_a_key
from webapp.playbook.models import Challenge, Fact, Prompt, Upload

Row = dict[str, Any]

MOST_ROWS = 2000
"""Beyond it one transaction would keep everybody waiting."""


class FactRowSchema(intake.FactDraftSchema):
    class Meta:
        exclude = ("prompts",)

    key = maybe_a_key()


class PromptRowSchema(intake.PromptOfTopicSchema):
    key = maybe_a_key()
    mood = intake.maybe(20)
    facts = fields.List(fields.String(), load_default=list, validate=validate.Length(max=100))


@dataclass
class Item:
    """One row and what becomes of it: `added`, `changed`, `same` or `refused`."""

    kind: str
    where: str
    key: str = ""
    title: str = ""
    verdict: str = "added"
    reason: str = ""
    """Why it is refused, what changes, or why it stays a draft."""
    twins: list[alike.Twin] = field(default_factory=list)
    data: Row = field(default_factory=dict)
    was: Row = field(default_factory=dict)


class Plan:
    """The rows of one import, judged against the playbook as it is now."""

    def __init__(self, rows: Sequence[Row], *, live: bool) -> None:
        self.live = live
        self.facts, self.prompts = _newest(Fact), _newest(Prompt)
        self._schemas = {"fact": FactRowSchema(), "prompt": PromptRowSchema()}
        self._keys = _by_words(self.facts, "statement") | _by_words(self.prompts, "text")
        self.items = [self._item(row) for row in rows]
        self._refuse_repeated()
        self._refuse_strangers()
        self._say_what_stays_a_draft()

    @property
    def counts(self) -> dict[str, int]:
        return Counter(item.verdict for item in self.items)

    @property
    def digest(self) -> str:
        """Changes whenever anything else would happen."""
        told = [[i.kind, i.key, i.verdict, i.reason, i.data, i.was] for i in self.items]
        return hashlib.sha256(json.dumps([self.live, told], default=str, sort_keys=True).encode()).hexdigest()

    def _item(self, row: Row) -> Item:
        row = dict(row)
        item = Item(kind=row.pop("kind"), where=row.pop("where"))
        item.title = str(row.get("statement") or row.get("text") or "")[:300]
        try:
            item.data = self._schemas[item.kind].load(row)
        except ValidationError as error:
            item.verdict, item.reason = "refused", refusals.sentences(error.messages)
            return item
        self._place(item)
        return item

    def _place(self, item: Item) -> None:
        known, text = (self.facts, "statement") if item.kind == "fact" else (self.prompts, "text")
        words = item.data[text]
        item.key = item.data.pop("key") or self._keys.get((text, words)) or keys.named_after(words)
        if (there := known.get(item.key)) is None:
            return
        item.was = _as_it_is(there)
        changed = _changes(item.was, item.data)
        item.verdict, item.reason = ("changed", ", ".join(changed)) if changed else ("same", "")

    def _refuse_repeated(self) -> None:
        times = Counter((item.kind, item.key) for item in self.items if item.key)
        for item in self.items:
            if item.key and times[item.kind, item.key] > 1:
                item.verdict, item.reason = "refused", _("The key %(key)s is there twice.", key=item.key)

    def _refuse_strangers(self) -> None:
        named = self.facts.keys() | {item.key for item in self.items if item.kind == "fact"}
        for item in self.items:
            if unknown := [key for key in item.data.get("facts", ()) if key not in named]:
                item.verdict, item.reason = "refused", _("There are no facts called %(keys)s.", keys=", ".join(unknown))

    def _say_what_stays_a_draft(self) -> None:
        asked = {key for item in self.items if item.kind == "prompt" for key in item.data.get("facts", ())}
        for item in self.items:
            if not self.live or item.kind != "fact" or item.verdict not in ("added", "changed"):
                continue
            there = self.facts.get(item.key)
            lines = [1] if item.key in asked or (there and there.challenges) else []
            item.data["lacks"] = readiness.lacks(item.data | {"prompts": lines})
            if item.data["lacks"]:
                item.reason = _("Stays a draft. %(why)s", why=" ".join(item.data["lacks"]))


def keep(person: Person, rows: Sequence[Row], *, live: bool, now: datetime) -> Upload:
    """The file until it is imported, in place of an earlier one."""
    permissions.must_publish(person)
    if not rows:
        raise Invalid(_("There is nothing in that file."))
    if len(rows) > MOST_ROWS:
        raise Invalid(_("That file has more than %(most)d rows. Split it, then try again.", most=MOST_ROWS))
    forget(person)
    plain = json.loads(json.dumps(rows, default=str))
    upload = Upload(by_id=person.id, at=now, live=live, rows=plain)
    db.session.add(upload)
    db.session.flush()
    return upload


def kept(person: Person, upload_id: int | None = None) -> Upload:
    """Their file; raises NotFound once it was imported, and where another one took its place."""
    found = db.session.scalar(select(Upload).where(Upload.by_id == person.id).with_for_update())
    if found is None or upload_id not in (None, found.id):
        raise NotFound(_("There is no file waiting to be imported."))
    return found


def plan_of(upload: Upload) -> Plan:
    return Plan(upload.rows, live=upload.live)


def forget(person: Person) -> None:
    db.session.execute(delete(Upload).where(Upload.by_id == person.id))


def apply(person: Person, plan: Plan, *, now: datetime) -> list[Fact | Prompt]:
    """Everything that is added or changed, as drafts or live; raises Invalid while anything is refused."""
    permissions.must_publish(person)
    if plan.counts["refused"]:
        raise Invalid(_("Some rows are refused. Mend them in the file; nothing was imported."))
    chosen = [item for item in plan.items if item.verdict in ("added", "changed")]
    if not chosen:
        raise Invalid(_("There is nothing in this file to import."))
    for item in chosen:
        if item.kind == "fact":
            plan.facts[item.key] = _write_fact(person, plan.facts.get(item.key), item, now)
    for item in chosen:
        if item.kind == "prompt":
            plan.prompts[item.key] = _write_prompt(person, plan, item, now)
    written: list[Fact | Prompt] = [plan.facts[i.key] if i.kind == "fact" else plan.prompts[i.key] for i in chosen]
    if plan.live:
        lacking = {item.key for item in chosen if item.data.get("lacks")}
        prompts = [one for one in written if isinstance(one, Prompt) and one.state in states.WRITTEN]
        facts = [one for one in written if isinstance(one, Fact) and one.key not in lacking]
        states.publish(person, [*prompts, *facts], now=now)
    return written


def _write_fact(person: Person, there: Fact | None, item: Item, now: datetime) -> Fact:
    if there is None:
        return drafts.write_fact(person, item.data | {"prompts": []}, key=item.key, now=now)
    kept = [{"prompt": challenge.prompt, "text": None} for challenge in there.challenges]
    return drafts.change_fact(person, there, item.data | {"prompts": kept}, now=now)


def _write_prompt(person: Person, plan: Plan, item: Item, now: datetime) -> Prompt:
    there = plan.prompts.get(item.key)
    if there is None:
        prompt = drafts.write_prompt(person, item.data, drafts.topic_named(item.data["topic"]), key=item.key, now=now)
    elif any(getattr(there, name) != item.data[name] for name in forms.LINE):
        prompt = drafts.change_prompt(person, there, item.data, now=now)
    else:
        prompt = there
    drafts.pair(prompt, [plan.facts[key] for key in item.data["facts"]])
    return prompt


def _newest(kind: Any) -> dict[str, Any]:
    """By key: what is being written, else live, else the last there was."""
    rank = {"retired": 0, "live": 1, "review": 2, "draft": 2}
    found = sorted(db.session.scalars(select(kind)), key=lambda one: (rank[one.state], one.version))
    return {one.key: one for one in found}


def _by_words(known: dict[str, Any], text: str) -> dict[tuple[str, str], str]:
    """The key of whatever says the very same; of the first of those that do."""
    return {(text, getattr(one, text)): key for key, one in reversed(known.items())}


def _as_it_is(there: Fact | Prompt) -> Row:
    if isinstance(there, Fact):
        return sent.as_it_is(there)
    paired = select(Fact.key).join(Challenge).where(Challenge.prompt_id == there.id).distinct().order_by(Fact.key)
    return {name: getattr(there, name) for name in forms.LINE} | {"facts": list(db.session.scalars(paired))}


def _changes(was: Row, data: Row) -> list[str]:
    """A line keeps the facts that it asks for already, and a line's topic stays."""
    if "statement" in data:
        return [name for name, value in data.items() if was[name] != value]
    changed = [name for name in forms.LINE if was[name] != data[name]]
    return changed + (["facts"] if set(data["facts"]) - set(was["facts"]) else [])
