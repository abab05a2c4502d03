"""What a page shows after a recall, a vote, and around practice."""

import uuid
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from webapp.core import clock
from webapp.core.problems import NotFound
from webapp.people.models import Person
from webapp.playbook.queries import challenge as challenge_by_id
from webapp.playbook.schemas import challenge_shape
from webapp.points.rules import RECALL
from webapp.schedule import queries as schedule
from webapp.schedule import recalls
from webapp.schedule.models import Recall
from webapp.today.session import left_to_judge
from webapp.today.shapes import card_shape
from webapp.voting import queries as voting
from webapp.voting.words import complaint_chips, reason_chips


def outcome(person: Person, recall: Recall) -> dict[str, Any]:
    """The first result of a recall, with its answer and source."""
    right = recalls.right_answer(recall)
    choices = [
        {"text": c["text"], "right": c["id"] == right.id, "chosen": c["id"] == recall.choice_id}
        for c in recalls.choices_for(recall)
    ]
    return {
        "correct": bool(recall.correct),
        "question": recall.fact.question,
        "choices": choices,
        "answer": recall.fact.statement,
        "source": recall.fact.source,
        "points": RECALL if recall.correct else 0,
        "due_on": recalls.next_due(person, recall.fact_id),
    }


def voted(judge: Person, answer_id: int, *, now: datetime) -> dict[str, Any]:
    """The judged card with its tally, and the way on."""
    answer, vote = voting.visible_answer(judge, answer_id), voting.vote_of(judge, answer_id)
    today = clock.midnight(clock.local_day(now, judge.time_zone), judge.time_zone)
    before = voting.judgements_since(judge, today) - 1
    left = left_to_judge(before) if judge.role == "rep" else None
    return {
        "card": card_shape(judge, answer, vote, now=now),
        "left": left,
        "reasons": reason_chips(),
        "complaints": complaint_chips(),
        "next_url": url_for("today.page", step="result" if left == 1 else "judge"),
    }


def form(person: Person, challenge_id: int) -> dict[str, Any]:
    """A practice challenge with its empty reply form; raises NotFound unless it was served to them."""
    if not any(row.kind == "practice" for row in schedule.served(person, challenge_id)):
        raise NotFound(_("There is no such practice for you."))
    return blank(challenge_id)


def blank(challenge_id: int, text: str = "", client_id: str = "", error: str | None = None) -> dict[str, Any]:
    """A reply form by itself, outside the day's steps, or the one that was refused."""
    return {
        "challenge": challenge_shape(challenge_by_id(challenge_id)),
        "fact_folded": False,
        "working_day": True,
        "draft": {"text": text, "client_id": client_id or uuid.uuid4().hex, "error": error},
    }
