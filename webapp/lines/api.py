"""Model replies, calls they were used on, and wordings, for programs."""

from typing import Any

from flask.views import MethodView
from flask_login import current_user

from webapp.core import clock
from webapp.core.programs import RoomApi
from webapp.core.work import work
from webapp.lines import actions, queries, wordings
from webapp.lines.schemas import (
    FoundSchema,
    ModelSchema,
    ReplyLineSchema,
    SearchSchema,
    UseSchema,
    WordingRequestSchema,
)
from webapp.playbook.schemas import fact_shape

blp = RoomApi("Model replies", "Facts to look up, model replies, and how they did on calls")


@blp.route("/lines")
@blp.arguments(SearchSchema, location="query")
@blp.response(200, FoundSchema)
def search(asked: dict[str, Any]) -> dict[str, Any]:
    """The facts that say every word of `q`, with their model replies."""
    day = clock.local_day(clock.now(), current_user.time_zone)
    found = queries.search(current_user, day, asked["q"], topic_id=asked["topic"], page=asked["page"])
    return {"facts": [{**fact_shape(fact), "lines": lines} for fact, lines in found["facts"]], "more": found["more"]}


@blp.route("/lines/<int:line_id>/use")
class Use(MethodView):
    @blp.arguments(UseSchema)
    @blp.response(200, ReplyLineSchema)
    def put(self, asked: dict[str, Any], line_id: int) -> Any:
        """One used it on a call; whether it worked, where one knows."""
        with work():
            actions.use_line(current_user, line_id, asked["worked"], now=clock.now())
        return queries.line(current_user, line_id)

    @blp.response(200, ReplyLineSchema)
    def delete(self, line_id: int) -> Any:
        """Take the tap back."""
        with work():
            actions.undo_use(current_user, line_id, now=clock.now())
        return queries.line(current_user, line_id)


@blp.route("/answers/<int:answer_id>/model")
class Model(MethodView):
    @blp.refuses(409)
    @blp.response(200, ModelSchema)
    def put(self, answer_id: int) -> dict[str, Any]:
        """Mark a reply as a model, shown from its closing on."""
        with work():
            mark = actions.mark_model(current_user, answer_id, now=clock.now())
            return {"answer_id": answer_id, "line_id": mark.model_reply_id}

    @blp.response(204)
    def delete(self, answer_id: int) -> None:
        """It is a model no longer."""
        with work():
            actions.unmark_model(current_user, answer_id)


@blp.route("/answers/<int:answer_id>/wordings", methods=["POST"])
@blp.refuses(409)
@blp.arguments(WordingRequestSchema)
@blp.response(201, WordingRequestSchema)
def propose(asked: dict[str, str], answer_id: int) -> dict[str, str]:
    """Propose one's words for a key point that was not found."""
    with work():
        wordings.propose_wording(current_user, answer_id, asked["key_point"], asked["words"], now=clock.now())
    return asked
