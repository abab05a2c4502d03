"""Who is ready, for programs."""

from typing import Any

from flask_login import current_user

from webapp.core import clock
from webapp.core.programs import RoomApi
from webapp.ready.overseeing import overseen, overseen_cohort
from webapp.ready.queries import coaches_of, standings
from webapp.ready.schemas import ReadyQuerySchema, ReadySchema
from webapp.ready.shapes import rep_shape
from webapp.ready.views import check_overseeing

blp = RoomApi("Ready", "Which ramping reps are ready")


@blp.route("/ready")
@blp.refuses(403, 404)
@blp.arguments(ReadyQuerySchema, location="query")
@blp.response(200, ReadySchema)
def who_is_ready(asked: dict[str, Any]) -> dict[str, Any]:
    """The ramping reps you manage or coach, with the topics that still block."""
    check_overseeing(current_user)
    today = clock.local_day(clock.now(), current_user.time_zone)
    cohort = overseen_cohort(current_user, asked["cohort"]).id if "cohort" in asked else None
    found = standings(overseen(current_user, cohort), today)
    coaches = coaches_of(found)
    return {"reps": [rep_shape(one, coaches) for one in found]}
