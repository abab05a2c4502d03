"""People and their absences, for programs: everybody sees theirs, managers change theirs."""

from typing import Any

from flask.views import MethodView
from flask_login import current_user

from webapp.core import clock
from webapp.core.work import work
from webapp.people import editing, managing, queries
from webapp.people.api import blp
from webapp.people.models import Absence, Person
from webapp.people.schemas import (
    AbsenceSchema,
    DaysOffSchema,
    ManagedPersonSchema,
    NewPersonSchema,
    PersonChangeSchema,
    PersonSchema,
)


@blp.route("/people")
class People(MethodView):
    @blp.response(200, PersonSchema(many=True))
    def get(self) -> list[dict[str, Any]]:
        """The active people of the teams and cohorts you may see; colleagues by their alias, if they chose one."""
        return [_seen(person) for person in queries.visible_people(current_user)]

    @blp.refuses(404, 409)
    @blp.arguments(NewPersonSchema)
    @blp.response(201, ManagedPersonSchema)
    def post(self, said: dict[str, Any]) -> dict[str, Any]:
        """Add somebody to a team you manage."""
        with work():
            person = editing.add(current_user, said, now=clock.now())
        return _shape(person)


@blp.route("/people/<int:person_id>")
class OnePerson(MethodView):
    @blp.refuses(403)
    @blp.response(200, ManagedPersonSchema)
    def get(self, person_id: int) -> dict[str, Any]:
        """Somebody you manage."""
        return _shape(managing.person(current_user, person_id))

    @blp.refuses(409)
    @blp.arguments(PersonChangeSchema)
    @blp.response(200, ManagedPersonSchema)
    def patch(self, said: dict[str, Any], person_id: int) -> dict[str, Any]:
        """Change, move, deactivate or reactivate somebody you manage."""
        person, active = managing.person(current_user, person_id), said.pop("active", None)
        with work():
            if said:
                editing.change(current_user, person, said, now=clock.now())
            if active is not None and active != (person.deactivated_at is None):
                switch = editing.reactivate if active else editing.deactivate
                switch(current_user, person, now=clock.now())
        return _shape(person)


@blp.route("/people/<int:person_id>/absences")
class Absences(MethodView):
    @blp.response(200, AbsenceSchema(many=True))
    def get(self, person_id: int) -> list[Absence]:
        """The days off of yourself or somebody you manage, newest first."""
        return managing.absences(managing.oneself_or(current_user, person_id))

    @blp.arguments(DaysOffSchema)
    @blp.response(201, AbsenceSchema)
    def post(self, said: dict[str, Any], person_id: int) -> Absence:
        """Enter days off. Your own must lie ahead; for a day that has begun you need your manager."""
        person = managing.oneself_or(current_user, person_id)
        with work():
            return editing.enter_absence(current_user, person, said["first_day"], said["last_day"], now=clock.now())


@blp.route("/people/<int:person_id>/absences/<int:absence_id>", methods=["DELETE"])
@blp.response(204)
def remove_absence(person_id: int, absence_id: int) -> None:
    """Take days off back, as long as you could enter them."""
    person = managing.oneself_or(current_user, person_id)
    with work():
        editing.remove_absence(current_user, person, managing.absence_of(person, absence_id), now=clock.now())


def _seen(person: Person) -> dict[str, Any]:
    hidden = current_user.role == "rep" and person.id != current_user.id and person.alias
    shape = {field: getattr(person, field) for field in ("id", "role", "team", "cohort")}
    return shape | {"name": person.alias if hidden else person.name}


def _shape(person: Person) -> dict[str, Any]:
    fields = ("id", "name", "role", "team", "cohort", "email", "alias", "time_zone", "calendar", "joined_on")
    return {field: getattr(person, field) for field in fields} | {"active": person.deactivated_at is None}
