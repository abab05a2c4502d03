"""The judging queue and the vote, over HTTP."""

from typing import Any

from flask_login import current_user

from webapp.core import clock
from webapp.core.programs import RoomApi
from webapp.core.work import work
from webapp.voting import actions, moderation, queries, queue, samples
from webapp.voting.schemas import (
    ModerationRequestSchema,
    ModerationSchema,
    QueueQuerySchema,
    QueueSchema,
    ReportSchema,
    VotedSchema,
    VoteRequestSchema,
)

blp = RoomApi("Judging", "Colleagues' replies, judged blind")


@blp.route("/judging")
@blp.refuses(403, 404)
@blp.arguments(QueueQuerySchema, location="query")
@blp.response(200, QueueSchema)
def judging(asked: dict[str, Any]) -> dict[str, Any]:
    """Up to twenty replies to judge, blind; serving them is what allows a vote."""
    now = clock.now()
    with work():
        day = clock.local_day(now, current_user.time_zone)
        answers = queue.to_judge(current_user, day, now=now, challenge_id=asked["challenge_id"])
        actions.serve(current_user, answers, now=now)
    return {"answers": answers}


@blp.route("/answers/<int:answer_id>/vote", methods=["PUT"])
@blp.refuses(409)
@blp.arguments(VoteRequestSchema)
@blp.response(200, VotedSchema)
def vote(asked: dict[str, Any], answer_id: int) -> dict[str, Any]:
    """Vote, or change one's vote. Some replies are samples that a coach has judged: no tally, but the verdict."""
    with work():
        tapped_at, now = asked.pop("cast_at"), clock.now()
        tally, cast = actions.cast_vote(current_user, answer_id, actions.Cast(**asked), tapped_at=tapped_at, now=now)
        return queries.tally_shape(tally) if cast.weight else samples.shape(answer_id)


@blp.route("/answers/<int:answer_id>/report", methods=["POST"])
@blp.refuses(409)
@blp.arguments(ReportSchema)
@blp.response(201, ReportSchema)
def report(asked: dict[str, Any], answer_id: int) -> dict[str, Any]:
    """Ask a coach to look at a reply one may see, once."""
    with work():
        moderation.report(current_user, answer_id, **asked, now=clock.now())
    return asked


@blp.route("/answers/<int:answer_id>/moderation", methods=["POST"])
@blp.refuses(409)
@blp.arguments(ModerationRequestSchema)
@blp.response(201, ModerationSchema)
def moderate(asked: dict[str, Any], answer_id: int) -> dict[str, Any]:
    """Hide or restore a reply, or call it no attempt; its points follow and its author is told why."""
    with work():
        row = moderation.moderate(current_user, answer_id, **asked, now=clock.now())
        return moderation.moderation_shape(row)


@blp.route("/answers/<int:answer_id>/report", methods=["DELETE"])
@blp.response(204)
def settle(answer_id: int) -> None:
    """A coach has looked: it may stay, and its reports are settled."""
    with work():
        moderation.settle_reports(current_user, answer_id, now=clock.now())
