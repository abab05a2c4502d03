"""A marked reply becomes a model when its voting has closed, and is none once it was set aside."""

from datetime import datetime
from typing import Any

from webapp.answers.models import Answer
from webapp.core.moving import move
from webapp.extensions import db
from webapp.lines.actions import publish, withdraw
from webapp.lines.models import LineUse, ModelMark, WordingProposal
from webapp.people.events import people_merged
from webapp.playbook.events import reply_carried
from webapp.playbook.models import ModelReply
from webapp.voting.events import answer_moderated, voting_closed
from webapp.voting.models import Tally


def register() -> None:
    voting_closed.connect(publish_marked)
    answer_moderated.connect(withdraw_set_aside)
    people_merged.connect(follow_merge)
    reply_carried.connect(follow_version)


def publish_marked(tally: Tally, *, answer: Answer, now: datetime, **_: Any) -> None:
    mark = db.session.get(ModelMark, tally.answer_id)
    if mark is not None and mark.model_reply_id is None:
        publish(answer, mark, now=now)


def withdraw_set_aside(tally: Tally, **_: Any) -> None:
    if tally.set_aside is not None:
        withdraw(tally.answer_id)


def follow_merge(keep_id: int, *, dropped: int, **_: Any) -> None:
    """Calls and proposed wordings go over to the account that is kept."""
    move(LineUse, "person_id", dropped, keep_id, "model_reply_id")
    move(WordingProposal, "proposed_by_id", dropped, keep_id)


def follow_version(earlier: ModelReply, *, later: ModelReply, **_: Any) -> None:
    """Its mark and its calls stay with what was said."""
    move(ModelMark, "model_reply_id", earlier.id, later.id)
    move(LineUse, "model_reply_id", earlier.id, later.id, "person_id")
