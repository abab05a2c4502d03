from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.builders import a_reply, a_vote
from tests.cast import NOON, Cast
from webapp.core.problems import Conflict, Forbidden, Invalid, NotFound
from webapp.core.work import work
from webapp.extensions import db
from webapp.points.queries import total
from webapp.points.verify import differences
from webapp.voting.actions import Cast as Ballot
from webapp.voting.actions import assign, cast_vote, close_due
from webapp.voting.models import Tally, Vote

LATER = NOON + timedelta(minutes=10)
BROWSER_CLOCK = 1_795_000_000_000
"""Browsers count their taps in milliseconds since 1970."""


def test_a_vote_moves_the_tally_and_pays_author_and_judge(cast: Cast):
    with work():
        answer = a_reply(cast.ana, NOON)
        tally = a_vote(cast.ben, answer, 2, 2, LATER)
        assert (tally.votes, tally.quality) == (1, 13)
    assert total(cast.ana.id) == 10 + 13
    assert total(cast.ben.id) == 1
    assert differences() == []


def test_a_repeated_tap_changes_nothing(cast: Cast):
    with work():
        answer = a_reply(cast.ana, NOON)
        a_vote(cast.ben, answer, 2, 1, LATER, reason="too_long")
        revision = a_vote(cast.ben, answer, 2, 1, LATER).revision
    assert revision == 1
    assert db.session.scalar(select(func.count()).select_from(Vote)) == 1
    assert db.session.scalar(select(Vote.reason)) == "too_long"


def test_a_vote_may_change_and_keeps_its_first_cast(cast: Cast):
    with work():
        answer = a_reply(cast.ana, NOON)
        a_vote(cast.ben, answer, 2, 2, LATER)
        tally = a_vote(cast.ben, answer, 0, 0, LATER)
        assert (tally.votes, tally.revision) == (1, 2)
    vote = db.session.scalars(select(Vote)).one()
    assert (vote.first_fact, vote.fact) == (2, 0)
    assert total(cast.ben.id) == 1, "changing one's mind earns no second point"
    assert differences() == []


def test_an_older_tap_that_arrives_late_is_ignored(cast: Cast):
    with work():
        answer = a_reply(cast.ana, NOON)
        a_vote(cast.ben, answer, 2, 2, LATER, seq=BROWSER_CLOCK)
        tally = a_vote(cast.ben, answer, 0, 0, LATER, seq=BROWSER_CLOCK - 1)
    assert tally.fact == 2000


def test_nobody_votes_on_their_own_reply(cast: Cast):
    with work():
        answer = a_reply(cast.ana, NOON)
    with pytest.raises(Forbidden), work():
        a_vote(cast.ana, answer, 2, 2, LATER)
    assert db.session.get_one(Tally, answer.id).votes == 0


def test_what_was_not_served_to_a_judge_does_not_exist_for_them(cast: Cast):
    with work():
        answer = a_reply(cast.ana, NOON)
    for stranger in (cast.ben, cast.outsider):
        with pytest.raises(NotFound), work():
            cast_vote(stranger, answer.id, Ballot(2, 2), now=LATER)


def test_a_coach_votes_in_the_cohorts_they_coach_and_nowhere_else(cast: Cast):
    with work():
        ours, theirs = a_reply(cast.ana, NOON), a_reply(cast.outsider, NOON)
        cast_vote(cast.kofi, ours.id, Ballot(2, 2), now=LATER)
    with pytest.raises(NotFound), work():
        cast_vote(cast.kofi, theirs.id, Ballot(2, 2), now=LATER)
    assert db.session.get_one(Tally, ours.id).weight == 3000


@pytest.mark.parametrize("who", ["mara", "ada"])
def test_managers_and_admins_watch_but_do_not_vote(cast: Cast, who: str):
    with work():
        answer = a_reply(cast.ana, NOON)
    with pytest.raises(Forbidden), work():
        a_vote(getattr(cast, who), answer, 2, 2, LATER)


def test_voting_ends_at_the_closing_even_before_the_worker_came(cast: Cast):
    with work():
        answer = a_reply(cast.ana, NOON)
        assign(cast.ben, [answer.id], now=NOON)
    with pytest.raises(Conflict), work():
        cast_vote(cast.ben, answer.id, Ballot(2, 2), now=answer.closes_at)
    with work():
        cast_vote(cast.ben, answer.id, Ballot(2, 2), now=answer.closes_at - timedelta(seconds=1))


@pytest.mark.parametrize("ballot", [Ballot(3, 0), Ballot(0, -1), Ballot(2, 2, "bribed")])
def test_a_vote_out_of_range_is_refused(cast: Cast, ballot: Ballot):
    with work():
        answer = a_reply(cast.ana, NOON)
        assign(cast.ben, [answer.id], now=NOON)
    with pytest.raises(Invalid), work():
        cast_vote(cast.ben, answer.id, ballot, now=LATER)


def test_closing_settles_once_and_an_unjudged_reply_earns_ten(cast: Cast):
    with work():
        judged, lonely = a_reply(cast.ana, NOON), a_reply(cast.ben, NOON)
        a_vote(cast.cleo, judged, 2, 2, LATER)
    for expected in (2, 0):
        with work():
            assert close_due(now=judged.closes_at) == expected
    assert total(cast.ana.id) == 10 + 13
    assert total(cast.ben.id) == 10 + 10
    assert db.session.get_one(Tally, lonely.id).closed_at == judged.closes_at
    assert differences() == []


def test_the_worker_closes_at_most_twenty_answers_in_one_transaction(cast: Cast):
    with work():
        people = [cast.person(f"Rep {n}", "rep", cast.reds, cast.autumn) for n in range(25)]
        for person in people:
            a_reply(person, NOON)
    counts = []
    for _ in range(3):
        with work():
            counts.append(close_due(now=NOON + timedelta(days=9)))
    assert counts == [20, 5, 0]


def test_in_a_cohort_of_fewer_than_four_the_author_learns_at_closing(cast: Cast):
    with work():
        friend = cast.person("Friend", "rep", cast.greens, cast.spring)
        answer = a_reply(cast.outsider, NOON)
        a_vote(friend, answer, 2, 2, LATER)
    assert total(cast.outsider.id) == 10
    assert differences() == []
    with work():
        close_due(now=answer.closes_at)
    assert total(cast.outsider.id) == 10 + 13
    assert differences() == []


def test_judging_pays_five_times_a_day_and_not_for_tapping_alike(cast: Cast):
    with work():
        authors = [cast.person(f"Rep {n}", "rep", cast.reds, cast.autumn) for n in range(9)]
        for n, author in enumerate(authors[:8]):
            a_vote(cast.ben, a_reply(author, NOON), 2, n % 3, LATER + timedelta(seconds=n))
        assert total(cast.ben.id) == 5
        for n, author in enumerate(authors[:8]):
            answer = a_reply(author, NOON + timedelta(days=1))
            a_vote(cast.cleo, answer, 2, 2, LATER + timedelta(days=1, seconds=n))
    assert total(cast.cleo.id) == 5
    assert differences() == []
