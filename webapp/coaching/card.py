"""A reply on the coach's desk: blind before the vote, then everything a coach may do about it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from webapp.answers.models import Answer
from webapp.badges.named import NAMED
from webapp.badges.queries import given_for
from webapp.coaching import queries
from webapp.coaching.budgets import CHOICES, Day, day_of
from webapp.coaching.changes import changed
from webapp.coaching.models import LONGEST_BUDGET, Note
from webapp.coaching.queue import Item, item, queue, waits_beyond
from webapp.coaching.words import CHIP_WORDS, chips, why
from webapp.core import clock
from webapp.lines.queries import mark_of
from webapp.people.models import Person
from webapp.playbook.schemas import challenge_shape
from webapp.voting import moderation
from webapp.voting import queries as voting
from webapp.voting.words import COMPLAINT_WORDS, reason_chips


def desk_for(coach: Person, *, now: datetime, skipped: Collection[int] = ()) -> dict[str, Any]:
    """The next reply of the queue, if any is left."""
    items = queue(coach, now=now, without=skipped)
    return _desk(coach, items[0] if items else None, len(items), skipped, day_of(coach, now=now), now)


def desk_with(coach: Person, answer: Answer, *, now: datetime, skipped: Collection[int] = ()) -> dict[str, Any]:
    """That reply, whether or not it waits."""
    day = day_of(coach, now=now)
    return _desk(coach, item(coach, answer), _waiting(coach, answer, skipped, day, now), skipped, day, now)


def spent_today(coach: Person, *, now: datetime) -> dict[str, int]:
    return queries.spent(coach, _midnight(coach, now))._asdict()


def note_shape(note: Note) -> dict[str, Any]:
    return {
        "text": note.text,
        "chips": note.chips,
        "labels": [str(CHIP_WORDS[chip]) for chip in note.chips],
        "by": note.coach.name,
        "at": note.at,
        "read_at": note.read_at,
    }


def _desk(
    coach: Person, found: Item | None, waiting: int, skipped: Collection[int], day: Day, now: datetime
) -> dict[str, Any]:
    return {
        "card": found and _card(coach, found, now),
        "waiting": waiting,
        "skipped": ",".join(map(str, skipped)),
        "reasons": reason_chips(),
        "chips": chips(),
        "badges": NAMED,
        "budget": _budget(day),
        "beyond": None if found else _beyond(coach, skipped, now),
    }


def _waiting(coach: Person, answer: Answer, skipped: Collection[int], day: Day, now: datetime) -> int:
    """With this one, which a budget has not been charged for yet and so holds in the place of another."""
    others = len(queue(coach, now=now, without=[*skipped, answer.id]))
    return others + 1 if day.left is None else max(1, others)


def _budget(day: Day) -> dict[str, Any]:
    return {"minutes": day.minutes, "goes_on": day.goes_on, "choices": CHOICES, "most": LONGEST_BUDGET}


def _beyond(coach: Person, skipped: Collection[int], now: datetime) -> dict[str, Any] | None:
    """What the minutes changed, and what waits beyond them; nothing where no budget has ended the queue."""
    waiting = waits_beyond(coach, now=now, without=skipped)
    if not waiting:
        return None
    reported = [answer.id for answer in moderation.reported_to(coach) if answer.id not in skipped]
    return {"waiting": waiting, "reported": reported, "changed": changed(coach, _midnight(coach, now))}


def _midnight(coach: Person, now: datetime) -> datetime:
    return clock.midnight(clock.local_day(now, coach.time_zone), coach.time_zone)


def _card(coach: Person, found: Item, now: datetime) -> dict[str, Any]:
    answer = found.answer
    vote, note = voting.vote_of(coach, answer.id), queries.note_of(coach, answer.id)
    verdict = moderation.set_aside(answer.id)
    closed = answer.closes_at <= now or verdict is not None
    told = closed or vote is not None
    return {
        "answer_id": answer.id,
        "text": answer.text,
        "proof": answer.proof,
        "challenge": challenge_shape(answer.challenge),
        "my_vote": vote and {"fact": vote.fact, "persuasion": vote.persuasion, "reason": vote.reason},
        "closed": closed,
        "url": url_for("today.answer_page", answer_id=answer.id),
        "tally": voting.visible_tally(coach, answer),
        "why": _("Set aside") if verdict else why(found.worth.reason),
        "reports": _reports(answer.id),
        "note": note and note_shape(note),
        "badge": given_for(answer.id) if told else None,
        "is_model": told and mark_of(answer.id) is not None,
        "set_aside": verdict and moderation.moderation_shape(verdict),
    }


def _reports(answer_id: int) -> list[dict[str, str]]:
    found = moderation.open_reports([answer_id]).get(answer_id, [])
    return [{"label": str(COMPLAINT_WORDS[one.complaint]), "words": one.words or ""} for one in found]
