"""Two accounts of one person become one, in every room, or stay as they are."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.builders import a_reply, a_vote
from tests.cast import NOON, TUESDAY, Cast
from tests.doors import everything
from webapp.answers.models import Answer
from webapp.core.problems import Conflict
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import deactivate, enter_absence
from webapp.people.merging import merge
from webapp.people.models import Absence, Person
from webapp.points.models import Entry
from webapp.points.verify import differences
from webapp.standings.models import Sum
from webapp.voting.models import Tally, Vote


def points(person: Person) -> int:
    return db.session.scalar(select(func.sum(Entry.amount)).where(Entry.person_id == person.id)) or 0


def test_replies_points_and_standings_follow_and_the_ledger_still_adds_up(app: Flask, cast: Cast):
    yesterday = NOON - timedelta(days=1)
    with work():
        answer = a_reply(cast.ben, yesterday)
    with work():
        a_vote(cast.cleo, answer, 2, 2, yesterday)
        a_reply(cast.ana, NOON)
    with work():
        enter_absence(cast.ben, TUESDAY + timedelta(days=3), TUESDAY + timedelta(days=4), cast.mara, now=NOON)
    before = points(cast.ana) + points(cast.ben)
    with work():
        merge(cast.ada, cast.ana, cast.ben, now=NOON)
    assert db.session.scalars(select(Answer.person_id).distinct()).all() == [cast.ana.id]
    assert db.session.scalars(select(Tally.author_id).distinct()).all() == [cast.ana.id]
    assert db.session.scalar(select(Absence.person_id)) == cast.ana.id
    assert (points(cast.ana), points(cast.ben)) == (before, 0)
    total = select(Sum.points).where(Sum.board == "people", Sum.period == "all", Sum.subject_id == cast.ana.id)
    assert db.session.scalar(total) == before
    assert differences() == []
    db.session.expire_all()
    assert (cast.ben.merged_into_id, cast.ben.deactivated_at) == (cast.ana.id, NOON)


def test_what_somebody_judged_stays_as_cast(app: Flask, cast: Cast):
    with work():
        answer = a_reply(cast.ana, NOON)
    with work():
        a_reply(cast.ben, NOON)
        a_vote(cast.ben, answer, 2, 2, NOON)
    with work():
        merge(cast.ada, cast.cleo, cast.ben, now=NOON)
    assert db.session.scalar(select(Vote.judge_id)) == cast.ben.id
    assert differences() == []


def test_who_replied_twice_on_one_day_stays_two(app: Flask, cast: Cast):
    with work():
        a_reply(cast.ana, NOON)
        a_reply(cast.ben, NOON)
    before = everything()
    with pytest.raises(Conflict, match="Both accounts replied"), work():
        merge(cast.ada, cast.ana, cast.ben, now=NOON)
    assert everything() == before


def test_nobody_merges_themselves_away_or_twice(app: Flask, cast: Cast):
    with work():
        merge(cast.ada, cast.ana, cast.ben, now=NOON)
    before = everything()
    for keep, drop in (("ana", "ana"), ("ana", "ada"), ("cleo", "ben"), ("ben", "cleo")):
        with pytest.raises(Conflict), work():
            merge(cast.ada, getattr(cast, keep), getattr(cast, drop), now=NOON)
    assert everything() == before


def test_an_account_that_left_is_none_to_keep(app: Flask, cast: Cast):
    with work():
        deactivate(cast.ana, cast.ada, now=NOON)
    with pytest.raises(Conflict, match="deactivated"), work():
        merge(cast.ada, cast.ana, cast.ben, now=NOON)
