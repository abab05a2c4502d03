"""Two accounts of one person become one, in every room, or stay as they are."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.builders import a_reply, a_vote
from tests.cast import NOON, TUESDAY, Cast
from tests.doors import everything
from webapp.answers.models import Answer
from webapp.core.problems import Conflict, Forbidden, NotFound
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.actions import deactivate, enter_absence
from webapp.people.merging import merge
from webapp.people.models import Absence, CoachedCohort, Person
from webapp.points.models import Entry
from webapp.points.verify import differences
from webapp.standings.models import Sum
from webapp.voting.actions import Cast as Ballot
from webapp.voting.actions import assign, cast_vote
from webapp.voting.models import Report, Tally, Vote
from webapp.voting.moderation import report
from webapp.voting.queries import is_blind, visible_tally
from webapp.voting.queue import to_judge


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


@pytest.fixture
def judged_by_ben(cast: Cast) -> Answer:
    """Ana's reply, served to Ben and Cleo alike; Ben judged it, and his account was merged into Cleo's."""
    with work():
        answer = a_reply(cast.ana, NOON)
        a_reply(cast.ben, NOON)
        assign(cast.cleo, [answer.id], now=NOON)
        a_vote(cast.ben, answer, 2, 2, NOON)
    with work():
        merge(cast.ada, cast.cleo, cast.ben, now=NOON)
    return answer


def test_nobody_judges_again_what_their_other_account_judged(cast: Cast, judged_by_ben: Answer):
    before = everything()
    assert judged_by_ben not in to_judge(cast.cleo, TUESDAY, now=NOON)
    with pytest.raises(Conflict, match="other account"), work():
        cast_vote(cast.cleo, judged_by_ben.id, Ballot(0, 0), now=NOON)
    assert everything() == before
    with work():
        assert a_vote(cast.dev, judged_by_ben, 1, 1, NOON).votes == 2


def test_what_the_other_account_judged_is_open_to_see(cast: Cast, judged_by_ben: Answer):
    assert not is_blind(cast.cleo, judged_by_ben)
    assert visible_tally(cast.cleo, judged_by_ben)["votes"] == 1
    assert is_blind(cast.dev, judged_by_ben)
    assert visible_tally(cast.dev, judged_by_ben) is None


def test_a_coach_of_two_accounts_has_one_vote_too(cast: Cast):
    with work():
        answer = a_reply(cast.ana, NOON)
        twin = cast.person("Kofi Twin", "coach")
        db.session.add(CoachedCohort(person_id=twin.id, cohort_id=cast.autumn.id))
    with work():
        a_vote(twin, answer, 2, 2, NOON)
    with work():
        merge(cast.ada, cast.kofi, twin, now=NOON)
    assert to_judge(cast.kofi, TUESDAY, now=NOON) == []
    with pytest.raises(Conflict, match="other account"), work():
        cast_vote(cast.kofi, answer.id, Ballot(0, 0), now=NOON)
    with pytest.raises(NotFound), work():
        cast_vote(twin, answer.id, Ballot(0, 0), now=NOON)


def test_the_other_accounts_own_reply_is_nobodys_to_judge(cast: Cast):
    with work():
        answer = a_reply(cast.ben, NOON)
        assign(cast.cleo, [answer.id], now=NOON)
    assert answer in to_judge(cast.cleo, TUESDAY, now=NOON) + to_judge(cast.kofi, TUESDAY, now=NOON)
    with work():
        merge(cast.ada, cast.cleo, cast.ben, now=NOON)
    before = everything()
    assert answer not in to_judge(cast.cleo, TUESDAY, now=NOON)
    with pytest.raises(Forbidden, match="yours"), work():
        cast_vote(cast.cleo, answer.id, Ballot(2, 2), now=NOON)
    assert everything() == before


def test_an_account_that_is_merged_on_takes_those_merged_into_it_along(cast: Cast, judged_by_ben: Answer):
    with work():
        assign(cast.dev, [judged_by_ben.id], now=NOON)
        merge(cast.ada, cast.dev, cast.cleo, now=NOON)
    db.session.expire_all()
    assert cast.ben.merged_into_id == cast.dev.id
    with pytest.raises(Conflict, match="other account"), work():
        cast_vote(cast.dev, judged_by_ben.id, Ballot(0, 0), now=NOON)


def test_who_judged_with_both_before_changes_the_kept_ones_vote_alone(cast: Cast):
    with work():
        answer = a_reply(cast.ana, NOON)
        a_vote(cast.ben, answer, 2, 2, NOON)
        a_vote(cast.cleo, answer, 2, 2, NOON)
    with work():
        merge(cast.ada, cast.cleo, cast.ben, now=NOON)
    with work():
        assert a_vote(cast.cleo, answer, 0, 0, NOON).votes == 2
    assert set(db.session.execute(select(Vote.judge_id, Vote.fact))) == {(cast.ben.id, 2), (cast.cleo.id, 0)}
    assert differences() == []


def test_an_account_that_left_judges_nothing_it_was_served(cast: Cast):
    """A tap that was under way while its account was deactivated or merged."""
    with work():
        answer = a_reply(cast.ana, NOON)
        assign(cast.ben, [answer.id], now=NOON)
    with work():
        deactivate(cast.ben, cast.ada, now=NOON)
    before = everything()
    with pytest.raises(NotFound), work():
        cast_vote(cast.ben, answer.id, Ballot(2, 2), now=NOON)
    assert everything() == before


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


def test_reports_follow_except_where_both_reported(cast: Cast):
    with work():
        first, second = a_reply(cast.ana, NOON), a_reply(cast.dev, NOON)
        for answer in (first, second):
            assign(cast.ben, [answer.id], now=NOON)
        assign(cast.cleo, [first.id], now=NOON)
    with work():
        report(cast.ben, first.id, "rude", now=NOON)
        report(cast.ben, second.id, "copied", now=NOON)
        report(cast.cleo, first.id, "rude", now=NOON)
    with work():
        merge(cast.ada, cast.cleo, cast.ben, now=NOON)
    kept = set(db.session.execute(select(Report.person_id, Report.answer_id)))
    assert kept == {(cast.ben.id, first.id), (cast.cleo.id, first.id), (cast.cleo.id, second.id)}
