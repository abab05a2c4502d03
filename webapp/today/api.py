"""The two minutes, for programs."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_login import current_user

from webapp.answers import actions as answers
from webapp.answers import queries as replies
from webapp.answers.rules import AHEAD, BACK
from webapp.answers.schemas import AnswerRequestSchema
from webapp.core import clock
from webapp.core.problems import Invalid
from webapp.core.programs import RoomApi
from webapp.core.work import work
from webapp.need import actions as need
from webapp.playbook.schemas import ChallengeSchema, challenge_shape
from webapp.schedule import actions as schedule
from webapp.schedule import queries as served
from webapp.schedule import recalls
from webapp.streaks import queries as streaks
from webapp.today import schemas
from webapp.today.day import open_day
from webapp.today.practising import outcome
from webapp.today.reasons import why_this
from webapp.today.shapes import answer_shape, streak_shape
from webapp.voting import queries as voting
from webapp.voting import queue

blp = RoomApi("Today", "The two minutes: recalls, the challenge, the reply")

UNTOLD: dict[str, Any] = {"key_points": [], "closes_at": None, "day": None}
"""What a judge must not learn of a reply before their vote."""


@blp.route("/today")
@blp.response(200, schemas.TodaySchema)
def today() -> dict[str, Any]:
    """What one's own date brings. The first look serves the challenge."""
    now = clock.now()
    day = open_day(current_user, now=now)
    answer = replies.session_answer(current_user, day.date) if day.challenge else None
    due = recalls.due_recalls(current_user, day.date)
    return {
        "date": day.date,
        "working_day": day.working,
        "challenge": day.challenge and challenge_shape(day.challenge),
        "why": why_this(current_user, day.date, day.challenge),
        "recalls": [recalls.recall_shape(recall) for recall in due],
        "answer": answer and answer_shape(current_user, answer, now=now),
        "to_judge": queue.waiting(current_user, day.date, now=now),
        "streak": streak_shape(streaks.streak_of(current_user, day.date)),
    }


@blp.route("/sessions")
@blp.arguments(schemas.SessionsQuerySchema, location="query")
@blp.response(200, schemas.SessionsSchema)
def sessions(asked: dict[str, int]) -> dict[str, Any]:
    """Today and the next working days, to be played without a network."""
    now = clock.now()
    open_day(current_user, now=now)
    day = clock.local_day(now, current_user.time_zone)
    with work():
        schedule.serve_ahead(current_user, day, asked["days"], now=now)
    coming = served.upcoming(current_user, day, asked["days"])
    return {
        "sessions": [
            {
                "date": one.day,
                "challenge": one.challenge and challenge_shape(one.challenge),
                "recalls": [recalls.recall_shape(recall) for recall in one.recalls],
            }
            for one in coming
        ]
    }


@blp.route("/recalls/<int:recall_id>", methods=["POST"])
@blp.refuses(409)
@blp.arguments(schemas.RecallRequestSchema)
@blp.response(200, schemas.RecallResultSchema)
def recall(asked: dict[str, Any], recall_id: int) -> dict[str, Any]:
    """Answer a due question. A repeat returns the first result."""
    day = clock.local_day(_answered_at(asked["answered_at"], clock.now()), current_user.time_zone)
    with work():
        row = schedule.answer_recall(
            current_user, recall_id, asked["choice"], seconds=asked["seconds"], day=day, now=clock.now()
        )
    result = outcome(current_user, row)
    right = next(choice["text"] for choice in result["choices"] if choice["right"])
    return result | {"answer": right}


@blp.route("/answers", methods=["POST"])
@blp.refuses(404, 409)
@blp.arguments(AnswerRequestSchema)
@blp.response(201, schemas.AnswerSchema)
@blp.alt_response(200, schema=schemas.AnswerSchema, description="The same reply again")
def reply(asked: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Reply to the prospect, once a challenge and day; the same client_id again gets the same answer."""
    with work():
        now = clock.now()
        answer, new = answers.give_answer(current_user, **asked, now=now)
    return answer_shape(current_user, answer, now=now), 201 if new else 200


@blp.route("/answers/<int:answer_id>")
@blp.response(200, schemas.AnswerSchema)
def answer(answer_id: int) -> dict[str, Any]:
    """A reply one may see: one's own, or one that one judges, coaches or manages."""
    found = voting.visible_answer(current_user, answer_id)
    shape = answer_shape(current_user, found, now=clock.now())
    return shape | UNTOLD if voting.is_blind(current_user, found) else shape


@blp.route("/practice", methods=["POST"])
@blp.response(200, ChallengeSchema)
def practice() -> dict[str, Any]:
    """A challenge whose reply brings no points and is not judged."""
    now = clock.now()
    with work():
        challenge = need.serve_practice(current_user, clock.local_day(now, current_user.time_zone), now=now)
    if challenge is None:
        raise Invalid(_("There is nothing to practise yet; the playbook is empty."))
    return challenge_shape(challenge)


def _answered_at(stated: datetime | None, now: datetime) -> datetime:
    """An offline answer may arrive late: at most two days back, never ahead of our clock."""
    if stated is None:
        return now
    if stated > now + AHEAD:
        raise Invalid(_("The clock that wrote this is ahead of ours."), server_time=now.isoformat())
    return max(stated, now - BACK)
