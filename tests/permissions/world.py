"""The cast, and all that an address may name: each visitor's own, what is in their reach, a stranger's."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from tests.builders import a_reply
from tests.cast import NOON, PASSWORD, TUESDAY, Cast, assemble
from tests.permissions import contests, huddles, written
from tests.permissions.visitors import Values, Whose, alike
from webapp.answers.models import Answer
from webapp.core.work import work
from webapp.extensions import db
from webapp.huddle import choosing
from webapp.lines.models import WordingProposal
from webapp.lines.wordings import propose_wording
from webapp.people.accounts.actions import open_link
from webapp.people.actions import deactivate, open_sign_in
from webapp.people.editing import enter_absence
from webapp.people.models import Cohort, ManagedTeam, Person, Team
from webapp.people.passwords import hash_password
from webapp.people.roster import steps
from webapp.schedule.actions import fill, serve_practice
from webapp.schedule.models import Recall, ScheduledChallenge
from webapp.schedule.pinning import pin
from webapp.voting.actions import assign
from webapp.voting.moderation import report

PIN_DAY = TUESDAY + timedelta(days=9)
ROSTER = b"email,name,role,team\nnewcomer@repartee.test,Newcomer,rep,Reds\n"
MISSED = {"point": "a named lead", "words": "why"}
"""Of every reply in this world: a key point that it did not use, and words that are in it."""


@dataclass(frozen=True)
class World:
    """Values alone, so that it outlives the database it was read from."""

    ids: dict[str, int]
    tokens: dict[str, str]
    sessions: dict[str, dict[str, Any]]
    subjects: dict[str, Whose]


def build() -> World:
    """On an empty database."""
    with work():
        cast = assemble()
        people = {"rep": cast.ana, "coach": cast.kofi, "manager": cast.mara, "admin": cast.ada}
        subjects = _subjects(cast, people)
        world = World(_ids(cast), _tokens(people), _sessions(people), subjects)
    subjects["import"] = _imports(cast)
    return world


def _subjects(cast: Cast, people: dict[str, Person]) -> dict[str, Whose]:
    cast.ana.password_hash = hash_password(PASSWORD)
    shared = Cohort(name="Summer", started_on=TUESDAY - timedelta(weeks=9))
    golds, whites, blacks = (Team(name=name) for name in ("Golds", "Whites", "Blacks"))
    db.session.add_all([shared, golds, whites, blacks])
    db.session.flush()
    db.session.add(ManagedTeam(person_id=cast.mara.id, team_id=golds.id))
    for team, cohort in ((golds, shared), (whites, shared), (blacks, cast.spring)):
        cast.person(f"One of the {team.name}", "rep", team, cohort)
    fill(shared.id, TUESDAY, TUESDAY + timedelta(days=21), now=NOON)
    cohorts = {"in reach": cast.autumn.id, "shared with others' teams": shared.id, "a stranger's": cast.spring.id}
    return {
        "answer": _answers(cast, people),
        "person": _people(cast, people),
        "gone": _gone(cast),
        "team": {"in reach": alike(team_id=cast.reds.id), "a stranger's": alike(team_id=cast.greens.id)},
        "cohort": {whose: alike(cohort_id=cohort_id) for whose, cohort_id in cohorts.items()},
        "pin": _pins(cast, cohorts),
        "calendar": {"any": alike(calendar_id=cast.calendar.id)},
        "recall": _recalls(cast),
        "challenge": _challenges(cast),
        "practice": _practised(cast, people),
        "proposal": _proposals(cast),
        "link": _link(cast),
        **contests.subjects(cast, [cast.reds.id, cast.blues.id, golds.id], [cast.greens.id, whites.id, blacks.id]),
        **huddles.subjects(cast, people),
        **written.subjects(cast),
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


def _answers(cast: Cast, people: dict[str, Person]) -> Whose:
    """Everybody has replied once: coaches, managers and admins when they were in a cohort themselves."""
    own = {visitor: _own_reply(cast, one) for visitor, one in people.items()}
    bens, strangers = a_reply(cast.ben, NOON), a_reply(cast.outsider, NOON)
    assign(cast.ana, [bens.id], now=NOON)
    assign(cast.cleo, [bens.id], now=NOON)
    report(cast.cleo, bens.id, "rude", now=NOON)
    ids: dict[str, Values] = {visitor: {"answer_id": reply.id} for visitor, reply in own.items()}
    return {
        "one's own": {"nobody": ids["rep"], **ids},
        "in reach": alike(answer_id=bens.id),
        "a stranger's": alike(answer_id=strangers.id),
    }


def _own_reply(cast: Cast, person: Person) -> Answer:
    before = person.cohort_id
    person.cohort_id = before or cast.autumn.id
    db.session.flush()
    reply = a_reply(person, NOON)
    person.cohort_id = before
    db.session.flush()
    return reply


def _people(cast: Cast, people: dict[str, Person]) -> Whose:
    """Root is an admin who sits in one of Mara's teams: a place, and not a rank below hers."""
    root = cast.person("Root", "admin", cast.reds)
    own = {visitor: _with_an_absence(cast, one) for visitor, one in people.items()}
    return {
        "oneself": {"nobody": own["rep"], **own},
        "in reach": alike(**_with_an_absence(cast, cast.ben)),
        "a stranger": alike(**_with_an_absence(cast, cast.outsider)),
        "an admin in one's team": alike(**_with_an_absence(cast, root)),
    }


