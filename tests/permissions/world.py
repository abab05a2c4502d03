"""The cast, and all that an address may name: each visitor's own, what is in their reach, a stranger's."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from tests.cast import NOON, PASSWORD, TUESDAY, Cast, assemble
from tests.permissions import busy, contests, days, huddles, insights, letters, lost, places, replies, written
from tests.permissions.visitors import Whose
from webapp.core.work import work
from webapp.extensions import db
from webapp.huddle import choosing
from webapp.people.actions import open_guest_sign_in, open_sign_in
from webapp.people.models import Cohort, ManagedTeam, Person, Team
from webapp.people.passwords import hash_password
from webapp.schedule.actions import fill
from webapp.schedule.models import ScheduledChallenge


@dataclass(frozen=True)
class World:
    """Values alone, so that it outlives the database it was read from."""

    ids: dict[str, int]
    tokens: dict[str, str]
    sessions: dict[str, dict[str, Any]]
    subjects: dict[str, Whose]
    guest: dict[str, Any]
    """The session of Ana's phone on which she came by a link."""


def build() -> World:
    """On an empty database."""
    with work():
        cast = assemble()
        people = {"rep": cast.ana, "coach": cast.kofi, "manager": cast.mara, "admin": cast.ada}
        cast.ana.password_hash = hash_password(PASSWORD)
        subjects = _subjects(cast, people)
        world = World(_ids(cast), _tokens(people), _sessions(people), subjects, _guest(cast))
    subjects["import"] = places.imports(cast)
    subjects |= lost.subjects(cast)
    busy.a_month(cast)
    return world


def _subjects(cast: Cast, people: dict[str, Person]) -> dict[str, Whose]:
    """More teams, for seasons have three: one more of Mara's; and a cohort in which not all are hers."""
    golds, whites, blacks = (Team(name=name) for name in ("Golds", "Whites", "Blacks"))
    shared = Cohort(name="Summer", started_on=TUESDAY - timedelta(weeks=9))
    db.session.add_all([golds, whites, blacks, shared])
    db.session.flush()
    db.session.add(ManagedTeam(person_id=cast.mara.id, team_id=golds.id))
    for team, cohort in ((golds, shared), (whites, shared), (blacks, cast.spring)):
        cast.person(f"One of the {team.name}", "rep", team, cohort)
    fill(shared.id, TUESDAY, TUESDAY + timedelta(days=21), now=NOON)
    cohorts = {"in reach": cast.autumn.id, "shared with others' teams": shared.id, "a stranger's": cast.spring.id}
    return {
        **replies.subjects(cast, people),
        **places.subjects(cast, people, cohorts),
        **days.subjects(cast, people, cohorts),
        **contests.subjects(cast, [cast.reds.id, cast.blues.id, golds.id], [cast.greens.id, whites.id, blacks.id]),
        **huddles.subjects(cast, people),
        **written.subjects(cast),
        **letters.subjects(cast),
        **insights.subjects(cast),
    }


def _ids(cast: Cast) -> dict[str, int]:
    planned = select(ScheduledChallenge.challenge_id).where(ScheduledChallenge.cohort_id == cast.autumn.id)
    return {
        **{name: one.id for name, one in vars(cast).items()},
        "root": db.session.scalars(select(Person.id).where(Person.name == "Root")).one(),
        "golds": db.session.scalars(select(Team.id).where(Team.name == "Golds")).one(),
        "playable": choosing.playable(NOON)[0].id,
        "tomorrow": db.session.scalars(planned.where(ScheduledChallenge.day == TUESDAY + timedelta(days=1))).one(),
    }


def _tokens(people: dict[str, Person]) -> dict[str, str]:
    return {visitor: open_sign_in(one, "token", now=NOON)[1] for visitor, one in people.items()}


def _sessions(people: dict[str, Person]) -> dict[str, dict[str, Any]]:
    def kept(person: Person) -> dict[str, Any]:
        secret = open_sign_in(person, "browser", now=NOON)[1]
        return {"sign_in": secret, "_user_id": person.get_id(), "_fresh": True}

    return {visitor: kept(one) for visitor, one in people.items()}


def _guest(cast: Cast) -> dict[str, Any]:
    secret = open_guest_sign_in(cast.ana, TUESDAY, until=NOON + timedelta(hours=15), now=NOON)
    return {"sign_in": secret, "_user_id": cast.ana.get_id(), "_fresh": True}
