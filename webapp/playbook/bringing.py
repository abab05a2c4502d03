"""Bringing a file in, for every door: a preview that changes nothing, then all of it or nothing."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from webapp.core import clock
from webapp.core.beside import beside
from webapp.core.problems import Conflict, Invalid
from webapp.core.work import retried, work
from webapp.people.models import Person
from webapp.playbook import alike, files, importing, permissions
from webapp.playbook.importing import Plan
from webapp.playbook.models import Upload


def preview(person: Person, sent: Sequence[bytes], *, live: bool) -> Upload:
    """One file, or the facts and the lines together."""
    permissions.must_publish(person)
    if not sent:
        raise Invalid(_("Choose a file first."))
    rows = [row for data in sent for row in beside(files.read, data)]
    with work():
        return importing.keep(person, rows, live=live, now=clock.now())


def look(upload: Upload) -> Plan:
    """What it would do by now, with what reads nearly the same. That is for who looks, and takes its time:
    what is carried out is planned without it."""
    plan = importing.plan_of(upload)
    for kind, known, text in (("fact", plan.facts, "statement"), ("prompt", plan.prompts, "text")):
        new = [item for item in plan.items if item.kind == kind and item.verdict == "added"]
        others = {one.origin_id: getattr(one, text) for one in known.values() if one.state != "retired"}
        found = beside(alike.twins_of, [item.data[text] for item in new], others)
        for item, twins in zip(new, found, strict=True):
            item.twins = twins
    return plan


@retried
def carry_out(person: Person, digest: str, upload_id: int | None = None) -> Plan:
    """Only what was shown. Raises Conflict where it would do anything else by now."""
    try:
        with work():
            return _carried_out(person, digest, upload_id)
    except IntegrityError:
        raise _changed() from None


def _carried_out(person: Person, digest: str, upload_id: int | None) -> Plan:
    plan = importing.plan_of(importing.kept(person, upload_id))
    if plan.digest != digest:
        raise _changed()
    importing.apply(person, plan, now=clock.now())
    importing.forget(person)
    return plan


def _changed() -> Conflict:
    return Conflict(_("The playbook changed meanwhile. Look once more; nothing was imported yet."))