def _gone(cast: Cast) -> Whose:
    found = {}
    for whose, team, cohort in (("in reach", cast.reds, cast.autumn), ("a stranger", cast.greens, cast.spring)):
        person = cast.person(f"Gone from {team.name}", "rep", team, cohort)
        deactivate(person, cast.ada, now=NOON)
        found[whose] = alike(person_id=person.id)
    return found


def _with_an_absence(cast: Cast, person: Person) -> Values:
    first = TUESDAY + timedelta(days=20)
    return {"person_id": person.id, "absence_id": enter_absence(cast.ada, person, first, first, now=NOON).id}


def _recalls(cast: Cast) -> Whose:
    """Only reps have any here."""
    mine, theirs = (
        db.session.scalars(select(Recall).where(Recall.person_id == one.id)).first() or _a_recall(one)
        for one in (cast.ana, cast.outsider)
    )
    for one in (mine, theirs):
        one.due_on = TUESDAY
    choice = {"choice": mine.fact.choices[0].id}
    return {
        "one's own": {visitor: {"recall_id": mine.id, **choice} for visitor in ("nobody", "rep")},
        "a stranger's": alike(recall_id=theirs.id, choice=theirs.fact.choices[0].id),
    }


def _a_recall(person: Person) -> Recall:
    reply = db.session.scalars(select(Answer).where(Answer.person_id == person.id)).one()
    row = Recall(person_id=person.id, fact_id=reply.challenge.fact_id, due_on=TUESDAY)
    db.session.add(row)
    db.session.flush()
    return row


def _challenges(cast: Cast) -> Whose:
    days = select(ScheduledChallenge.challenge_id).where(ScheduledChallenge.cohort_id == cast.autumn.id)
    today, later = (
        db.session.scalars(days.where(ScheduledChallenge.day == day)).one()
        for day in (TUESDAY, TUESDAY + timedelta(days=8))
    )
    return {"served to them": alike(challenge_id=today), "never served": alike(challenge_id=later)}


def _pins(cast: Cast, cohorts: dict[str, int]) -> Whose:
    day = select(ScheduledChallenge.challenge_id).where(ScheduledChallenge.day == PIN_DAY)
    challenge_id = db.session.scalars(day).first() or 0
    pin(cast.ada, challenge_id, PIN_DAY, list(cohorts.values()), "Launch", now=NOON)
    return {whose: alike(cohort_id=one, day=PIN_DAY.isoformat()) for whose, one in cohorts.items()}


def _proposals(cast: Cast) -> Whose:
    found = {}
    for author in (cast.ben, cast.outsider):
        reply = db.session.scalars(select(Answer).where(Answer.person_id == author.id)).one()
        propose_wording(author, reply.id, **MISSED, now=NOON)
        row = db.session.scalars(select(WordingProposal).where(WordingProposal.answer_id == reply.id)).one()
        found[author.id] = row.id
    return {
        "in reach": alike(proposal_id=found[cast.ben.id]),
        "a stranger's": alike(proposal_id=found[cast.outsider.id]),
    }


def _practised(cast: Cast, people: dict[str, Person]) -> Whose:
    """A challenge to reply to, for those too who have none of the day."""
    served = {visitor: serve_practice(one, TUESDAY, now=NOON) for visitor, one in people.items()}
    own = {visitor: {"challenge_id": one.id} for visitor, one in served.items() if one is not None}
    never = _challenges(cast)["never served"]
    return {"served to them": {"nobody": own["rep"], **own}, "never served": never}


def _link(cast: Cast) -> Whose:
    _row, url = open_link(cast.dev, "invitation", "http://localhost", by=cast.ada, now=NOON)
    return {"a good link": alike(key=url.partition("key=")[2]), "a guess": alike(key="a" * 32)}


def _imports(cast: Cast) -> Whose:
    """Previews open works of their own."""
    rows = {}
    for person in (cast.mara, cast.ada):
        row = steps.preview(person, "roster.csv", ROSTER)
        rows[person.role] = {"import_id": row.id, "digest": row.digest}
    own, other = rows["manager"], rows["admin"]
    return {
        "one's own": alike(**own) | {"admin": other},
        "somebody else's": alike(**other) | {"admin": own},
    }
