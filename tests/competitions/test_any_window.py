"""Whatever the window, the zone and the moves meanwhile: frozen standings equal the ledger's window."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from fractions import Fraction

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.builders import a_reply, a_vote
from tests.cast import NOON, Cast
from tests.competitions.contests import a_draft
from webapp.answers.models import Answer
from webapp.competitions.freezing import freeze
from webapp.competitions.models import Competition, Entrant, FinalStanding
from webapp.core import clock as clocks
from webapp.core.problems import Conflict
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import enter_absence, move
from webapp.people.models import Absence, Membership, Person
from webapp.people.queries import calendar_of
from webapp.points.models import Entry
from webapp.voting.models import Tally

HOUR = timedelta(hours=1)
ZONES = ("Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles", "Asia/Kolkata")
DAYS = 9

acts = st.lists(
    st.tuples(
        st.integers(0, DAYS * 24),
        st.sampled_from(["reply", "reply", "vote", "move", "absence"]),
        st.integers(0, 3),
        st.integers(0, 2),
    ),
    max_size=14,
).map(sorted)
windows = st.tuples(st.integers(-24, DAYS * 24 - 1), st.integers(1, 7 * 24))


class Undone(Exception):
    pass


@contextmanager
def undone() -> Iterator[None]:
    """One history after another on the same stage: played inside a work that is never committed."""
    with suppress(Undone), work():
        yield
        raise Undone


@given(acts=acts, window=windows, zone=st.sampled_from(ZONES), between=st.sampled_from(["teams", "people", "cohorts"]))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_frozen_standings_are_the_ledgers_window(app: Flask, cast: Cast, acts, window, zone, between):
    start = NOON.replace(minute=0) + window[0] * HOUR
    end = start + window[1] * HOUR
    with undone():
        people = [cast.ana, cast.ben, cast.cleo, cast.dev]
        members = {
            "teams": [cast.reds.id, cast.blues.id, cast.greens.id],
            "people": [one.id for one in people],
            "cohorts": [cast.autumn.id, cast.spring.id],
        }[between]
        contest = a_draft(cast.ada, members, between=between, time_zone=zone, starts_at=start, ends_at=end)
        contest.published_at, contest.published_by_id = NOON - 30 * 24 * HOUR, cast.ada.id
        for hours, act, who, which in acts:
            play(cast, people[who], act, which, NOON + hours * HOUR)
        assert freeze(contest.id, now=end + 30 * 24 * HOUR)
        frozen = {e.subject_id: (f.numerator, f.denominator) for f, e in finals(contest)}
        for subject in members:
            expected = by_hand(contest, subject, between)
            assert frozen[subject] == (expected.numerator, expected.denominator)


def play(cast: Cast, person: Person, act: str, which: int, now: datetime) -> None:
    """Whatever is refused at that moment is not done."""
    if act == "move":
        team = (cast.reds, cast.blues, cast.greens)[which]
        move(
            person,
            role="rep",
            team_id=team.id,
            cohort_id=(cast.autumn, cast.spring)[which % 2].id,
            by=cast.ada,
            now=now,
        )
    elif act == "absence":
        first = now.date() + timedelta(days=which - 1)
        enter_absence(person, first, first + timedelta(days=which), cast.ada, now=now)
    elif act == "vote":
        newest = db.session.scalar(
            select(Answer)
            .join(Tally)
            .where(Answer.person_id != person.id, Answer.closes_at > now)
            .order_by(Answer.id.desc())
        )
        if newest is not None:
            a_vote(person, newest, which, 2, now)
    else:
        replies(person, now)


def replies(person: Person, now: datetime) -> None:
    try:
        a_reply(person, now)
    except Conflict:
        return


def finals(contest: Competition) -> list[tuple[FinalStanding, Entrant]]:
    query = select(FinalStanding, Entrant).join(Entrant).where(Entrant.competition_id == contest.id)
    return [(row[0], row[1]) for row in db.session.execute(query)]


def by_hand(contest: Competition, subject: int, between: str) -> Fraction:
    """Entry by entry and day by day, as plainly as it can be said."""
    column = {"teams": "team_id", "people": "person_id", "cohorts": "cohort_id"}[between]
    assert contest.starts_at
    assert contest.ends_at
    points = sum(
        entry.amount
        for entry in db.session.scalars(select(Entry))
        if entry.working_day and contest.starts_at <= entry.at < contest.ends_at and getattr(entry, column) == subject
    )
    if between == "people":
        return Fraction(points)
    return Fraction(points, max(days_at_work(contest, subject, column), 1))


def days_at_work(contest: Competition, subject: int, column: str) -> int:
    first = clocks.local_day(contest.starts_at, contest.time_zone)
    last = clocks.local_day(contest.ends_at - timedelta(microseconds=1), contest.time_zone)
    count = 0
    for person in db.session.scalars(select(Person)):
        for day in clocks.days(first, last):
            row = db.session.scalar(
                select(Membership)
                .where(Membership.person_id == person.id, Membership.since <= day)
                .order_by(Membership.since.desc())
            )
            if row and row.role == "rep" and getattr(row, column) == subject and works(person, day):
                count += 1
    return count


def works(person: Person, day) -> bool:
    begins = clocks.midnight(day, person.time_zone)
    absent = [
        row
        for row in db.session.scalars(select(Absence).where(Absence.person_id == person.id))
        if row.first_day <= day <= row.last_day and row.entered_at < begins
    ]
    return not absent and calendar_of(person).without_absences().is_working(day)
