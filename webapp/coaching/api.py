"""The coach's queue, notes and badges, for programs."""

from typing import Any

from flask.views import MethodView
from flask_login import current_user

from webapp.coaching import actions, budgets, queries
from webapp.coaching.card import note_shape, spent_today
from webapp.coaching.queue import queue
from webapp.coaching.report import report
from webapp.coaching.schemas import (
    BudgetSchema,
    CoachQueueSchema,
    MinutesQuerySchema,
    MinutesSchema,
    NoteRequestSchema,
    NoteSchema,
    NotesSchema,
    PraiseSchema,
)
from webapp.coaching.words import why
from webapp.core import clock
from webapp.core.programs import RoomApi
from webapp.core.work import work
from webapp.voting import actions as judging
from webapp.voting import queries as voting

blp = RoomApi("Coaching", "The coach's queue, notes and badges")


@blp.route("/coaching/queue")
@blp.refuses(403)
@blp.response(200, CoachQueueSchema)
def coach_queue() -> dict[str, Any]:
    """Up to twenty replies, blind, the one that a coach's minute changes most first, each with its reason.

    Under a budget as many as it still holds today.
    """
    now = clock.now()
    with work():
        items = queue(current_user, now=now)
        judging.assign(current_user, [item.answer.id for item in items], now=now)
    answers = [
        {
            "id": item.answer.id,
            "text": item.answer.text,
            "proof": item.answer.proof,
            "challenge": item.answer.challenge,
            "reason": why(item.worth.reason),
        }
        for item in items
    ]
    day = budgets.day_of(current_user, now=now)
    budget = {"minutes": day.minutes, "is_spent": day.left == 0}
    return {"answers": answers, "today": spent_today(current_user, now=now), "budget": budget}


@blp.route("/coaching/budget", methods=["PUT"])
@blp.refuses(403)
@blp.arguments(BudgetSchema)
@blp.response(200, BudgetSchema)
def budget(asked: dict[str, Any]) -> dict[str, Any]:
    """The minutes a day that a coach has; null for no limit."""
    with work():
        budgets.set_budget(current_user, asked["minutes"], now=clock.now())
    return asked


@blp.route("/coaching/minutes")
@blp.refuses(403)
@blp.arguments(MinutesQuerySchema, location="query")
@blp.response(200, MinutesSchema)
def minutes(asked: dict[str, Any]) -> dict[str, Any]:
    """What coaches' minutes brought: a coach's own, or those of one's people's coaches."""
    return report(current_user, asked["period"], now=clock.now())


@blp.route("/answers/<int:answer_id>/note")
class Notes(MethodView):
    @blp.response(200, NotesSchema)
    def get(self, answer_id: int) -> dict[str, Any]:
        """The author's notes from every coach; a coach's own."""
        answer = voting.visible_answer(current_user, answer_id)
        return {"notes": [note_shape(note) for note in queries.notes_for(current_user, answer)]}

    @blp.arguments(NoteRequestSchema)
    @blp.response(200, NoteSchema)
    def put(self, asked: dict[str, Any], answer_id: int) -> dict[str, Any]:
        """Write, or change, one's one note to the author."""
        with work():
            note = actions.write_note(current_user, answer_id, **asked, now=clock.now())
            return note_shape(note)


@blp.route("/answers/<int:answer_id>/badge", methods=["POST"])
@blp.refuses(409)
@blp.arguments(PraiseSchema)
@blp.response(201, PraiseSchema)
def praise(asked: dict[str, Any], answer_id: int) -> dict[str, Any]:
    """A named badge with a sentence of praise, once a reply."""
    with work():
        answer = actions.coached(current_user, answer_id)
        actions.praise(current_user, answer, asked["badge"], asked["praise"], now=clock.now())
    return asked
