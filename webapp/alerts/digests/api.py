"""How often one gets a digest, for programs."""

from flask.views import MethodView
from flask_login import current_user

from webapp.alerts.digests import actions
from webapp.alerts.digests.queries import rhythm_of
from webapp.alerts.digests.schemas import DigestsSchema
from webapp.core import clock
from webapp.core.programs import RoomApi
from webapp.core.work import work

blp = RoomApi("Digests", "What arrives by e-mail on working mornings")


@blp.route("/digests")
class Digests(MethodView):
    @blp.response(200, DigestsSchema)
    def get(self) -> dict[str, str]:
        """How often you get a digest by e-mail."""
        return {"rhythm": rhythm_of(current_user, clock.now())}

    @blp.arguments(DigestsSchema)
    @blp.response(200, DigestsSchema)
    def patch(self, said: dict[str, str]) -> dict[str, str]:
        """Get a digest every working day, once a week or never."""
        with work():
            actions.wish_for(current_user.id, said["rhythm"], now=clock.now())
        return said
