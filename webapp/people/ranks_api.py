"""Personal ranks on or off, for programs."""

from flask.views import MethodView
from flask_login import current_user

from webapp.core import clock
from webapp.core.work import work
from webapp.people import managing, ranks
from webapp.people.api import blp
from webapp.people.models import Team
from webapp.people.schemas import RanksSchema


@blp.route("/settings/ranks")
class EverybodysRanks(MethodView):
    @blp.refuses(403)
    @blp.response(200, RanksSchema)
    def get(self) -> dict[str, bool]:
        """Whether personal ranks are shown in this installation; admins only."""
        ranks.may_turn(current_user, None)
        return {"shown": not ranks.are_off_everywhere()}

    @blp.refuses(403)
    @blp.arguments(RanksSchema)
    @blp.response(200, RanksSchema)
    def put(self, said: dict[str, bool]) -> dict[str, bool]:
        """Show personal ranks in this installation, or play without; admins only."""
        return _turn(said["shown"], None)


@blp.route("/teams/<int:team_id>/ranks")
class ATeamsRanks(MethodView):
    @blp.refuses(403)
    @blp.response(200, RanksSchema)
    def get(self, team_id: int) -> dict[str, bool]:
        """Whether a team you manage shows personal ranks, as far as the installation does."""
        team = managing.team(current_user, team_id)
        return {"shown": team.id not in ranks.teams_without()}

    @blp.refuses(403)
    @blp.arguments(RanksSchema)
    @blp.response(200, RanksSchema)
    def put(self, said: dict[str, bool], team_id: int) -> dict[str, bool]:
        """Show personal ranks in a team you manage, or play without."""
        return _turn(said["shown"], managing.team(current_user, team_id))


def _turn(shown: bool, team: Team | None) -> dict[str, bool]:
    with work():
        ranks.turn_ranks(shown, team, current_user, now=clock.now())
    return {"shown": shown}
