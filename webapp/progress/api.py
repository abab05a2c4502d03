"""Oneself, for programs."""

from typing import Any

from flask.views import MethodView
from flask_login import current_user

from webapp.badges.queries import badges_of, given_to
from webapp.core import clock
from webapp.core.programs import RoomApi
from webapp.core.work import work
from webapp.people import actions as people
from webapp.people import aliases
from webapp.people.models import Person
from webapp.progress.schemas import MeChangeSchema, MeSchema, MyTopicsSchema
from webapp.progress.topics import mine_shape, topics_for
from webapp.standings.queries import all_time_points
from webapp.streaks.queries import streak_of
from webapp.today.shapes import streak_shape

blp = RoomApi("My progress", "Who one is and how one stands")


@blp.route("/me")
class Me(MethodView):
    @blp.response(200, MeSchema)
    def get(self) -> dict[str, Any]:
        """Who one is and how one stands."""
        return _me(current_user)

    @blp.arguments(MeChangeSchema)
    @blp.response(200, MeSchema)
    def patch(self, changes: dict[str, Any]) -> dict[str, Any]:
        """Change one's time zone, alias or language."""
        with work():
            if "time_zone" in changes:
                people.move_to_zone(current_user, changes["time_zone"], now=clock.now())
            if "alias" in changes:
                aliases.rename(current_user, changes["alias"])
            if "language" in changes:
                people.speak(current_user, changes["language"])
        return _me(current_user)


@blp.route("/me/topics")
@blp.response(200, MyTopicsSchema)
def my_topics() -> dict[str, Any]:
    """How one does on each topic; with state and days while one's cohort ramps up."""
    today = clock.local_day(clock.now(), current_user.time_zone)
    return mine_shape(topics_for(current_user, today))


def _me(person: Person) -> dict[str, Any]:
    today = clock.local_day(clock.now(), person.time_zone)
    names = ("id", "name", "email", "role", "team", "cohort", "time_zone", "alias", "language")
    return {
        **{name: getattr(person, name) for name in names},
        "points": all_time_points(person.id),
        "streak": streak_shape(streak_of(person, today)),
        "badges": [*[badge for badge in badges_of(person) if badge["tier"]], *given_to(person)],
    }
