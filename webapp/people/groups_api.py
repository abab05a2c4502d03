"""Teams and cohorts, for programs."""

from typing import Any

from flask.views import MethodView
from flask_login import current_user

from webapp.core import clock
from webapp.core.work import work
from webapp.people import editing, managing, queries
from webapp.people.api import blp
from webapp.people.models import CoachedCohort, Cohort, ManagedCohort, ManagedTeam, Person, Team
from webapp.people.schemas import (
    CohortChangeSchema,
    CohortSchema,
    NamedSchema,
    NewCohortSchema,
    NewTeamSchema,
    TeamChangeSchema,
    TeamSchema,
)


@blp.route("/teams")
class Teams(MethodView):
    @blp.response(200, NamedSchema(many=True))
    def get(self) -> list[Team]:
        """The teams you may see."""
        return queries.visible_teams(current_user)

    @blp.refuses(409)
    @blp.arguments(NewTeamSchema)
    @blp.response(201, TeamSchema)
    def post(self, said: dict[str, Any]) -> dict[str, Any]:
        """Create a team."""
        with work():
            team = editing.create_team(current_user, said["name"])
        return _team(team)


@blp.route("/teams/<int:team_id>")
class OneTeam(MethodView):
    @blp.response(200, TeamSchema)
    def get(self, team_id: int) -> dict[str, Any]:
        """A team you manage."""
        return _team(managing.team(current_user, team_id))

    @blp.refuses(409)
    @blp.arguments(TeamChangeSchema)
    @blp.response(200, TeamSchema)
    def patch(self, said: dict[str, Any], team_id: int) -> dict[str, Any]:
        """Rename a team you manage; admins also say who manages it."""
        team = managing.team(current_user, team_id)
        with work():
            if "name" in said:
                editing.rename_team(team, said["name"])
            if "managers" in said:
                editing.set_managers(current_user, team, set(said["managers"]))
        return _team(team)


@blp.route("/cohorts")
class Cohorts(MethodView):
    @blp.response(200, NamedSchema(many=True))
    def get(self) -> list[Cohort]:
        """The cohorts you may see."""
        return queries.visible_cohorts(current_user)

    @blp.refuses(409)
    @blp.arguments(NewCohortSchema)
    @blp.response(201, CohortSchema)
    def post(self, said: dict[str, Any]) -> dict[str, Any]:
        """Create a cohort."""
        today = clock.local_day(clock.now(), current_user.time_zone)
        with work():
            cohort = editing.create_cohort(current_user, said, today=today)
        return _cohort(cohort)


@blp.route("/cohorts/<int:cohort_id>")
class OneCohort(MethodView):
    @blp.response(200, CohortSchema)
    def get(self, cohort_id: int) -> dict[str, Any]:
        """A cohort you manage."""
        return _cohort(managing.cohort(current_user, cohort_id))

    @blp.refuses(409)
    @blp.arguments(CohortChangeSchema)
    @blp.response(200, CohortSchema)
    def patch(self, said: dict[str, Any], cohort_id: int) -> dict[str, Any]:
        """Change a cohort you manage; admins also say who coaches and manages it."""
        cohort = managing.cohort(current_user, cohort_id)
        kept = _cohort(cohort)
        with work():
            editing.change_cohort(current_user, cohort, said)
            if {"coaches", "managers"} & said.keys():
                coaches, managers = (
                    set(said.get(who, [person.id for person in kept[who]])) for who in ("coaches", "managers")
                )
                editing.set_cohort_people(current_user, cohort, coaches, managers)
        return _cohort(cohort)


def _team(team: Team) -> dict[str, Any]:
    managers = managing.holders(ManagedTeam, ManagedTeam.team_id).get(team.id, [])
    people = managing.headcounts(Person.team_id).get(team.id, 0)
    return {"id": team.id, "name": team.name, "people": people, "managers": managers}


def _cohort(cohort: Cohort) -> dict[str, Any]:
    return {
        "id": cohort.id,
        "name": cohort.name,
        "started_on": cohort.started_on,
        "ramping": cohort.ramping,
        "people": managing.headcounts(Person.cohort_id).get(cohort.id, 0),
        "coaches": managing.holders(CoachedCohort, CoachedCohort.cohort_id).get(cohort.id, []),
        "managers": managing.holders(ManagedCohort, ManagedCohort.cohort_id).get(cohort.id, []),
    }
