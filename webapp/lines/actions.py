"""Marking a reply as a model, and saying that a line was used on a call."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete

from webapp.answers.models import Answer
from webapp.core.clock import local_day
from webapp.core.problems import Conflict, Forbidden, NotFound
from webapp.extensions import db
from webapp.lines import events, queries
from webapp.lines.models import LineUse, ModelMark
from webapp.people import queries as people
from webapp.people.actions import lock_people
from webapp.people.models import Person
from webapp.playbook.models import Fact, ModelReply
from webapp.playbook.queries import live_version
from webapp.playbook.rules import key_points_used
from webapp.playbook.states import WRITTEN, lock_versions
from webapp.voting import moderation
from webapp.voting import queries as voting
from webapp.voting.actions import locked


def mark_model(coach: Person, answer_id: int, *, now: datetime) -> ModelMark:
    """Call a reply a model for its fact and prompt; marking it twice is marking it once.

    Raises NotFound, Forbidden (no coach of the author's, or one's own) and Conflict (it was set aside, or
    reported and nobody has decided yet).
    """
    _check(coach, answer_id)
    tally, answer = locked(answer_id)
    if tally.set_aside is not None:
        raise Conflict(_("This reply was set aside, so it cannot be a model. Restore it first."))
    if (mark := db.session.get(ModelMark, answer_id)) is not None:
        return mark
    if moderation.open_reports([answer_id]):
        raise Conflict(_("A colleague reported this reply. Decide first whether it may stay, then make it a model."))
    mark = ModelMark(answer_id=answer_id, marked_by=coach, at=now)
    db.session.add(mark)
    db.session.flush()
    if tally.closed_at is not None:
        publish(answer, mark, now=now)
    return mark


def unmark_model(coach: Person, answer_id: int) -> None:
    """It is a model no longer; who had used it on a call loses that tap with it."""
    _check(coach, answer_id)
    locked(answer_id)
    withdraw(answer_id)


def publish(answer: Answer, mark: ModelMark, *, now: datetime) -> None:
    """Into the playbook, for its fact and prompt, under its author's name."""
    challenge = answer.challenge
    model = ModelReply(
        fact_id=_newest_it_says(answer),
        prompt_id=challenge.prompt_id,
        text=answer.text,
        author_id=answer.person_id,
        marked_at=now,
    )
    db.session.add(model)
    db.session.flush()
    mark.model_reply_id = model.id
    db.session.flush()
    events.model_published.send(model, answer=answer, mark=mark, now=now)


def withdraw(answer_id: int) -> None:
    if (mark := db.session.get(ModelMark, answer_id)) is None:
        return
    if mark.model_reply_id is not None:
        _lock_model(mark)
    model_id = mark.model_reply_id
    db.session.delete(mark)
    db.session.flush()
    db.session.execute(delete(LineUse).where(LineUse.model_reply_id == model_id))
    db.session.execute(delete(ModelReply).where(ModelReply.id == model_id))


def use_line(person: Person, model_id: int, worked: bool | None = None, *, now: datetime) -> LineUse:
    """They said it on a call; `worked`, where they know by now. Its author hears where it did."""
    lock_people({person.id})
    model = _model(person, model_id, now)
    use = db.session.get(LineUse, (person.id, model_id))
    if use is None:
        use = LineUse(person_id=person.id, model_reply_id=model_id, used_at=now)
        db.session.add(use)
    had_worked = use.worked
    use.worked = had_worked if worked is None else worked
    db.session.flush()
    if use.worked and not had_worked and model.author_id not in (None, person.id):
        events.line_worked.send(use, model=model, now=now)
    return use


def undo_use(person: Person, model_id: int, *, now: datetime) -> None:
    """A slip of the thumb, or a second thought."""
    _model(person, model_id, now)
    lock_people({person.id})
    if (use := db.session.get(LineUse, (person.id, model_id))) is not None:
        db.session.delete(use)
        db.session.flush()


def _newest_it_says(answer: Answer) -> int:
    """The live version, where the reply says all that matters in it; else the one that it answered."""
    answered = answer.challenge.fact_id
    if (live := live_version(answered)) in (None, answered):
        return answered
    points = [(point.text, point.synonyms) for point in db.session.get_one(Fact, live).key_points]
    return live if live and all(key_points_used(answer.text, points)) else answered


def _lock_model(mark: ModelMark) -> None:
    """A new version of its fact, going live right now, would take the model along."""
    lock_versions(db.session.get_one(ModelReply, mark.model_reply_id).fact)
    db.session.refresh(mark)


def _model(person: Person, model_id: int, now: datetime) -> ModelReply:
    """What was ever live; a draft's lines are not for calls, and today's wait for one's own reply."""
    found = db.session.get(ModelReply, model_id)
    if found is None or found.fact.state in WRITTEN:
        raise NotFound(_("There is no such line in the playbook."))
    if found.fact_id in queries.held_back_from(person, local_day(now, person.time_zone)):
        raise Forbidden(_("Reply first: this line would only sway you."))
    return found


def _check(coach: Person, answer_id: int) -> None:
    answer = voting.visible_answer(coach, answer_id)
    if answer.person_id == coach.id:
        raise Forbidden(_("This one is yours; another coach may call it a model."))
    if coach.role != "coach" or answer.cohort_id not in people.coached_cohort_ids(coach):
        raise Forbidden(_("A coach of the author calls a reply a model."))
