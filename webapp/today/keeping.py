"""What somebody's phone keeps, so that they can do today and the next two working days without a network."""

from datetime import datetime
from typing import Any, NamedTuple

from flask import url_for

from webapp.answers import queries as answers
from webapp.answers.models import Answer
from webapp.core.work import work
from webapp.people import queries as people
from webapp.people.models import Person
from webapp.playbook.schemas import challenge_shape
from webapp.points.rules import RECALL
from webapp.schedule import actions as schedule
from webapp.schedule import queries as servings
from webapp.schedule import recalls
from webapp.schedule.models import Recall
from webapp.schedule.queries import Session
from webapp.today.day import Day, day_off, open_day
from webapp.today.reasons import why_this
from webapp.today.session import JUDGED_A_DAY, recall_part, steps_of
from webapp.today.shapes import card_shape
from webapp.voting import actions as judging
from webapp.voting import queries as voting
from webapp.voting import queue
from webapp.voting.words import reason_chips

DAYS = 3


class Kept(NamedTuple):
    """Values for the templates, a session a day, and the replies to judge."""

    days: list[dict[str, Any]]
    cards: list[dict[str, Any]]


def kept_for(person: Person, *, reply_waits: bool = False, now: datetime) -> Kept:
    """Serves what it gives, as the pages themselves would. While a reply of theirs still waits on the phone, none of
    the others' are given: it would no longer count once they had been seen."""
    day = open_day(person, now=now)
    coming = [_as_begun(day, one) for one in _served_ahead(person, day, now)]
    calendar, cards = people.calendar_of(person), [] if reply_waits else _to_judge(person, day, now)
    met = servings.meetings_of(person, [one.challenge.fact_id for one in coming if one.challenge], day.date)
    days = [_day(person, one, day, day_off(calendar, one.day), met) for one in coming]
    _tell_why(person, day, days)
    return Kept(days, [_card(person, answer, len(cards) - n, now) for n, answer in enumerate(cards)])


def outcomes(recall: Recall) -> dict[int, dict[str, Any]]:
    """What each choice would come to; when it comes back is known once it was taken."""
    right = recalls.right_answer(recall)
    return {
        chosen.id: {
            "correct": chosen.id == right.id,
            "question": recall.fact.question,
            "choices": [
                {"text": c["text"], "right": c["id"] == right.id, "chosen": c["id"] == chosen.id}
                for c in recalls.choices_for(recall)
            ],
            "answer": recall.fact.statement,
            "source": recall.fact.source,
            "points": RECALL if chosen.id == right.id else 0,
            "due_on": None,
            "next_url": url_for("today.page"),
        }
        for chosen in recall.fact.choices
    }


def _served_ahead(person: Person, day: Day, now: datetime) -> list[Session]:
    """Writes only where something was not served yet, for phones ask often."""
    coming = servings.upcoming(person, day.date, DAYS)
    if servings.is_unserved(person, coming[1:]):
        with work():
            schedule.serve_ahead(person, day.date, DAYS, now=now)
        coming = servings.upcoming(person, day.date, DAYS)
    return coming


def _as_begun(day: Day, one: Session) -> Session:
    """Today's is the one they have begun, whatever their cohort was given since."""
    return one._replace(challenge=day.challenge) if one.day == day.date else one


def _day(person: Person, one: Session, today: Day, off: str | None, met: set[int]) -> dict[str, Any]:
    is_today = one.day == today.date
    before = recalls.answered_recalls(person, one.day) if is_today else 0
    return {
        "date": one.day,
        "working": off is None,
        "challenge_id": one.challenge and one.challenge.id,
        "reply": one.challenge and _reply(one, off, met),
        "recalls": _recalls(one, before) if one.challenge else [],
        "replied": is_today and answers.session_answer(person, one.day) is not None,
    }


def _reply(one: Session, off: str | None, met: set[int]) -> dict[str, Any]:
    assert one.challenge is not None
    return {
        "step": "reply",
        "steps": steps_of("reply"),
        "challenge": challenge_shape(one.challenge),
        "fact_folded": one.challenge.fact_id in met,
        "working_day": off is None,
        "day_off": off,
        "draft": {"text": "", "client_id": "", "error": None},
    }


def _tell_why(person: Person, day: Day, days: list[dict[str, Any]]) -> None:
    """Today's alone: why somebody will have a challenge they learn on its day, as they do which it is."""
    if days[0]["reply"]:
        days[0]["reply"]["why"] = why_this(person, day.date, day.challenge)


def _recalls(one: Session, before: int) -> list[dict[str, Any]]:
    of = before + len(one.recalls)
    return [_recall(recall, before + n, of) for n, recall in enumerate(one.recalls, start=1)]


def _recall(recall: Recall, number: int, of: int) -> dict[str, Any]:
    shape = {**recalls.recall_shape(recall), "number": number, "of": of}
    steps = steps_of("recall")
    steps[0]["part"] = recall_part(shape)
    return {"id": recall.id, "session": {"step": "recall", "steps": steps, "recall": shape}, "row": recall}


def _to_judge(person: Person, day: Day, now: datetime) -> list[Answer]:
    """As many as a day has, without a sample, whose verdict a phone does not know. Before somebody's own reply there is
    none to their challenge among them."""
    if person.role != "rep" or day.challenge is None:
        return []
    found = queue.open_to_rep(person, day.date, now=now, limit=JUDGED_A_DAY)
    if voting.unassigned(person, [answer.id for answer in found]):
        with work():
            judging.assign(person, [answer.id for answer in found], now=now)
    return found


def _card(person: Person, answer: Answer, left: int, now: datetime) -> dict[str, Any]:
    return {
        "answer_id": answer.id,
        "closes_at": answer.closes_at,
        "card": card_shape(person, answer, None, now=now),
        "left": left,
        "reasons": reason_chips(),
        "steps": steps_of("judge", replied=True),
    }
