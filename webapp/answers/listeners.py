"""Who was merged brings along their replies."""

from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import func, select

from webapp.answers.models import Answer
from webapp.core.moving import move
from webapp.core.problems import Conflict
from webapp.extensions import db
from webapp.people.events import people_merged


def register() -> None:
    people_merged.connect(follow_merge)


def follow_merge(keep_id: int, *, dropped: int, **_more: Any) -> None:
    """A day has one reply, so two accounts that both replied on one stay two."""
    both = (
        select(Answer.day)
        .where(Answer.person_id.in_((keep_id, dropped)), ~Answer.practice)
        .group_by(Answer.day)
        .having(func.count(Answer.person_id.distinct()) > 1)
    )
    if (day := db.session.scalar(both.limit(1))) is not None:
        raise Conflict(
            _("Both accounts replied on %(day)s, so they stay two. Nothing was changed.", day=format_date(day))
        )
    move(Answer, "person_id", dropped, keep_id, "challenge_id", "day", "practice")
