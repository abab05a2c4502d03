"""Notes to authors, and the minutes of those who write them."""

from collections.abc import Collection
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select, update

from webapp.answers.models import Answer
from webapp.badges import actions as badges
from webapp.badges.models import Award
from webapp.coaching import events, queries, rules
from webapp.coaching.models import CHIPS, Look, Note
from webapp.core.characters import is_readable
from webapp.core.problems import Conflict, Forbidden, Invalid
from webapp.extensions import db
from webapp.people.actions import lock_people
from webapp.people.models import Person
from webapp.voting import moderation
from webapp.voting.actions import locked

LONGEST_NOTE = 280


def write_note(coach: Person, answer_id: int, text: str, chips: Collection[str] = (), *, now: datetime) -> Note:
    """The coach's one note on a reply, for its author's eyes; written again, it is unread again.

    Raises NotFound, Forbidden (no coach of the author's, or one's own) and Invalid.
    """
    answer = coached(coach, answer_id)
    text, chips = _checked(text, chips)
    lock_people({coach.id})
    note = queries.note_of(coach, answer_id) or Note(answer_id=answer_id, coach_id=coach.id)
    if note.id is not None and (note.text, note.chips) == (text, chips):
        return note
    note.coach, note.text, note.chips, note.at, note.read_at = coach, text, chips, now, None
    db.session.add(note)
    db.session.flush()
    events.note_written.send(note, answer=answer, now=now)
    return note


def take_back_note(coach: Person, answer_id: int) -> bool:
    """The author no longer reads it; whether there was one. Raises NotFound and Forbidden."""
    answer = coached(coach, answer_id)
    lock_people({coach.id})
    if (note := queries.note_of(coach, answer_id)) is None:
        return False
    events.note_taken_back.send(note, answer=answer)
    db.session.delete(note)
    db.session.flush()
    return True


def coached(coach: Person, answer_id: int) -> Answer:
    """A reply that is theirs to coach. Raises NotFound, or Forbidden where one sees it but is not its coach."""
    answer = queries.coached_answer(coach, answer_id)
    if answer is None:
        raise Forbidden(_("A coach of the author does that, never the author."))
    return answer


def praise(coach: Person, answer: Answer, badge: str, why: str, *, now: datetime) -> Award:
    """A named badge for a reply that nobody has to look at first. Raises Conflict while a report is open."""
    if moderation.open_reports([answer.id]):
        raise Conflict(_("A colleague reported this reply. Decide first whether it may stay, then give it a badge."))
    return badges.give(coach, answer, badge, why, now=now)


def hold(coach: Person, answer_id: int) -> Answer:
    """Theirs to coach, and locked as votes lock it, so that neither waits for the other: the tally, then people."""
    answer = coached(coach, answer_id)
    locked(answer_id)
    lock_people({coach.id, answer.person_id})
    return answer


def read_notes(author: Person, answer_id: int, *, now: datetime) -> None:
    unread = (Note.answer_id == answer_id, Note.read_at.is_(None))
    mine = select(Answer.id).where(Answer.id == answer_id, Answer.person_id == author.id)
    db.session.execute(update(Note).where(*unread, Note.answer_id.in_(mine)).values(read_at=now))


def open_look(coach: Person, answer_id: int, *, now: datetime) -> None:
    """Their minute begins on this reply, and has ended on the one before. Opened again at once, it goes on."""
    lock_people({coach.id})
    last = queries.open_look(coach)
    if last is not None and last.answer_id == answer_id:
        return
    if last is not None:
        _end(last, now)
    db.session.add(Look(coach_id=coach.id, answer_id=answer_id, opened_at=now))
    db.session.flush()


def close_look(coach: Person, answer_id: int, *, now: datetime) -> None:
    """That reply is out of sight. A browser says so late, when the next one is open already: that one goes on."""
    lock_people({coach.id})
    last = queries.open_look(coach)
    if last is not None and last.answer_id == answer_id:
        _end(last, now)


def look_away(coach: Person, *, now: datetime) -> None:
    """From whatever they had open."""
    lock_people({coach.id})
    if (last := queries.open_look(coach)) is not None:
        _end(last, now)


def _end(look: Look, now: datetime) -> None:
    look.seconds = rules.seconds(look.opened_at, now)
    db.session.flush()


def _checked(text: str, chips: Collection[str]) -> tuple[str, list[str]]:
    said = " ".join(text.split())
    if not said and not chips:
        raise Invalid(_("A note needs a sentence or a chip."))
    if len(said) > LONGEST_NOTE:
        raise Invalid(_("A note has at most %(most)s characters. Your text is kept.", most=LONGEST_NOTE))
    if not all(map(is_readable, said)):
        raise Invalid(_("There are characters in it that nobody can read. Remove them and send again."))
    if unknown := sorted(set(chips) - set(CHIPS)):
        raise Invalid(_("There are no chips called %(names)s.", names=", ".join(unknown)))
    return said, [chip for chip in CHIPS if chip in chips]
